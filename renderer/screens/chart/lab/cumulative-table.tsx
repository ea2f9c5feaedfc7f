import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LabBrought, LabLine } from '#domain/contract/lab-shapes.ts';
import { rangeText } from '#domain/lab/range.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ValueText } from '#renderer/screens/lab/values/value-text.tsx';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { signName } from '../sign-words.ts';
import { BroughtMark } from './brought-mark.tsx';
import type { Cell, Column, Cumulative, CumulativeRow } from './cumulative.ts';
import classes from './lab.module.css';

interface Props {
  readonly table: Cumulative;
  readonly catalogue: Catalogue;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
  readonly onReport: (orderId: string) => void;
}

/** Results over time, the newest beside the test's name; a test opens its trend. */
export function CumulativeTable({ table, catalogue, chosen, onChoose, onReport }: Props) {
  const { t } = useTranslation();
  const nameOf = useRowName(catalogue);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('laboratory.chart.table')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('laboratory.test')}</th>
            {table.columns.map((column) => <Head key={column.key} column={column} onReport={onReport} />)}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key} data-chosen={row.key === chosen || undefined}>
              <th scope="row">
                <button type="button" className={classes.testName} aria-pressed={row.key === chosen} onClick={() => onChoose(row.key)}><bdi>{nameOf(row)}</bdi></button>
                <Usual cell={row.cells.find((cell) => cell !== undefined)} />
              </th>
              {row.cells.map((cell, index) => <td key={table.columns[index]?.key ?? index}>{cell === undefined ? null : 'line' in cell ? <Ordered line={cell.line} catalogue={catalogue} /> : <Brought brought={cell.brought} catalogue={catalogue} />}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a row is called: by the catalogue, else as its source calls it, else by its code. */
export function useRowName(catalogue: Catalogue | undefined): (row: Pick<CumulativeRow, 'key' | 'title'>) => string {
  const { t } = useTranslation();
  return ({ key, title }) => (catalogue?.testOf(key) ? catalogue.nameOf(key) : title ?? signName(key, t));
}

function Head({ column: { orderId, at }, onReport }: { readonly column: Column; readonly onReport: (orderId: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <th scope="col">
      <span className={classes.nowrap}>{format.dateTime(at, now)}</span>
      {orderId === null ? <BroughtMark /> : (
        <button type="button" className={classes.report} onClick={() => onReport(orderId)} aria-label={`${t('laboratory.chart.report')} ${format.dateTime(at, now)}`}><IconFileText size={14} aria-hidden />{t('laboratory.chart.report')}</button>
      )}
    </th>
  );
}

/** The range the newest of the row was compared with. */
function Usual({ cell }: { readonly cell: Cell | undefined }) {
  const value = cell === undefined ? null : 'line' in cell ? cell.line.current : cell.brought.value;
  const text = rangeText(value?.range ?? null);
  return text === '' ? null : <span className={classes.dim}><bdi dir="ltr">{`${text} ${unitLabel(value?.unit ?? '')}`}</bdi></span>;
}

function Ordered({ line, catalogue }: { readonly line: LabLine; readonly catalogue: Catalogue }) {
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

function Brought({ brought: { value, sent }, catalogue }: { readonly brought: LabBrought; readonly catalogue: Catalogue }) {
  return (
    <>
      <ValueText value={value} catalogue={catalogue} />
      {sent === null ? null : <span className={classes.dim}>(<bdi dir="ltr">{`${sent.value} ${unitLabel(sent.unit)}`}</bdi>)</span>}
    </>
  );
}
