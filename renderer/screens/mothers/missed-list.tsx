import { Loader, NativeSelect } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { Phone } from '#renderer/parts/phone.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ageWords } from '../patients/patient-words.ts';
import classes from './mothers.module.css';
import { nextWords } from './next-words.ts';
import { useChosenLine } from './use-chosen-line.ts';

const WITHIN = [0, 7, 14] as const;

/** Mothers who should have come, the latest first: who, for what, how late, and the phone. Enter opens the chart. spec: MAT-2 */
export function MissedList() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [within, setWithin] = useState<number>(0);
  const live = useLive(`mothers.missed:${within}`, () => client.mothers.missed({ withinDays: within }), ['record', 'patients']);
  const lines = live.data?.missed ?? [];
  const open = (id: string): void => navigate('patients', id, 'pregnancy');
  const chosen = useChosenLine(lines.map(({ patient }) => patient.id), open);
  if (live.error !== undefined && !live.data) return <ProblemNote problem={problemOf(live.error)} />;
  if (!live.data) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return (
    <>
      <NativeSelect
        aria-label={t('mothers.within')} value={String(within)} w={260} onChange={({ currentTarget }) => setWithin(Number(currentTarget.value))}
        data={WITHIN.map((days) => ({ value: String(days), label: days === 0 ? t('mothers.late-only') : t('mothers.due-within', { count: days }) }))}
      />
      {lines.length === 0 ? <Empty icon={IconChecks} title={t('mothers.none-missed')} hint={t('mothers.none-missed-hint')} /> : (
        <div className={classes.list} tabIndex={0} role="group" aria-label={t('mothers.missed')}>
          <table className={classes.table}>
            <thead>
              <tr>
                {(['who', 'for', 'due', 'late', 'phone', 'last', 'risks'] as const).map((column) => <th key={column} scope="col">{t(`mothers.list.${column}`)}</th>)}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ patient, pregnancyId, next, lastVisitOn, risks }, index) => (
                <tr key={pregnancyId} className={classes.row} data-chosen={index === chosen || undefined} aria-current={index === chosen || undefined}>
                  <th scope="row">
                    <button type="button" className={classes.cell} onClick={() => open(patient.id)}><bdi>{patient.name}</bdi></button>
                    <span className={classes.sub}><bdi>{patient.number}</bdi> · {ageWords(patient, now, t, format)}</span>
                  </th>
                  <td>{nextWords(next, t)}</td>
                  <td className={classes.number}>{format.date(next.on)}</td>
                  <td className={next.daysLate > 0 ? classes.grave : classes.dim}>{next.daysLate > 0 ? t('mothers.late', { count: next.daysLate }) : t('mothers.in-time')}</td>
                  <td className={classes.number}>{patient.phone === null ? <span className={classes.dim}>{t('mothers.no-phone')}</span> : <Phone>{patient.phone}</Phone>}</td>
                  <td className={classes.number}>{lastVisitOn === null ? <span className={classes.dim}>{t('mothers.never')}</span> : format.date(lastVisitOn)}</td>
                  <td className={classes.number}>{risks === 0 ? '' : risks}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
