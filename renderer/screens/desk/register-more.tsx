import { Button, Checkbox, CloseButton, Textarea, TextInput, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PhotoBox } from '#renderer/parts/photo/photo-box.tsx';
import type { ContactRow } from '#renderer/screens/patients/form-values.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ConsentBoxes } from './consent-boxes.tsx';
import { allergiesOf, allergiesText, type RegisterForm } from './register-form-state.ts';
import classes from './register.module.css';

const EMPTY_CONTACT: ContactRow = { name: '', relation: '', phone: '' };

interface Props {
  readonly form: RegisterForm;
  readonly onChange: (part: Partial<RegisterForm>) => void;
  readonly issue: (field: string) => string | undefined;
  /** A photo was asked for while this part was hidden. */
  readonly photoNow: boolean;
}

/** Languages announcements can be spoken in. */
const SPOKEN = ['en', 'es', 'ar', 'fr', 'pt', 'hi', 'sw'] as const;

/** What can be asked when there is time. */
export function RegisterMore({ form, onChange, issue, photoNow }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (field: 'phone' | 'email' | 'district' | 'state' | 'payer' | 'policyNumber' | 'pronunciation', type = 'text') => (
    <TextInput
      label={t(`patient.${field}`)} type={type} value={form[field]} autoComplete="off" error={issue(field)}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.more}>
      <div className={classes.pair}>{text('phone', 'tel')}{text('email', 'email')}</div>
      <TextInput
        label={t('patient.allergies')} value={allergiesText(form.allergies)} autoComplete="off" error={issue('allergies')}
        onChange={(event) => onChange({ allergies: allergiesOf(event.currentTarget.value) })}
      />
      <div className={classes.checks}>
        <Checkbox label={t('patient.pregnant')} checked={form.pregnant} onChange={(event) => onChange({ pregnant: event.currentTarget.checked })} />
        <Checkbox label={t('patient.disabled')} checked={form.disabled} onChange={(event) => onChange({ disabled: event.currentTarget.checked })} />
      </div>
      <Textarea
        label={t('patient.address')} value={form.address} autosize minRows={1} maxRows={3} autoComplete="off"
        onChange={(event) => onChange({ address: event.currentTarget.value })}
      />
      <div className={classes.pair}>{text('district')}{text('state')}</div>
      <div className={classes.pair}>
        <NativeSelect
          label={t('patient.language')} value={form.language} onChange={(event) => onChange({ language: event.currentTarget.value })}
          data={[{ value: '', label: t('desk.clinic-language') }, ...SPOKEN.map((tag) => ({ value: tag, label: format.languageName(tag) }))]}
        />
        {text('pronunciation')}
      </div>
      <div className={classes.pair}>{text('payer')}{text('policyNumber')}</div>
      <Contacts contacts={form.contacts} onChange={(contacts) => onChange({ contacts })} />
      <ConsentBoxes value={form.consents} onChange={(consents) => onChange({ consents })} />
      <PhotoBox name={form.name} photo={form.photo} onPhoto={(photo) => onChange({ photo })} startNow={photoNow} />
    </div>
  );
}

function Contacts({ contacts, onChange }: { readonly contacts: readonly ContactRow[]; readonly onChange: (contacts: readonly ContactRow[]) => void }) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<ContactRow>): void => onChange(contacts.map((contact, index) => (index === at ? { ...contact, ...part } : contact)));
  return (
    <fieldset className={classes.contacts}>
      <legend className={classes.label}>{t('patient.contacts')}</legend>
      {contacts.map((contact, at) => (
        // Lines have no name of their own until they are saved; they are only added at the end.
        <div key={`contact ${String(at)}`} className={classes.contact}>
          <TextInput aria-label={t('patient.contact-name')} placeholder={t('patient.contact-name')} value={contact.name} autoFocus={contact === EMPTY_CONTACT} onChange={(event) => set(at, { name: event.currentTarget.value })} />
          <TextInput aria-label={t('patient.relation')} placeholder={t('patient.relation')} value={contact.relation} onChange={(event) => set(at, { relation: event.currentTarget.value })} />
          <TextInput aria-label={t('patient.phone')} placeholder={t('patient.phone')} type="tel" value={contact.phone} onChange={(event) => set(at, { phone: event.currentTarget.value })} />
          <CloseButton aria-label={t('everywhere.remove-name', { name: contact.name })} onClick={() => onChange(contacts.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange([...contacts, EMPTY_CONTACT])}>
        {t('desk.add-contact')}
      </Button>
    </fieldset>
  );
}
