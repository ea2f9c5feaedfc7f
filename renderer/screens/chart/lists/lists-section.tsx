import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { TakenOutNote } from '#renderer/screens/record/taken-out-note.tsx';
import type { SectionProps } from '../sections.tsx';
import { Allergies, Medicines, Problems, Procedures, Referrals } from './list-cards.tsx';
import classes from './lists.module.css';

/** What is known of a patient beyond single visits: problems, allergies, medicines, procedures, each added in one line. */
export function ListsSection({ patient: { id } }: SectionProps) {
  const { t } = useTranslation();
  const { data, error } = useLive(`record.lists:${id}`, () => client.record.lists({ patientId: id }), ['record', 'patients', 'sync']);
  if (error !== undefined && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return (
    <div className={classes.lists}>
      <TakenOutNote patientId={id} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Problems patientId={id} conditions={data.conditions} />
          <Allergies patientId={id} allergies={data.allergies} />
        </div>
        <div className={classes.column}>
          <Medicines patientId={id} prescriptions={data.prescriptions} />
          <Procedures patientId={id} procedures={data.procedures} />
          <Referrals patientId={id} referrals={data.referrals} />
        </div>
      </div>
    </div>
  );
}
