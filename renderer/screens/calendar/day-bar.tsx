import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconArrowsMove, IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '#domain/contract/providers.ts';
import { addDays, isCalendarDate } from '#domain/kit/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { navigate } from '#renderer/router.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { carry, useCarried } from './carried.ts';
import type { View } from './days-tab.tsx';
import type { CursorState } from './use-cursor.ts';
import { useProviders } from './use-calendar.ts';

interface Props {
  readonly view: View;
  readonly date: string;
  readonly today: string;
  readonly cursor: CursorState;
  readonly onEnter: () => void;
  readonly provider: Provider | undefined;
  readonly onProvider: (id: string) => void;
}

/** Which day, whose week, and the keys that move in it. */
export function DayBar({ view, date, today, cursor, onEnter, provider, onProvider }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const go = (to: string) => (): void => navigate('calendar', view, to);
  const by = view === 'week' ? 7 : 1;
  const rightward = document.documentElement.dir === 'rtl' ? -1 : 1;
  useAction({ id: 'calendar.down', title: t('calendar.key.down'), keys: 'ArrowDown', run: () => cursor.step(0, 1), silent: true });
  useAction({ id: 'calendar.up', title: t('calendar.key.up'), keys: 'ArrowUp', run: () => cursor.step(0, -1), silent: true });
  useAction({ id: 'calendar.right', title: t('calendar.key.right'), keys: 'ArrowRight', run: () => cursor.step(rightward, 0), silent: true });
  useAction({ id: 'calendar.left', title: t('calendar.key.left'), keys: 'ArrowLeft', run: () => cursor.step(-rightward, 0), silent: true });
  useAction({ id: 'calendar.enter', title: t('calendar.key.enter'), keys: 'Enter', run: onEnter, when: cursor.here.stop !== undefined });
  useAction({ id: 'calendar.before', title: t('calendar.before'), keys: 'PageUp', run: go(addDays(date, -by)) });
  useAction({ id: 'calendar.after', title: t('calendar.after'), keys: 'PageDown', run: go(addDays(date, by)) });
  return (
    <div className={classes.bar}>
      <ActionIcon variant="default" size={36} aria-label={t('calendar.before')} aria-keyshortcuts="PageUp" onClick={go(addDays(date, -by))}><IconChevronLeft size={18} className="db-flip" aria-hidden /></ActionIcon>
      <ActionIcon variant="default" size={36} aria-label={t('calendar.after')} aria-keyshortcuts="PageDown" onClick={go(addDays(date, by))}><IconChevronRight size={18} className="db-flip" aria-hidden /></ActionIcon>
      <ActionButton action={{ id: 'calendar.today', title: t('calendar.today'), keys: 't', run: go(today) }} variant="default" />
      <DateBox aria-label={t('calendar.go-to')} value={date} onChange={(day) => { if (isCalendarDate(day)) navigate('calendar', view, day); }} />
      <h2 className={classes.dayTitle}>{format.longDate(date)}</h2>
      {view === 'week' ? <WhoseWeek provider={provider} onProvider={onProvider} /> : null}
      <CarriedNote />
      <ActionButton
        action={{ id: 'calendar.free', title: t('calendar.next-free'), keys: 'f', run: () => { if (!cursor.nextFree()) toast('info', t('calendar.none-free')); } }} variant="default"
      />
      <DayFile providerId={view === 'week' ? provider?.id : cursor.here.column?.providerId} day={cursor.here.column?.date ?? date} />
    </div>
  );
}

function WhoseWeek({ provider, onProvider }: Pick<Props, 'provider' | 'onProvider'>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      className={classes.whose} aria-label={t('calendar.whose')} value={provider?.id ?? ''} onChange={(event) => onProvider(event.currentTarget.value)}
      data={useProviders().filter(({ active, id }) => active || id === provider?.id).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

/** What the next slot is for, as long as something is carried to one. */
function CarriedNote() {
  const { t } = useTranslation();
  const { carried } = useCarried();
  useAction({ id: 'calendar.put-down', title: t('calendar.put-down'), keys: 'Escape', run: () => carry(undefined), when: carried !== undefined, silent: true });
  if (!carried) return null;
  const name = isolated(carried.kind === 'move' ? carried.appointment.name : carried.patient.name);
  return (
    <div className={classes.carried} role="status">
      <IconArrowsMove size={18} aria-hidden />
      <span>{t(carried.kind === 'move' ? 'calendar.moving' : 'calendar.booking-for', { name })}</span>
      <Button size="compact-sm" variant="default" onClick={() => carry(undefined)}>{t('calendar.put-down')}</Button>
    </div>
  );
}

/** The day under the cursor as a file for other calendar programs. */
function DayFile({ providerId, day }: { readonly providerId: string | undefined; readonly day: string }) {
  const { t } = useTranslation();
  const save = useCommand(async () => {
    const { name, content } = await client.appointments.calendarFile({ ...(providerId === undefined ? {} : { providerId }), day });
    saveFile(new Blob([content], { type: 'text/calendar;charset=utf-8' }), name);
  });
  return (
    <>
      <ActionButton
        action={{ id: 'calendar.file', title: t('calendar.file-of-day'), keys: 'i', run: () => void save.run(), when: providerId !== undefined }} label={t('calendar.file')} about={t('calendar.of-day')}
        variant="default" icon={<IconDownload size={16} aria-hidden />} busy={save.busy}
      />
      <ProblemNote problem={save.problem} />
    </>
  );
}
