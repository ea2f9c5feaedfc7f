import { useTranslation } from 'react-i18next';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { AllergyMark } from './allergy-mark.tsx';
import { ArchivedMark } from './archived-mark.tsx';
import { ChoiceMark } from './choice-mark.tsx';
import { Face } from '#renderer/parts/photo/face.tsx';
import { ageWords, sexWord } from './patient-words.ts';
import classes from './patients.module.css';

/** One patient as a line: enough to tell two of the same name apart. */
export function PatientLine({ patient }: { readonly patient: PatientBrief }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <>
      <Face name={patient.name} />
      <span className={classes.who}>
        <span className={classes.name}><Name>{patient.name}</Name></span>
        <span className={classes.facts}>
          <span>{ageWords(patient, now, t, format)}</span>
          <span>{sexWord(patient.sex, t)}</span>
          {patient.district === null ? null : <bdi>{patient.district}</bdi>}
        </span>
      </span>
      <span className={classes.marks}>
        <AllergyMark count={patient.allergyCount} />
        <ChoiceMark count={patient.choices} />
        {patient.archived ? <ArchivedMark /> : null}
      </span>
      <span className={classes.phone} dir="ltr">{patient.phone}</span>
      <span className={classes.number} dir="ltr">{patient.number}</span>
    </>
  );
}
