import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Provider } from '#domain/contract/providers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';

interface Props {
  /** Undefined for somebody new. */
  readonly provider: Provider | undefined;
  readonly onClose: () => void;
}

const KINDS = ['doctor', 'nurse', 'midwife', 'other'] as const;
const BOXES = ['name', 'personId', 'speciality', 'registrationNumber', 'phone', 'email'];
const NOBODY = { kind: 'doctor' as Provider['kind'], personId: null as string | null, name: '', speciality: '', registrationNumber: '', roomIds: [] as string[], phone: '', email: '', active: true };

const boxesOf = ({ kind, personId, name, speciality, registrationNumber, roomIds, phone, email, active }: Provider): typeof NOBODY =>
  ({ kind, personId, name, speciality: speciality ?? '', registrationNumber: registrationNumber ?? '', roomIds, phone: phone ?? '', email: email ?? '', active });

/** What is known of somebody who treats. */
export function ProviderPanel({ provider, onClose }: Props) {
  const { t } = useTranslation();
  const title = provider ? provider.name : t('providers.add');
  const draft = useDraft(`provider:${provider?.id ?? 'new'}`, title, provider ? boxesOf(provider) : NOBODY);
  const { value, set } = draft;
  const people = useLive('providers.people', () => client.providers.people({}), ['users']).data?.people ?? [];
  const rooms = useLive('clinic.rooms', () => client.clinic.rooms({}), ['clinic']).data?.rooms ?? [];
  const save = useCommand(async () => {
    await client.providers.save({ ...value, ...(provider ? { id: provider.id } : {}) });
    toast('done', t('users.saved', { name: isolated(value.name.trim()) }));
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const text = (field: 'speciality' | 'registrationNumber' | 'phone' | 'email', label: string) => (
    <TextInput label={label} value={value[field]} maxLength={100} error={errorOf(field)} onChange={(event) => set({ [field]: event.currentTarget.value })} />
  );
  const link = (personId: string | null): void =>
    set({ personId, ...(value.name.trim() === '' ? { name: people.find(({ id }) => id === personId)?.name ?? '' } : {}) });
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      <NativeSelect
        label={t('providers.kind')} value={value.kind} onChange={(event) => set({ kind: event.currentTarget.value as Provider['kind'] })}
        data={KINDS.map((kind) => ({ value: kind, label: t(`providers.kinds.${kind}`) }))}
      />
      <NativeSelect
        label={t('providers.signs-in-as')} value={value.personId ?? ''} error={errorOf('personId')}
        onChange={(event) => link(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        data={[{ value: '', label: t('providers.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextInput label={t('providers.name')} value={value.name} maxLength={200} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      {text('speciality', t('providers.speciality'))}
      {text('registrationNumber', t('providers.registration'))}
      <Checkbox.Group label={t('providers.rooms')} value={value.roomIds} onChange={(roomIds) => set({ roomIds })}>
        {rooms.filter(({ id, active }) => active || value.roomIds.includes(id)).map(({ id, name }) => <Checkbox key={id} value={id} label={name} mt={6} />)}
      </Checkbox.Group>
      {text('phone', t('patient.phone'))}
      {text('email', t('patient.email'))}
      {provider && <Switch label={t('providers.treats-here')} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} />}
    </SidePanel>
  );
}
