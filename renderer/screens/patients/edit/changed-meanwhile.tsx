import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import classes from './edit.module.css';
import type { Field, PatientValues } from '../form-values.ts';
import type { PatientForm } from './use-patient-form.ts';

/** Both sides of an edit made elsewhere meanwhile. What was typed here stays until somebody chooses otherwise. */
export function ChangedMeanwhile({ form }: { readonly form: PatientForm }) {
  const { t } = useTranslation();
  const { meanwhile, base, values } = form;
  if (!meanwhile) return null;
  const names = (fields: readonly Field[]): string => fields.map((field) => t(`patients.field.${field}`)).join(t('everywhere.comma'));
  const said = (side: PatientValues, field: Field): string => shown(side[field]) || t('patients.none');
  return (
    <AttentionNote>
      {t('patients.meanwhile.what')}
      {meanwhile.taken.length === 0 ? null : <>{' '}{t('patients.meanwhile.taken', { fields: names(meanwhile.taken) })}</>}
      {meanwhile.clashes.map((field) => (
        <span key={field} className={classes.clash}>
          <strong>{t(`patients.field.${field}`)}</strong>
          <span>{t('patients.meanwhile.stored')} <bdi>{said(base, field)}</bdi></span>
          <span>{t('patients.meanwhile.yours')} <bdi>{said(values, field)}</bdi></span>
          <Button variant="default" size="compact-xs" onClick={() => form.takeStored(field)}>{t('patients.meanwhile.take')}</Button>
        </span>
      ))}
    </AttentionNote>
  );
}

function shown(value: PatientValues[Field]): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return value.map((row) => Object.entries(row).filter(([key]) => key !== 'id').map(([, text]) => String(text)).filter(Boolean).join(' ')).join(', ');
}
