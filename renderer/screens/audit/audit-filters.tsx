import { NativeSelect, Select } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import classes from './audit.module.css';
import { useStaff, type AuditFilter } from './use-audit.ts';

interface Props {
  readonly value: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

const FOUND = 12;

/** Narrows the log to one person, one patient, or both. */
export function AuditFilters({ value, onChange }: Props) {
  const { t } = useTranslation();
  const people = useStaff();
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={t('audit.person')} value={value.personId ?? ''}
        onChange={(event) => onChange({ ...value, personId: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        data={[{ value: '', label: t('audit.everybody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <PatientBox value={value.patientId} onChange={(patientId) => onChange({ ...value, patientId })} />
    </div>
  );
}

interface PatientBoxProps {
  readonly value: string | null;
  readonly onChange: (patientId: string | null) => void;
}

/** A patient found by name or number as it is typed. */
function PatientBox({ value, onChange }: PatientBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const wanted = useDeferredValue(text.trim());
  const searching = wanted.length >= 2 && wanted !== chosen?.label;
  const found = useLive(searching ? `audit.patients:${wanted}` : null, () => client.patients.search({ text: wanted, limit: FOUND, archived: true }), ['patients']);
  const options = (found.data?.patients ?? []).map(({ id, name, number }) => ({ value: id, label: `${name} · ${number}` }));
  const data = chosen && !options.some((option) => option.value === chosen.value) ? [chosen, ...options] : options;
  return (
    <Select
      label={t('audit.patient')} placeholder={t('audit.any-patient')} searchable clearable data={data} value={value} searchValue={text}
      onSearchChange={setText} filter={({ options: all }) => all} nothingFoundMessage={t(searching ? 'audit.patient-none' : 'audit.patient-type')}
      clearButtonProps={{ 'aria-label': t('audit.any-patient') }} comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={(id, option) => {
        setChosen(option === null ? undefined : { value: option.value, label: option.label });
        onChange(id);
      }}
    />
  );
}
