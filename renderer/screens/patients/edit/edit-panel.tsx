import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useClinicPlace } from '#renderer/text/use-format.ts';
import classes from './edit.module.css';
import { PatientForm } from './patient-form.tsx';

interface Props {
  readonly patientId: string;
  readonly onClose: () => void;
}

/** The side panel in which a patient's details are changed. */
export function EditPanel({ patientId, onClose }: Props) {
  const { t } = useTranslation();
  const { dateOrder } = useClinicPlace();
  // Read once: a form must not change under the hands of whoever fills it. Saving notices what changed meanwhile.
  const { data, error } = useLive(`patients.edit:${patientId}`, () => client.patients.get({ patientId }), []);
  if (error !== undefined && data === undefined) return <div className={classes.pad}><ProblemNote problem={problemOf(error)} /></div>;
  if (data === undefined) return <div className={classes.pad}><Loader size="sm" aria-label={t('patients.loading')} /></div>;
  return <PatientForm patient={data} order={dateOrder} onClose={onClose} />;
}
