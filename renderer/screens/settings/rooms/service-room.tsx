import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Room, Service } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';

/** The room a service's patients usually go to. */
export function ServiceRoom({ service, rooms }: { readonly service: Service; readonly rooms: readonly Room[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = async (roomId: string | null): Promise<void> => {
    try {
      await client.clinic.saveService({ ...service, roomId });
    } catch (error) {
      toast('danger', problemText(problemOf(error), t, format));
    }
  };
  const usable = rooms.filter((room) => room.active || room.id === service.roomId);
  return (
    <NativeSelect
      size="sm" aria-label={t('settings.usual-room', { name: service.name })} value={service.roomId ?? ''}
      onChange={(event) => void save(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      data={[{ value: '', label: t('settings.no-usual-room') }, ...usable.map((room) => ({ value: room.id, label: room.name }))]}
    />
  );
}
