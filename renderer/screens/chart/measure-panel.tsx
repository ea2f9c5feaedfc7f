import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { Compare } from './compare.tsx';
import { measureRows } from './measure-rows.ts';
import { MeasureTable } from './measure-table.tsx';
import classes from './measure.module.css';
import { SideHead } from './side-head.tsx';
import { signName } from './sign-words.ts';
import type { Chart } from './use-chart.ts';
import { useUnitChoice } from './use-unit-choice.ts';

const FIRST = 100;
const MOST = 1000;

interface Props {
  readonly patientId: string;
  /** A code, `blood-pressure`, or `all`. */
  readonly sign: string;
  /** Every measure of the patient, to be compared with. */
  readonly record: Chart['record'];
  readonly ageDays: number | null;
  readonly onClose: () => void;
}

/** The rows behind a small picture, those entered in error among them. */
export function MeasurePanel({ patientId, sign, record, ageDays, onClose }: Props) {
  const { t } = useTranslation();
  const units = useUnitChoice();
  const [limit, setLimit] = useState(FIRST);
  const { data, error, loading } = useLive(`vitals.list:${patientId}:${sign}:${limit}`, async () => readRows(patientId, sign, limit), ['vitals']);
  const name = sign === 'all' ? t('chart.all-values') : signName(sign, t);
  return (
    <div className={classes.panel}>
      <SideHead id="chart.close-rows" title={name} onClose={onClose} />
      {sign === 'all' || !record ? null : <Compare sign={sign} record={record} ageDays={ageDays} />}
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data ? <MeasureTable patientId={patientId} name={name} rows={measureRows(data, units, ageDays)} named={sign === 'all'} /> : null}
      {data === undefined && loading ? <Loader size="sm" aria-label={t('patients.loading')} /> : null}
      {data && data.length >= limit && limit < MOST
        ? <Button variant="default" className={classes.more} onClick={() => setLimit(MOST)}>{t('chart.show-older')}</Button>
        : null}
      {data && data.length >= MOST ? <p className={classes.dim}>{t('chart.newest-only', { count: MOST })}</p> : null}
    </div>
  );
}

async function readRows(patientId: string, sign: string, limit: number) {
  if (sign === 'all') return (await client.vitals.list({ patientId, limit })).observations;
  const codes = sign === 'blood-pressure' ? ['systolic', 'diastolic'] : [sign];
  const lists = await Promise.all(codes.map((code) => client.vitals.list({ patientId, code, limit })));
  return lists.flatMap((list) => list.observations);
}
