import { Button, Tabs } from '@mantine/core';
import { IconDeviceFloppy, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#domain/contract/patients.ts';
import type { DateOrder } from '#domain/patients/age.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { CareFields } from './care-fields.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { ContactFields } from './contact-fields.tsx';
import classes from './edit.module.css';
import { PersonFields } from './person-fields.tsx';
import { usePatientForm } from './use-patient-form.ts';

interface Props {
  readonly patient: Patient;
  readonly order: DateOrder;
  readonly onClose: () => void;
}

/** All that can be known of a patient, in three short pages; Ctrl+S saves, Escape closes and keeps what was typed. */
export function PatientForm({ patient, order, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const form = usePatientForm(patient, order);
  const [page, setPage] = useState<string | null>('person');
  const save = async (): Promise<void> => {
    const result = await form.save();
    if (result === 'saved') {
      toast('done', t('patients.saved'));
      onClose();
    } else if (result === undefined) setPage('person');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t('patients.edit-title', { name: patient.name })}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('patients.edit')}</h2>
        <ActionButton
          action={{ id: 'patients.close-form', title: t('patients.close-form'), keys: 'Escape', run: onClose }} variant="subtle" size="compact-sm"
          icon={<IconX size={16} aria-hidden />}
        />
      </header>
      {form.restoredAt === null ? null : (
        <AttentionNote>
          {t('patients.draft-restored', { time: format.dateTime(form.restoredAt, now) })}{' '}
          <Button variant="subtle" size="compact-sm" onClick={form.forget}>{t('patients.draft-forget')}</Button>
        </AttentionNote>
      )}
      {form.meanwhile ? <ChangedMeanwhile form={form} /> : null}
      <Tabs value={page} onChange={setPage} className={classes.pages} classNames={{ panel: classes.page ?? '' }} keepMounted={false}>
        <Tabs.List aria-label={t('patients.pages')}>
          <Tabs.Tab value="person">{t('patients.page.person')}</Tabs.Tab>
          <Tabs.Tab value="contact">{t('patients.page.contact')}</Tabs.Tab>
          <Tabs.Tab value="care">{t('patients.page.care')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="person"><PersonFields patient={patient} order={order} form={form} /></Tabs.Panel>
        <Tabs.Panel value="contact"><ContactFields form={form} /></Tabs.Panel>
        <Tabs.Panel value="care"><CareFields form={form} /></Tabs.Panel>
      </Tabs>
      <footer className={classes.foot} data-foot>
        {form.problem?.code === 'INVALID' ? null : <ProblemNote problem={form.problem} />}
        <ActionButton
          action={{ id: 'patients.save', title: t('patients.save'), keys: 'Ctrl+s', run: () => void save(), when: form.changed }} busy={form.busy}
          icon={<IconDeviceFloppy size={18} aria-hidden />}
        />
        <span className={classes.saved}>{t(form.changed ? 'patients.draft-kept' : 'patients.nothing-changed')}</span>
        {/* Enter in any box presses the form's own button. */}
        <button type="submit" hidden disabled={!form.changed} aria-hidden tabIndex={-1} />
      </footer>
    </form>
  );
}
