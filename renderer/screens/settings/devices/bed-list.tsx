import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bed } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useRooms } from '#renderer/session/clinic.ts';
import own from './devices.module.css';

type Line = Pick<Bed, 'name' | 'roomId'> & { readonly id?: string };

/** Beds in the order of the bedside screen. Each change is kept at once. */
export function BedList() {
  const { t } = useTranslation();
  const rooms = useRooms();
  const [name, setName] = useState('');
  const { data } = useLive('bedside.beds', () => client.bedside.beds({}), ['bedside', 'clinic']);
  const save = useCommand(async (beds: readonly Line[]) => { await client.bedside.saveBeds({ beds: [...beds] }); });
  const beds: readonly Line[] = (data?.beds ?? []).filter(({ active }) => active).map(({ id, name: bed, roomId }) => ({ id, name: bed, roomId }));
  const put = (next: readonly Line[]): void => { void save.run(next); };
  const moved = (from: number, step: number): Line[] => {
    const next = [...beds];
    const [bed] = next.splice(from, 1);
    if (bed) next.splice(from + step, 0, bed);
    return next;
  };
  const add = (): void => {
    if (name.trim() === '') return;
    put([...beds, { name: name.trim(), roomId: null }]);
    setName('');
  };
  return (
    <div className={own.adding}>
      <ol className={own.log}>
        {beds.map((bed, index) => (
          <li key={bed.id} className={own.bed}>
            <bdi className={own.grow}>{bed.name}</bdi>
            <NativeSelect
              size="sm" aria-label={t('devices.room-of', { name: bed.name })} value={bed.roomId ?? ''} data={[{ value: '', label: t('devices.no-room') }, ...rooms.map(({ id, name: room }) => ({ value: id, label: room }))]}
              onChange={(event) => put(beds.map((each) => (each === bed ? { ...bed, roomId: event.currentTarget.value === '' ? null : event.currentTarget.value } : each)))}
            />
            <ActionIcon variant="subtle" aria-label={t('devices.bed-up', { name: bed.name })} disabled={index === 0 || save.busy} onClick={() => put(moved(index, -1))}><IconArrowUp size={16} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" aria-label={t('devices.bed-down', { name: bed.name })} disabled={index === beds.length - 1 || save.busy} onClick={() => put(moved(index, 1))}><IconArrowDown size={16} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t('devices.bed-off', { name: bed.name })} disabled={save.busy} onClick={() => put(beds.filter((each) => each !== bed))}><IconX size={16} aria-hidden /></ActionIcon>
          </li>
        ))}
      </ol>
      <TextInput
        leftSection={<IconPlus size={16} aria-hidden />} value={name} maxLength={60} aria-label={t('devices.add-bed')} placeholder={t('devices.add-bed')}
        onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter') add(); }}
      />
      <ProblemNote problem={save.problem} />
    </div>
  );
}
