import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabLine, LabValueShape } from '#domain/contract/lab-shapes.ts';
import { rangeText } from '#domain/lab/range.ts';
import { useNow } from '#renderer/parts/now.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ValueText } from '../values/value-text.tsx';
import classes from './work.module.css';

interface Props {
  readonly lines: readonly LabLine[];
  readonly catalogue: Catalogue;
  readonly chosen: Readonly<Record<string, string>>;
  readonly onChoose: (lineId: string, valueId: string) => void;
  readonly at: string | undefined;
  readonly onAt: (lineId: string) => void;
}

/** The results of one order before they are verified; of two values of one test a person chooses one. */
export function VerifyTable({ lines, catalogue, chosen, onChoose, at, onAt }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('laboratory.results')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('laboratory.test')}</th>
            <th scope="col">{t('laboratory.result')}</th>
            <th scope="col">{t('laboratory.range')}</th>
            <th scope="col">{t('laboratory.entered')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.flatMap((line) => {
            const rivals = line.rivals.length > 0;
            const values = line.current ? [line.current, ...line.rivals] : [];
            return values.map((value, index) => (
              <tr key={value.id} data-rival={rivals || undefined} aria-current={line.id === at ? 'true' : undefined} onClick={() => onAt(line.id)}>
                <th scope="row">
                  <label className={classes.choice}>
                    <Radio size="xs" name={rivals ? line.id : 'line'} checked={rivals ? chosen[line.id] === value.id : line.id === at} onChange={() => { onAt(line.id); if (rivals) onChoose(line.id, value.id); }} aria-label={catalogue.nameOf(line.testCode)} />
                    {catalogue.nameOf(line.testCode)}
                  </label>
                  {rivals && index === 0 ? <span className={classes.delta}>{t('laboratory.two-values')}</span> : null}
                </th>
                <td><ValueText value={value} catalogue={catalogue} /><Behind value={value} earlier={index === 0 ? line.earlier : []} catalogue={catalogue} /></td>
                <td className={classes.nowrap}><bdi dir="ltr">{rangeText(value.range) || '–'}</bdi></td>
                <td className={classes.dim}><Entered value={value} /></td>
              </tr>
            ));
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What should make one look twice: the last value, what stood before, and why. */
function Behind({ value, earlier, catalogue }: { readonly value: LabValueShape; readonly earlier: readonly LabValueShape[]; readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  return (
    <>
      {value.delta === null ? null : <span className={classes.delta}>{t('laboratory.delta-from', { percent: `${value.delta.percent > 0 ? '+' : ''}${String(value.delta.percent)}`, previous: Number(value.delta.previous.toPrecision(4)) })}</span>}
      {value.comment === null ? null : <span className={classes.dim}> <bdi>{value.comment}</bdi></span>}
      {earlier.map((old) => <span key={old.id} className={classes.dim}> <ValueText value={old} catalogue={catalogue} old /></span>)}
      {value.reason === null ? null : <span className={classes.dim}> <bdi>{value.reason}</bdi></span>}
    </>
  );
}

function Entered({ value }: { readonly value: LabValueShape }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const who = value.source === 'by-hand' ? value.enteredBy ?? '–' : t(`laboratory.source.${value.source}`);
  return <>{who} · {format.dateTime(value.enteredAt, now)}</>;
}
