import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import type { SectionProps } from '../sections.tsx';
import { OpenVisit } from './open-visit.tsx';
import { PastVisit } from './past-visit.tsx';
import { useCurrentVisit } from './use-visit.ts';

/** `#/patients/<id>/visit`: the visit the patient is in; with an id behind it, that one to read. */
export function VisitSection({ patient, rest }: SectionProps) {
  const [encounterId] = rest;
  return encounterId === undefined ? <Current key={patient.id} patientId={patient.id} /> : <PastVisit key={encounterId} patientId={patient.id} encounterId={encounterId} />;
}

function Current({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const { data, error } = useCurrentVisit(patientId);
  if (data) return <OpenVisit patientId={patientId} current={data} problem={error} />;
  if (error !== undefined) return <ProblemNote problem={problemOf(error)} />;
  return <Loader size="sm" aria-label={t('patients.loading')} />;
}
