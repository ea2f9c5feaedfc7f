import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './edit.module.css';
import type { PatientForm } from './use-patient-form.ts';

/** Languages offered besides the clinic's own and the patient's; names come from the browser. */
const COMMON = [
  'am', 'ar', 'bn', 'en', 'es', 'fa', 'fr', 'ha', 'hi', 'id', 'my', 'ne', 'om', 'ps', 'pt', 'ru', 'rw', 'so', 'sw', 'ti', 'tl', 'tr', 'uk', 'ur',
  'vi', 'yo', 'zh', 'zu',
];

/** Third page: how to call the patient, who pays, and what else to know. */
export function CareFields({ form: { values, set } }: { readonly form: PatientForm }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useLive('clinic.settings', () => client.clinic.settings({}), ['clinic']);
  const tags = [...new Set([...(settings.data?.languages ?? []), ...(values.language === '' ? [] : [values.language]), ...COMMON])];
  return (
    <div className={classes.fields}>
      <div className={classes.two}>
        <NativeSelect
          label={t('patients.field.language')} value={values.language} onChange={(event) => set('language', event.currentTarget.value)}
          data={[{ value: '', label: t('patients.language-of-clinic') }, ...tags.map((tag) => ({ value: tag, label: format.languageName(tag) }))]}
        />
        <TextInput
          label={t('patients.field.pronunciation')} value={values.pronunciation} maxLength={200} dir="auto"
          onChange={(event) => set('pronunciation', event.currentTarget.value)}
        />
      </div>
      <p className={classes.hint}>{t('patients.pronunciation-hint')}</p>
      <div className={classes.two}>
        <TextInput label={t('patients.field.payer')} value={values.payer} maxLength={200} dir="auto" onChange={(event) => set('payer', event.currentTarget.value)} />
        <TextInput label={t('patients.field.policyNumber')} value={values.policyNumber} maxLength={100} dir="auto" onChange={(event) => set('policyNumber', event.currentTarget.value)} />
      </div>
      <Textarea label={t('patients.field.notes')} value={values.notes} rows={6} maxLength={20_000} dir="auto" onChange={(event) => set('notes', event.currentTarget.value)} />
    </div>
  );
}
