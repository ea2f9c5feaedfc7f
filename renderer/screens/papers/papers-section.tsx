import type { SectionProps } from '../chart/sections.tsx';
import { Documents } from './documents.tsx';
import { FilledForms } from './filled-forms.tsx';
import { Originals } from './originals.tsx';
import { Vaccinations } from './vaccinations.tsx';
import classes from './papers.module.css';

/** Vaccinations with what is due, the clinic's own forms, what belongs to a patient on paper and in pictures, and what was brought along. */
export function PapersSection({ patient }: SectionProps) {
  return (
    <div className={classes.section}>
      <Vaccinations patientId={patient.id} />
      <FilledForms patientId={patient.id} />
      <Documents patientId={patient.id} />
      <Originals patientId={patient.id} />
    </div>
  );
}
