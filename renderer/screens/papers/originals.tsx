import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Card } from '#renderer/parts/card.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { OriginalRow, useTypeName } from './original-row.tsx';
import classes from './papers.module.css';

const FIRST = 20;
const MOST = 5000;

/** What came as FHIR and is kept as it came: by default what stands nowhere else in the chart. spec: REG-6 */
export function Originals({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const [type, setType] = useState('');
  const [limit, setLimit] = useState(FIRST);
  const { data, error } = useLive(`documents.originals:${patientId}:${type}:${String(limit)}`, () => client.documents.originals({ patientId, limit, ...(type === '' ? {} : { type }) }), ['record', 'sync']);
  if (data?.types.length === 0) return null;
  const rest = data?.types.reduce((sum, { count, elsewhere }) => sum + (elsewhere ? 0 : count), 0) ?? 0;
  const kinds = [
    { value: '', label: t('originals.rest', { count: rest }) },
    ...(data?.types ?? []).map(({ type: value, count }) => ({ value, label: `${typeName(value)} (${String(count)})` })).sort((a, b) => a.label.localeCompare(b.label)),
  ];
  const choose = (value: string): void => { setType(value); setLimit(FIRST); };
  return (
    <Card title={t('originals.title')} tools={<NativeSelect size="xs" aria-label={t('originals.kind')} value={type} data={kinds} onChange={(event) => choose(event.currentTarget.value)} />}>
      <p className={classes.hint}>{t('originals.about')}</p>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data?.count === 0 ? <p className={classes.hint}>{t('originals.none')}</p> : null}
      <ul className={classes.rows} aria-label={t('originals.list')}>
        {data?.originals.map((original) => <OriginalRow key={original.id} patientId={patientId} original={original} />)}
      </ul>
      {data && data.count > data.originals.length && limit < MOST ? <Button variant="subtle" size="compact-sm" onClick={() => setLimit(Math.min(MOST, limit * 5))}>{t('originals.more')}</Button> : null}
    </Card>
  );
}
