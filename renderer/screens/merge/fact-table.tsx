import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergePreview } from '#domain/contract/merging.ts';
import type { MergeFact } from '#domain/patients/merge-facts.ts';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './merge.module.css';

export type Whose = 'kept' | 'other';

interface Props {
  readonly preview: MergePreview;
  readonly whose: (fact: MergeFact) => Whose;
  readonly onChoose: (fact: MergeFact, which: Whose) => void;
}

/** The two records side by side: where they differ, one of each pair is chosen. */
export function FactTable({ preview: { kept, other, differences }, whose, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <table className={classes.facts}>
      <caption className="db-hidden">{t('merge.differences')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" className={classes.who}><span className={classes.role}>{t('merge.stays')}</span><PatientLine patient={kept} /></th>
          <th scope="col" className={classes.who}><span className={classes.role}>{t('merge.goes')}</span><PatientLine patient={other} /></th>
        </tr>
      </thead>
      <tbody>
        {differences.map((row) => <FactRow key={row.fact} row={row} chosen={whose(row.fact)} onChoose={(which) => onChoose(row.fact, which)} />)}
        {differences.length === 0 ? <tr><td colSpan={3} className={classes.dim}>{t('merge.no-differences')}</td></tr> : null}
      </tbody>
    </table>
  );
}

type Row = MergePreview['differences'][number];

function FactRow({ row, chosen, onChoose }: { readonly row: Row; readonly chosen: Whose; readonly onChoose: (which: Whose) => void }) {
  const { t } = useTranslation();
  const group = useId();
  const words = useFactWords();
  const name = t(`merge.fact.${row.fact}`);
  return (
    <tr>
      <th scope="row" className={classes.fact}>{name}</th>
      {(['kept', 'other'] as const).map((which) => {
        const value = words(row.fact, row[which]);
        return (
          <td key={which} className={classes.value} data-chosen={chosen === which || undefined}>
            <label className={classes.pick}>
              <input type="radio" name={group} checked={chosen === which} onChange={() => onChoose(which)} aria-label={`${name}: ${value}`} />
              <bdi>{value}</bdi>
            </label>
          </td>
        );
      })}
    </tr>
  );
}

/** A fact in the language of whoever reads. */
function useFactWords(): (fact: MergeFact, value: string | null) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (fact, value) => {
    if (value === null) return t('merge.unknown');
    switch (fact) {
      case 'sex': return t(`patients.sex.${value}`);
      case 'birth': return format.date(value);
      case 'deceased': return format.date(value.slice(0, 10));
      case 'pregnant':
      case 'disabled': return t(value === '1' ? 'audit.yes' : 'audit.no');
      case 'language': return format.languageName(value);
      default: return value;
    }
  };
}
