import { useTranslation } from 'react-i18next';
import type { ReportTable, robsonTable } from '#domain/mothers/report.ts';
import { Card } from '#renderer/parts/card.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { conditionWords } from './condition-words.ts';
import classes from './mothers.module.css';

type Open = (behind: { readonly title: string; readonly ids: readonly string[] }) => void;

/** Counts and shares; a number opens what it counts. */
export function CountTable({ title, table, onOpen }: { readonly title: string; readonly table: ReportTable; readonly onOpen: Open }) {
  const { t } = useTranslation();
  return (
    <Card title={title}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr><th scope="col">{t('mothers.column.group')}</th><th scope="col">{t('mothers.column.births')}</th>{table.columns.map((column) => <th key={column} scope="col">{t(`mothers.row.${column}`)}</th>)}</tr>
          </thead>
          <tbody>
            {table.rows.map(({ key, all, cells }) => {
              const name = conditionWords(key, t);
              return (
                <tr key={key} data-all={key === 'all' || undefined}>
                  <th scope="row">{name}</th>
                  <td><Count ids={all.births} title={name} onOpen={onOpen} /></td>
                  {table.columns.map((column) => <td key={column}><Count ids={cells[column]?.births ?? []} of={all.births.length} title={`${name}, ${t(`mothers.row.${column}`)}`} onOpen={onOpen} /></td>)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Count({ ids, of, title, onOpen }: { readonly ids: readonly string[]; readonly of?: number; readonly title: string; readonly onOpen: Open }) {
  const format = useFormat();
  const share = of === undefined || of === 0 ? '' : ` (${format.number(Math.round((ids.length / of) * 100))} %)`;
  if (ids.length === 0) return <span className={classes.dim}>0</span>;
  return <button type="button" className={classes.cell} onClick={() => onOpen({ title, ids })}>{format.number(ids.length)}{share}<span className="db-hidden"> {title}</span></button>;
}

/** The report table of the ten groups: size, rate of caesareans, and what each adds to the rate of all. */
export function RobsonLines({ lines, onOpen }: { readonly lines: ReturnType<typeof robsonTable>; readonly onOpen: Open }) {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = (value: number | null): string => (value === null ? '–' : `${format.number(Math.round(value * 10) / 10)} %`);
  return (
    <Card title={t('mothers.robson-title')}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>{(['group', 'births', 'size', 'caesareans', 'rate', 'contribution'] as const).map((column) => <th key={column} scope="col">{t(`mothers.column.${column}`)}</th>)}</tr>
          </thead>
          <tbody>
            {lines.map(({ group, behind, size, caesareans, caesareanRate, contribution }) => {
              const name = group === null ? t('mothers.unclassified') : group;
              return (
                <tr key={name}>
                  <th scope="row">{name}<span className={classes.sub}>{group === null ? '' : t(`mothers.robson-group.${group.replace('.', '-')}`)}</span></th>
                  <td><Count ids={behind} title={t('mothers.robson', { group: name })} onOpen={onOpen} /></td>
                  <td className={classes.number}>{percent(size)}</td><td className={classes.number}>{format.number(caesareans)}</td><td className={classes.number}>{percent(caesareanRate)}</td><td className={classes.number}>{percent(contribution)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
