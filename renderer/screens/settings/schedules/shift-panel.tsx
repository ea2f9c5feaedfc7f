import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clockText, readClock } from '#domain/calendar/wall.ts';
import type { ShiftView } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useProviders } from '../../calendar/use-calendar.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { ReceivingBoxes, receivingOf, type ReceivingBoxesValue } from './receiving-boxes.tsx';
import { weekdayName } from './words.ts';

interface Props {
  /** Undefined for new hours. */
  readonly shift: ShiftView | undefined;
  readonly onClose: () => void;
}

const BOXES = ['startMinute', 'endMinute', 'weekday', 'slotMinutes', 'capacity', 'validUntil'];
const NEW = { providerId: '', weekdays: ['1', '2', '3', '4', '5'] as string[], from: '09:00', to: '13:00', slotMinutes: 20 as number | string, capacity: 1 as number | string, roomId: null as string | null, serviceId: null as string | null, validFrom: '', validUntil: '' };

const boxesOf = ({ providerId, weekday, startMinute, endMinute, slotMinutes, capacity, roomId, serviceId, validFrom, validUntil }: ShiftView): typeof NEW => ({
  providerId, weekdays: [String(weekday)], from: clockText(startMinute), to: clockText(endMinute), slotMinutes, capacity, roomId, serviceId, validFrom: validFrom ?? '', validUntil: validUntil ?? '',
});

/** Weekly hours; new ones may be for several weekdays at once. An end before the beginning is on the next day. */
export function ShiftPanel({ shift, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const providers = useProviders().filter(({ active, id }) => active || id === shift?.providerId);
  const title = t(shift ? 'schedules.shift' : 'schedules.add-shift');
  const draft = useDraft(`shift:${shift?.id ?? 'new'}`, title, shift ? boxesOf(shift) : { ...NEW, providerId: providers[0]?.id ?? '' });
  const { value, set } = draft;
  const [start, end] = [readClock(value.from), readClock(value.to)];
  const tell = (stranded: number): void => {
    toast('done', t('schedules.saved'));
    if (stranded > 0) toast('info', t('schedules.stranded', { count: stranded }));
    draft.discard();
    onClose();
  };
  const save = useCommand(async () => {
    const [from, to] = [start ?? 0, end ?? 0];
    let stranded = 0;
    const weekdays = value.weekdays.map(Number).sort((a, b) => a - b);
    for (const [index, weekday] of weekdays.entries()) {
      // Days that are stored are off the list, so that what is refused can be mended and sent again.
      set({ weekdays: weekdays.slice(index).map(String) });
      ({ stranded } = await client.schedules.saveShift({
        ...(shift ? { id: shift.id } : {}), providerId: value.providerId, weekday, startMinute: from, endMinute: to <= from ? to + 1440 : to, ...receivingOf(value),
        validFrom: value.validFrom === '' ? null : value.validFrom, validUntil: value.validUntil === '' ? null : value.validUntil,
      }));
    }
    tell(stranded);
  });
  const remove = useCommand(async () => { if (shift) tell((await client.schedules.removeShift({ id: shift.id })).stranded); });
  const errorOf = useFieldError(save.problem);
  const clockError = (minutes: number | undefined, field: string): string | undefined => (minutes === undefined ? t('errors.invalid.no-such-time') : errorOf(field));
  const submit = (): void => { if (start !== undefined && end !== undefined && value.weekdays.length > 0) void save.run(); };
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={submit} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      <NativeSelect label={t('schedules.column.provider')} value={value.providerId} data={providers.map(({ id, name }) => ({ value: id, label: name }))} onChange={(event) => set({ providerId: event.currentTarget.value })} />
      <Checkbox.Group label={t('schedules.weekdays')} value={value.weekdays} error={errorOf('weekday')} onChange={(weekdays) => set({ weekdays: shift ? weekdays.slice(-1) : weekdays })}>
        {['1', '2', '3', '4', '5', '6', '7'].map((day) => <Checkbox key={day} value={day} label={weekdayName(Number(day), i18n.language)} mt={6} />)}
      </Checkbox.Group>
      <TextInput label={t('schedules.begins')} value={value.from} maxLength={8} error={clockError(start, 'startMinute')} onChange={(event) => set({ from: event.currentTarget.value })} />
      <TextInput label={t('schedules.ends')} description={t('schedules.ends-hint')} value={value.to} maxLength={8} error={clockError(end, 'endMinute')} onChange={(event) => set({ to: event.currentTarget.value })} />
      <ReceivingBoxes value={value} set={(change: Partial<ReceivingBoxesValue>) => set(change)} errorOf={errorOf} />
      <DateBox label={t('schedules.valid-from')} value={value.validFrom} onChange={(validFrom) => set({ validFrom })} />
      <DateBox label={t('schedules.valid-until')} value={value.validUntil} error={errorOf('validUntil')} onChange={(validUntil) => set({ validUntil })} />
      {shift ? <ConfirmButton label={t('schedules.remove')} question={t('schedules.remove-question')} confirm={t('schedules.remove')} variant="outline" color="red" busy={remove.busy} onConfirm={() => void remove.run()} /> : null}
    </SidePanel>
  );
}
