import { Loader } from '@mantine/core';
import { useState } from 'react';
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

/** How many forms were opened in this window. */
let forms = 0;

/** The side panel in which a patient's details are changed. */
export function EditPanel({ patientId, onClose }: Props) {
  const { t } = useTranslation();
  const { dateOrder } = useClinicPlace();
  // Read once, and anew for each form: it must not change under the hands of whoever fills it, nor begin with what was read for the
  // last one. Saving notices what changed meanwhile.
  const [form] = useState(() => ++forms);
  const { data, error } = useLive(`patients.edit:${patientId}:${form}`, () => client.patients.get({ patientId }), []);
  if (error !== undefined && data === undefined) return <div className={classes.pad}><ProblemNote problem={problemOf(error)} /></div>;
  if (data === undefined) return <div className={classes.pad}><Loader size="sm" aria-label={t('patients.loading')} /></div>;
  return <PatientForm patient={data} order={dateOrder} onClose={onClose} />;
}
