import { useTranslation } from 'react-i18next';
import { IconAlertHexagon, IconArrowsSplit2 } from '@tabler/icons-react';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Name } from './name.tsx';
import { useNow } from './now.ts';
import classes from './patient-line.module.css';

interface Props {
  readonly patient: PatientBrief;
  /** Number, phone and district too: enough to tell two people of one name apart. */
  readonly detail?: boolean;
}

/** A patient in two lines: the name, then what tells them from others. */
export function PatientLine({ patient, detail = false }: Props) {
  const { t } = useTranslation();
  const who = usePatientWords(patient);
  const parts = detail ? [who, patient.number, patient.phone, patient.district] : [who, patient.number];
  return (
    <span className={classes.line}>
      <span className={classes.name}>
        <Name>{patient.name}</Name>
        {patient.allergyCount > 0 ? <IconAlertHexagon size={15} className={classes.allergy} role="img" aria-label={t('patient.allergies')} /> : null}
        {patient.choices > 0 ? <IconArrowsSplit2 size={15} className={classes.choices} role="img" aria-label={t('sync.line.choices', { count: patient.choices })} /> : null}
        {patient.archived ? <span className={classes.archived}>{t('patient.archived')}</span> : null}
      </span>
      <span className={classes.facts}>
        {parts.filter((part) => part !== null && part !== '').map((part) => <bdi key={part}>{part}</bdi>)}
      </span>
    </span>
  );
}

/** `34y · female`, with a mark when the age is an estimate. */
export function usePatientWords(patient: Pick<PatientBrief, 'birthDate' | 'birthEstimated' | 'sex'>): string {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const age = patient.birthDate === null ? t('patient.age-unknown') : format.age(patient.birthDate, now);
  return `${patient.birthEstimated ? t('patient.about', { age }) : age} · ${t(`patient.sex.${patient.sex}`)}`;
}
