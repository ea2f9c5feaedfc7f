import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#domain/contract/patients.ts';
import { parseAgeOrBirth, type DateOrder } from '#domain/patients/age.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useNow } from '#renderer/parts/now.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ageWords } from '../patient-words.ts';
import { AllergyFields } from './allergy-fields.tsx';
import classes from './edit.module.css';
import { PhotoField } from './photo-field.tsx';
import type { PatientForm } from './use-patient-form.ts';

const SEXES = ['female', 'male', 'other', 'unknown'] as const;

/** First page: who it is, and what must not be given. */
export function PersonFields({ patient, order, form }: { readonly patient: Patient; readonly order: DateOrder; readonly form: PatientForm }) {
  const { t } = useTranslation();
  const sexLabel = useId();
  const { values, set, problem } = form;
  const [nameIssue, birthIssue] = [issueOf(problem, 'name'), issueOf(problem, 'ageOrBirth')];
  return (
    <div className={classes.fields}>
      <div className={classes.photoLine}>
        <PhotoField patientId={patient.id} name={values.name} photo={patient.photo} />
        <TextInput
          className={classes.grow} label={t('patients.field.name')} value={values.name} required maxLength={400} autoFocus dir="auto"
          onChange={(event) => set('name', event.currentTarget.value)} error={nameIssue && issueText(nameIssue, t)}
        />
      </div>
      <div className={classes.two}>
        <TextInput
          label={t('patients.field.ageOrBirth')} value={values.ageOrBirth} maxLength={100}
          onChange={(event) => set('ageOrBirth', event.currentTarget.value)}
          description={<BirthReading form={form} order={order} estimated={patient.birthEstimated} />}
          error={birthIssue && issueText(birthIssue, t)}
        />
        <TextInput label={t('patients.field.phone')} value={values.phone} type="tel" maxLength={60} dir="auto" onChange={(event) => set('phone', event.currentTarget.value)} />
      </div>
      <div>
        <div id={sexLabel} className={classes.label}>{t('patients.field.sex')}</div>
        <SegmentedControl
          aria-labelledby={sexLabel} fullWidth value={values.sex} onChange={(sex) => set('sex', sex as Patient['sex'])}
          data={SEXES.map((sex) => ({ value: sex, label: t(`patients.sex.${sex}`) }))}
        />
      </div>
      <AllergyFields rows={values.allergies} onChange={(rows) => set('allergies', rows)} />
      <div className={classes.two}>
        <Checkbox label={t('patients.field.pregnant')} checked={values.pregnant} onChange={(event) => set('pregnant', event.currentTarget.checked)} />
        <Checkbox label={t('patients.field.disabled')} checked={values.disabled} onChange={(event) => set('disabled', event.currentTarget.checked)} />
      </div>
    </div>
  );
}

/** How the program understands what stands in the box. */
function BirthReading({ form, order, estimated }: { readonly form: PatientForm; readonly order: DateOrder; readonly estimated: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const typed = form.values.ageOrBirth;
  const read = parseAgeOrBirth(typed, { today: format.today(now), order });
  if (!read.ok) return <>{read.error.code === 'empty' ? t('patients.age-unknown') : t('patients.birth-unreadable')}</>;
  const about = typed === form.base.ageOrBirth ? estimated : read.value.estimated;
  const { birthDate } = read.value;
  return <>{ageWords({ birthDate, birthEstimated: about }, now, t, format, true)} · {format.date(birthDate)}</>;
}
