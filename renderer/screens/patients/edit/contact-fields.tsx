import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRow } from '../form-values.ts';
import { AskedNote } from './asked-note.tsx';
import classes from './edit.module.css';
import type { PatientForm } from './use-patient-form.ts';

const parts = ['name', 'relation', 'phone'] as const;

/** Second page: where the patient lives and who can be asked. */
export function ContactFields({ form: { values, set } }: { readonly form: PatientForm }) {
  const { t } = useTranslation();
  const rows = values.contacts;
  const change = (at: number, part: Partial<ContactRow>): void =>
    set('contacts', rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <div className={classes.fields}>
      <TextInput label={t('patients.field.address')} value={values.address} maxLength={500} dir="auto" onChange={(event) => set('address', event.currentTarget.value)} />
      <div className={classes.two}>
        <TextInput label={t('patients.field.district')} value={values.district} maxLength={200} dir="auto" onChange={(event) => set('district', event.currentTarget.value)} />
        <TextInput label={t('patients.field.state')} value={values.state} maxLength={200} dir="auto" onChange={(event) => set('state', event.currentTarget.value)} />
      </div>
      <TextInput label={t('patients.field.email')} value={values.email} maxLength={254} type="email" dir="auto" onChange={(event) => set('email', event.currentTarget.value)} />
      <fieldset className={classes.group}>
        <legend className={classes.label}>{t('patients.field.contacts')}</legend>
        {rows.map((row, index) => (
          <Fragment key={row.id ?? `new ${index}`}>
            <div className={classes.line}>
              {parts.map((part) => (
                <TextInput
                  key={part} aria-label={t(`patients.contact.${part}`, { position: index + 1 })} placeholder={t(`patients.contact-short.${part}`)}
                  value={row[part]} maxLength={part === 'name' ? 400 : part === 'relation' ? 100 : 60} className={classes.grow} dir="auto"
                  onChange={(event) => change(index, { [part]: event.currentTarget.value })}
                />
              ))}
              <CloseButton aria-label={t('patients.contact-remove', { position: index + 1 })} onClick={() => set('contacts', rows.filter((_, other) => other !== index))} />
            </div>
            {row.asked ? <AskedNote /> : null}
          </Fragment>
        ))}
        <Button
          variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} className={classes.add}
          onClick={() => set('contacts', [...rows, { name: '', relation: '', phone: '' }])}
        >
          {t('patients.contact-add')}
        </Button>
      </fieldset>
    </div>
  );
}
