import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport, Refusal } from '#domain/contract/exchange.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import page from '#renderer/screens/settings/parts/page.module.css';
import classes from './exchange.module.css';
import { placeWords, reasonWords } from './refusal-words.ts';

/** Rows shown before somebody asks for the rest. */
const FIRST = 50;

/** What was not taken, and why, so that it can be set right in the file. */
export function RefusalTable({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const [all, setAll] = useState<readonly Refusal[]>();
  const read = useCommand(async () => setAll((await client.exchange.refusals({ importId: report.id })).refused));
  const shown = all ?? report.refused.slice(0, FIRST);
  return (
    <>
      <RefusalRows
        heads={[t('exchange.file'), t('exchange.where'), t('exchange.why')]}
        rows={shown.map((refusal) => [refusal.file, placeWords(refusal.entry, t), reasonWords(refusal, t)])}
      />
      {shown.length < report.refusedCount && (
        <Button variant="default" style={{ alignSelf: 'start' }} loading={read.busy} onClick={() => void read.run()}>{t('exchange.show-all', { count: report.refusedCount })}</Button>
      )}
      <ProblemNote problem={read.problem} />
    </>
  );
}

type Three = readonly [string, string, string];

/** Refusals as a table of three columns, the last of which says why. */
export function RefusalRows({ heads, rows }: { readonly heads: Three; readonly rows: readonly Three[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.refusals} tabIndex={0} role="region" aria-label={t('exchange.refusals')}>
      <table className={page.table}>
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map(([first, place, why], index) => (
            <tr key={index}>
              <td><bdi>{first}</bdi></td>
              <th scope="row"><bdi>{place}</bdi></th>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
