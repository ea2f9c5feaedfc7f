import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ANAEMIA } from '#domain/clinical/anaemia.ts';
import type { MaternityVisit, Pregnancy } from '#domain/contract/mothers.ts';
import { shownValue, unitChoice } from '#domain/record/shown-value.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './mothers.module.css';
import { gestationWords, urineKey } from './mothers-words.ts';

interface Props {
  readonly pregnancy: Pregnancy;
  readonly mayWrite: boolean;
  readonly onVisit: (visit: MaternityVisit) => void;
}

const COLUMNS = ['weight', 'blood-pressure', 'haemoglobin', 'fundal-height', 'fetal-heart-rate'] as const;

/** One line a visit, newest first; a danger sign and an anaemia stand out by word, not by colour alone. */
export function VisitsTable({ pregnancy, mayWrite, onVisit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('mothers.visits')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('mothers.column.when')}</th>
            {COLUMNS.map((code) => <th key={code} scope="col">{t(`mothers.column.${code}`)}</th>)}
            <th scope="col">{t('mothers.column.found')}</th>
          </tr>
        </thead>
        <tbody>
          {pregnancy.visits.toReversed().map((visit) => (
            <tr key={visit.id}>
              <th scope="row">
                {mayWrite
                  ? <Button variant="subtle" size="compact-sm" onClick={() => onVisit(visit)}>{format.date(visit.visitedOn)}<span className="db-hidden"> {t('mothers.open-visit')}</span></Button>
                  : format.date(visit.visitedOn)}
                <span className={classes.sub}>{visit.kind === 'postnatal' ? t('mothers.days-after', { count: visit.daysAfterBirth ?? 0 }) : visit.gestation === null ? '' : gestationWords(visit.gestation, t)}</span>
              </th>
              {COLUMNS.map((code) => <td key={code}><Measure visit={visit} code={code} /></td>)}
              <td><Found visit={visit} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {ANAEMIA.mark !== null && pregnancy.visits.some(({ anaemia }) => anaemia !== null && anaemia.band !== null) ? <p className={classes.dim}>{t('mothers.anaemia-check')}</p> : null}
    </div>
  );
}

function Measure({ visit, code }: { readonly visit: MaternityVisit; readonly code: string }) {
  const { t } = useTranslation();
  const units = unitChoice(useClinicSettings());
  const of = (each: string): string => { const stored = visit.values[each]; return stored?.value == null ? '' : String(shownValue(each, stored.value, stored.unit, units).value); };
  if (code === 'blood-pressure') return <bdi className={classes.number}>{visit.values['systolic'] ? `${of('systolic')}/${of('diastolic')}` : ''}</bdi>;
  const band = code === 'haemoglobin' ? visit.anaemia?.band : undefined;
  return (
    <>
      <bdi className={classes.number}>{of(code)}</bdi>
      {band === undefined || band === null || band === 'none' ? null : <span className={band === 'mild' ? classes.warn : classes.grave} title={anaemiaWhy(visit, t)}> {t(`mothers.anaemia.${band}`)}</span>}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];
const anaemiaWhy = ({ anaemia }: MaternityVisit, t: Translate): string => (anaemia ? t('mothers.anaemia-why', { measured: anaemia.measured, adjusted: anaemia.adjusted, elevation: anaemia.takenOff.elevation, smoking: anaemia.takenOff.smoking }) : '');

/** Everything that is not a number of a column. */
function Found({ visit }: { readonly visit: MaternityVisit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const urine = (['urine-protein', 'urine-glucose'] as const).flatMap((code) => { const text = visit.values[code]?.text; return text == null || text === 'negative' ? [] : [`${t(`vitals.sign.${code}`)} ${t(`mothers.urine.${urineKey(text)}`)}`]; });
  const said = [
    ...urine, visit.presentation === null ? [] : t(`mothers.presentation.${visit.presentation}`), visit.ironDays === null ? [] : t('mothers.iron-given', { days: visit.ironDays }),
    visit.tetanusDose === null ? [] : t('mothers.tetanus-given', { dose: visit.tetanusDose }), visit.feeding === null ? [] : t(`mothers.feeding.${visit.feeding}`),
    visit.contraception === null ? [] : t(`mothers.contraception.${visit.contraception}`), visit.note ?? [], visit.nextOn === null ? [] : t('mothers.comes-again', { date: format.date(visit.nextOn) }),
  ].flat();
  const children = visit.children.flatMap(({ dangers }) => dangers.map((danger) => t(`mothers.child-danger.${danger}`)));
  return (
    <>
      {visit.dangers.length + children.length === 0 ? null : <strong className={classes.grave}>{[...visit.dangers.map((danger) => t(`mothers.danger.${danger}`)), ...children].join(t('everywhere.comma'))}</strong>}
      {' '}<bdi>{said.join(' · ')}</bdi>
    </>
  );
}
