import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { exceptionKinds, type ExceptionKind } from '#domain/calendar/hours.ts';
import { clockText, readClock } from '#domain/calendar/wall.ts';
import type { ExceptionView } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { useProviders } from '../../calendar/use-calendar.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { ReceivingBoxes, receivingOf, type ReceivingBoxesValue } from './receiving-boxes.tsx';

interface Props {
  /** Undefined for a new one. */
  readonly exception: ExceptionView | undefined;
  readonly onClose: () => void;
}

const BOXES = ['providerId', 'untilOn', 'startMinute', 'endMinute', 'slotMinutes', 'capacity'];

const clock = (minute: number | null): string => (minute === null ? '' : clockText(minute));

const NO_RECEIVING = { slotMinutes: 20 as number | string, capacity: 1 as number | string, roomId: null as string | null, serviceId: null as string | null };

const newBoxes = (today: string, providerId: string) => ({ kind: 'leave' as ExceptionKind, providerId, fromOn: today, untilOn: '', from: '', to: '', yearly: false, note: '', ...NO_RECEIVING });

const boxesOf = ({ kind, providerId, fromOn, untilOn, startMinute, endMinute, yearly, note, receiving }: ExceptionView): Boxes =>
  ({ kind, providerId: providerId ?? '', fromOn, untilOn, from: clock(startMinute), to: clock(endMinute), yearly, note: note ?? '', ...NO_RECEIVING, ...receiving });

type Boxes = ReturnType<typeof newBoxes>;

const minuteOf = (typed: string): number | null | undefined => (typed.trim() === '' ? null : readClock(typed));

function wishOf(value: Boxes) {
  const [start, end] = [minuteOf(value.from) ?? null, minuteOf(value.to) ?? null];
  return {
    kind: value.kind, providerId: value.kind === 'holiday' || value.providerId === '' ? null : value.providerId, fromOn: value.fromOn, untilOn: value.untilOn === '' ? value.fromOn : value.untilOn,
    startMinute: start, endMinute: start !== null && end !== null && end <= start ? end + 1440 : end, yearly: value.kind === 'holiday' && value.yearly,
    note: value.note.trim() === '' ? null : value.note, receiving: value.kind === 'extra' ? receivingOf(value) : null,
  };
}

/** Days on which the week does not hold. */
export function ExceptionPanel({ exception, onClose }: Props) {
  const { t } = useTranslation();
  const today = useFormat().today(useNow());
  const providers = useProviders().filter(({ active, id }) => active || id === exception?.providerId);
  const title = t(exception ? `schedules.kind.${exception.kind}` : 'schedules.add-exception');
  const draft = useDraft(`schedule-exception:${exception?.id ?? 'new'}`, title, exception ? boxesOf(exception) : newBoxes(today, providers[0]?.id ?? ''));
  const { value, set } = draft;
  const tell = (stranded: number): void => {
    toast('done', t('schedules.saved'));
    if (stranded > 0) toast('info', t('schedules.stranded', { count: stranded }));
    draft.discard();
    onClose();
  };
  const save = useCommand(async () => { tell((await client.schedules.saveException({ ...(exception ? { id: exception.id } : {}), ...wishOf(value) })).stranded); });
  const remove = useCommand(async () => { if (exception) tell((await client.schedules.removeException({ id: exception.id })).stranded); });
  const errorOf = useFieldError(save.problem);
  const clockError = (typed: string, field: string): string | undefined => (minuteOf(typed) === undefined ? t('errors.invalid.no-such-time') : errorOf(field));
  const submit = (): void => { if (minuteOf(value.from) !== undefined && minuteOf(value.to) !== undefined && value.fromOn !== '') void save.run(); };
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={submit} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      <NativeSelect
        label={t('schedules.column.kind')} value={value.kind} onChange={(event) => set({ kind: event.currentTarget.value as ExceptionKind })}
        data={exceptionKinds.map((kind) => ({ value: kind, label: t(`schedules.kind.${kind}`) }))}
      />
      {value.kind === 'holiday' ? null : (
        <NativeSelect
          label={t('schedules.column.provider')} value={value.providerId} error={errorOf('providerId')} data={providers.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => set({ providerId: event.currentTarget.value })}
        />
      )}
      <DateBox label={t('schedules.first-day')} value={value.fromOn} onChange={(fromOn) => set({ fromOn })} />
      <DateBox label={t('schedules.last-day')} value={value.untilOn === '' ? value.fromOn : value.untilOn} error={errorOf('untilOn')} onChange={(untilOn) => set({ untilOn })} />
      <TextInput
        label={t('schedules.begins')} {...(value.kind === 'extra' ? {} : { description: t('schedules.empty-is-all-day') })} value={value.from} maxLength={8} error={clockError(value.from, 'startMinute')}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput label={t('schedules.ends')} value={value.to} maxLength={8} error={clockError(value.to, 'endMinute')} onChange={(event) => set({ to: event.currentTarget.value })} />
      {value.kind === 'extra' ? <ReceivingBoxes value={value} set={(change: Partial<ReceivingBoxesValue>) => set(change)} errorOf={errorOf} /> : null}
      {value.kind === 'holiday' ? <Switch label={t('schedules.yearly')} {...(value.yearly && value.fromOn.endsWith('-02-29') ? { description: t('schedules.leap-years') } : {})} checked={value.yearly} onChange={(event) => set({ yearly: event.currentTarget.checked })} /> : null}
      <TextInput label={t('schedules.column.note')} value={value.note} maxLength={400} onChange={(event) => set({ note: event.currentTarget.value })} />
      {exception ? <ConfirmButton label={t('schedules.remove')} question={t('schedules.remove-question')} confirm={t('schedules.remove')} variant="outline" color="red" busy={remove.busy} onConfirm={() => void remove.run()} /> : null}
    </SidePanel>
  );
}
