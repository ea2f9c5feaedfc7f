import type { SectionProps } from '../chart/sections.tsx';
import { Documents } from './documents.tsx';
import { FilledForms } from './filled-forms.tsx';
import { Vaccinations } from './vaccinations.tsx';
import classes from './papers.module.css';

/** Vaccinations with what is due, the clinic's own forms, and what belongs to a patient on paper and in pictures. */
export function PapersSection({ patient }: SectionProps) {
  return (
    <div className={classes.section}>
      <Vaccinations patientId={patient.id} />
      <FilledForms patientId={patient.id} />
      <Documents patientId={patient.id} />
    </div>
  );
}
