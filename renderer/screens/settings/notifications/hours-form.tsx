import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clockText, readClock } from '#domain/calendar/wall.ts';
import type { NotifySettings } from '#domain/contract/notifications.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import page from '../parts/page.module.css';
import { Group } from '../parts/page.tsx';
import { useDraft } from '../parts/use-draft.ts';

/** When nobody is written to, and when reminders of a day go out. */
export function HoursForm({ settings, manage }: { readonly settings: NotifySettings; readonly manage: boolean }) {
  const { t } = useTranslation();
  const draft = useDraft('notify:hours', t('notify.hours'), {
    quiet: settings.quiet !== null, from: clockText(settings.quiet?.from ?? 1200), until: clockText(settings.quiet?.until ?? 480), day: clockText(settings.dayMinute),
  });
  const { value, set } = draft;
  const [from, until, day] = [readClock(value.from), readClock(value.until), readClock(value.day)];
  const save = useCommand(async () => {
    if (from === undefined || until === undefined || day === undefined) return;
    await client.notifications.saveSettings({ quiet: value.quiet ? { from, until } : null, dayMinute: day });
    draft.discard();
  });
  const box = (field: 'from' | 'until' | 'day', read: number | undefined, disabled = false) => (
    <TextInput
      label={t(`notify.hours-${field}`)} value={value[field]} dir="ltr" disabled={disabled || !manage} error={read === undefined ? t('errors.invalid.no-such-time') : undefined}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save.run(); }}>
      <Group title={t('notify.hours')} level>
        <Switch className={page.last} label={t('notify.quiet')} description={t('notify.quiet-hint')} checked={value.quiet} disabled={!manage} onChange={(event) => set({ quiet: event.currentTarget.checked })} />
        {box('from', from, !value.quiet)}
        {box('until', until, !value.quiet)}
        {box('day', day)}
      </Group>
      {manage ? <SaveBar draft={draft} busy={save.busy} problem={save.problem} onSave={() => void save.run()} onDiscard={draft.discard} /> : null}
    </form>
  );
}
