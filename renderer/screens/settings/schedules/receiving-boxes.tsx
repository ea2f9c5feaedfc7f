import { NativeSelect, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRooms, useServices } from '#renderer/session/clinic.ts';

export interface ReceivingBoxesValue {
  readonly slotMinutes: number | string;
  readonly capacity: number | string;
  readonly roomId: string | null;
  readonly serviceId: string | null;
}

interface Props {
  readonly value: ReceivingBoxesValue;
  readonly set: (change: Partial<ReceivingBoxesValue>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** How people are received in these hours: for how long, how many at a time, where and in which queue. */
export function ReceivingBoxes({ value, set, errorOf }: Props) {
  const { t } = useTranslation();
  const choices = (list: readonly { readonly id: string; readonly name: string }[]) => [{ value: '', label: t('schedules.none-chosen') }, ...list.map(({ id, name }) => ({ value: id, label: name }))];
  const idOf = (text: string): string | null => (text === '' ? null : text);
  return (
    <>
      <NumberInput label={t('schedules.slot')} value={value.slotMinutes} min={5} max={480} allowDecimal={false} error={errorOf('slotMinutes')} onChange={(slotMinutes) => set({ slotMinutes })} />
      <NumberInput label={t('schedules.capacity')} value={value.capacity} min={1} max={50} allowDecimal={false} error={errorOf('capacity')} onChange={(capacity) => set({ capacity })} />
      <NativeSelect label={t('schedules.room')} value={value.roomId ?? ''} data={choices(useRooms())} onChange={(event) => set({ roomId: idOf(event.currentTarget.value) })} />
      <NativeSelect label={t('schedules.service')} value={value.serviceId ?? ''} data={choices(useServices())} onChange={(event) => set({ serviceId: idOf(event.currentTarget.value) })} />
    </>
  );
}

/** Whole numbers within what the contract takes. */
export const receivingOf = ({ slotMinutes, capacity, roomId, serviceId }: ReceivingBoxesValue) => ({
  slotMinutes: Math.max(5, Math.min(480, Math.round(Number(slotMinutes)) || 5)), capacity: Math.max(1, Math.min(50, Math.round(Number(capacity)) || 1)), roomId, serviceId,
});
