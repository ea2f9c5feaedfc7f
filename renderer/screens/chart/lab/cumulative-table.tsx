import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { rangeText } from '#domain/lab/range.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ValueText } from '#renderer/screens/lab/values/value-text.tsx';
import { unitLabel, type Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { Cumulative } from './cumulative.ts';
import classes from './lab.module.css';

interface Props {
  readonly table: Cumulative;
  readonly catalogue: Catalogue;
  readonly chosen: string | undefined;
  readonly onChoose: (testCode: string) => void;
  readonly onReport: (orderId: string) => void;
}

/** Results over time, the newest beside the test's name; a test opens its trend. */
export function CumulativeTable({ table, catalogue, chosen, onChoose, onReport }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('laboratory.chart.table')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('laboratory.test')}</th>
            {table.columns.map(({ orderId, at }) => (
              <th key={orderId} scope="col">
                <span className={classes.nowrap}>{format.dateTime(at, now)}</span>
                <button type="button" className={classes.report} onClick={() => onReport(orderId)} aria-label={`${t('laboratory.chart.report')} ${format.dateTime(at, now)}`}><IconFileText size={14} aria-hidden />{t('laboratory.chart.report')}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ testCode, cells }) => (
            <tr key={testCode} data-chosen={testCode === chosen || undefined}>
              <th scope="row">
                <button type="button" className={classes.testName} aria-pressed={testCode === chosen} onClick={() => onChoose(testCode)}>{catalogue.nameOf(testCode)}</button>
                <Usual line={cells.find((cell) => cell !== undefined)} />
              </th>
              {cells.map((line, index) => <td key={table.columns[index]?.orderId ?? index}>{line ? <Cell line={line} catalogue={catalogue} /> : null}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The range the newest of the row was compared with. */
function Usual({ line }: { readonly line: LabLine | undefined }) {
  const text = rangeText(line?.current?.range ?? null);
  return text === '' ? null : <span className={classes.dim}><bdi dir="ltr">{`${text} ${unitLabel(line?.current?.unit ?? '')}`}</bdi></span>;
}

function Cell({ line, catalogue }: { readonly line: LabLine; readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  if (!line.current) return null;
  return (
    <>
      <ValueText value={line.current} catalogue={catalogue} />
      {line.status === 'verified' ? null : <span className={classes.dim}>{t('laboratory.chart.preliminary')}</span>}
      {line.amended ? <span className={classes.dim}>{t('laboratory.chart.amended')} {line.earlier.map((old) => <ValueText key={old.id} value={old} catalogue={catalogue} old />)}</span> : null}
    </>
  );
}
