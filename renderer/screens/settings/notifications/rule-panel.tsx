import { NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Channel, Rule } from '#domain/contract/notifications.ts';
import { eventSpecs, notificationEvents, type NotificationEvent } from '#domain/notifications/events.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { minutesIn, unitOf, type LeadUnit } from './lead-words.ts';

interface Props {
  readonly rule: Rule | undefined;
  readonly channels: readonly Channel[];
  readonly onClose: () => void;
}

interface Boxes {
  readonly event: NotificationEvent;
  readonly channelId: string;
  readonly count: number | string;
  readonly unit: LeadUnit;
  readonly active: boolean;
}

/** One event by one channel. */
export function RulePanel({ rule, channels, onClose }: Props) {
  const { t } = useTranslation();
  const title = rule ? t(`notify.event.${rule.event}`) : t('notify.add-rule');
  const unit = unitOf(rule?.leadMinutes ?? 0);
  const start: Boxes = rule
    ? { event: rule.event, channelId: rule.channelId, count: rule.leadMinutes / minutesIn(unit), unit, active: rule.active }
    : { event: 'appointment-booked', channelId: channels[0]?.id ?? '', count: 1, unit: 'days', active: true };
  const draft = useDraft<Boxes>(`notify-rule:${rule?.id ?? 'new'}`, title, start);
  const { value, set } = draft;
  const { lead } = eventSpecs[value.event];
  const save = useCommand(async () => {
    const unitMinutes = minutesIn(lead === 'before' ? value.unit : 'days');
    await client.notifications.saveRule({
      ...(rule ? { id: rule.id } : {}), event: value.event, channelId: value.channelId, leadMinutes: lead === 'none' ? 0 : Math.round((Number(value.count) || 0) * unitMinutes), active: value.active,
    });
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, lead === 'none' ? [] : ['leadMinutes'])} />
      <NativeSelect
        label={t('notify.column.event')} value={value.event} data={notificationEvents.map((event) => ({ value: event, label: t(`notify.event.${event}`) }))}
        onChange={({ currentTarget }) => set({ event: notificationEvents.find((event) => event === currentTarget.value) ?? 'appointment-booked' })}
      />
      <NativeSelect label={t('notify.column.channel')} value={value.channelId} data={channels.map(({ id, name }) => ({ value: id, label: name }))} onChange={(event) => set({ channelId: event.currentTarget.value })} />
      {lead === 'none' ? null : (
        <NumberInput
          label={t(`notify.lead-box.${lead}`)} value={value.count} min={0} max={1440} allowDecimal={false} allowNegative={false} hideControls error={errorOf('leadMinutes')} onChange={(count) => set({ count })}
        />
      )}
      {lead === 'before' ? (
        <NativeSelect
          label={t('notify.lead-unit')} value={value.unit} data={(['hours', 'days'] as const).map((each) => ({ value: each, label: t(`notify.unit.${each}`) }))}
          onChange={(event) => set({ unit: event.currentTarget.value === 'days' ? 'days' : 'hours' })}
        />
      ) : null}
      <Switch label={t('notify.in-use')} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
    </SidePanel>
  );
}
