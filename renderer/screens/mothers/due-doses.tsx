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
import { useVaccines } from '#renderer/session/vaccines.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ageWords } from '../patients/patient-words.ts';
import classes from './mothers.module.css';
import { useChosenLine } from './use-chosen-line.ts';

const WITHIN = [0, 7, 14, 30] as const;

/** Whose vaccinations are due or overdue, the latest first: who, for which, how late, and the phone. Enter opens the chart. spec: ENC-2 */
export function DueDoses() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [within, setWithin] = useState<number>(0);
  const [vaccine, setVaccine] = useState('');
  const vaccines = useVaccines();
  const live = useLive(`vaccinations.due:${within}:${vaccine}`, () => client.vaccinations.due({ withinDays: within, ...(vaccine === '' ? {} : { vaccine }) }), ['record', 'patients', 'clinic']);
  const lines = live.data?.due ?? [];
  const open = (id: string): void => navigate('patients', id, 'papers');
  const chosen = useChosenLine(lines.map(({ patient }) => patient.id), open);
  if (live.error !== undefined && !live.data) return <ProblemNote problem={problemOf(live.error)} />;
  if (!live.data) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return (
    <>
      <div className={classes.bar}>
        <NativeSelect
          aria-label={t('mothers.within')} value={String(within)} w={260} onChange={({ currentTarget }) => setWithin(Number(currentTarget.value))}
          data={WITHIN.map((days) => ({ value: String(days), label: days === 0 ? t('vaccination.due-list.now') : t('mothers.due-within', { count: days }) }))}
        />
        <NativeSelect
          aria-label={t('vaccination.what')} value={vaccine} w={260} onChange={({ currentTarget }) => setVaccine(currentTarget.value)}
          data={[{ value: '', label: t('vaccination.due-list.every') }, ...vaccines.series.filter(({ active }) => active).map(({ id }) => ({ value: id, label: vaccines.nameOf(id) }))]}
        />
        <span className={classes.dim}>{t(live.data.whole ? 'vaccination.due-list.count' : 'vaccination.due-list.first', { count: live.data.count, shown: lines.length })}</span>
      </div>
      {lines.length === 0 ? <Empty icon={IconChecks} title={t('vaccination.due-list.none')} hint={t('vaccination.due-list.whom')} /> : (
        <div className={classes.list} tabIndex={0} role="group" aria-label={t('vaccination.due-list.title')}>
          <table className={classes.table}>
            <thead><tr>{(['who', 'for', 'due', 'late', 'phone'] as const).map((column) => <th key={column} scope="col">{t(`mothers.list.${column}`)}</th>)}</tr></thead>
            <tbody>
              {lines.map(({ patient, doses }, index) => (
                <tr key={patient.id} className={classes.row} data-chosen={index === chosen || undefined} aria-current={index === chosen || undefined}>
                  <th scope="row">
                    <button type="button" className={classes.cell} onClick={() => open(patient.id)}><bdi>{patient.name}</bdi></button>
                    <span className={classes.sub}><bdi>{patient.number}</bdi> · {ageWords(patient, now, t, format)}</span>
                  </th>
                  <td className={classes.doses}>{doses.map(({ vaccine: of, dose, state }) => <div key={of} className={state === 'overdue' ? classes.grave : undefined}><bdi>{vaccines.nameOf(of)}</bdi> {t('vaccination.dose', { dose })}</div>)}</td>
                  <td className={classes.doses}>{doses.map(({ vaccine: of, on }) => <div key={of}>{format.date(on)}</div>)}</td>
                  <td className={classes.doses}>{doses.map(({ vaccine: of, state, daysLate }) => <div key={of} className={state === 'overdue' ? classes.grave : classes.dim}>{state === 'coming' ? t('vaccination.due-list.coming') : daysLate === 0 ? t('vaccination.due-list.today') : t('mothers.late', { count: daysLate })}</div>)}</td>
                  <td className={classes.number}>{patient.phone === null ? <span className={classes.dim}>{t('mothers.no-phone')}</span> : <Phone>{patient.phone}</Phone>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
