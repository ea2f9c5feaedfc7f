import { Button } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ClockState } from '#domain/contract/clock.ts';
import type { Format } from '#renderer/text/format.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useCan } from '#renderer/session/session.ts';
import { skewWords, tells } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './shell.module.css';

/** Says when the clock of this PC is not to be believed, and what that means. Quiet while all is well; never in the way. */
export function ClockNotes() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { data: clock, reload } = useLive('clock.state', () => client.clock.state({}), ['sync', 'clinic', 'queue']);
  const start = useCommand(async () => {
    await client.clock.startDay({});
    reload();
  });
  const lines = clock ? linesOf(clock, t, format) : [];
  if (!clock || lines.length === 0) return null;
  const asks = isOtherDay(clock) && can('clinic.manage');
  return (
    <div className={classes.clock} role="status">
      <IconClockExclamation size={18} aria-hidden className={classes.clockIcon} />
      <span className={classes.clockWords}>{lines.map((line) => <span key={line}>{line}</span>)}</span>
      {asks ? <Button size="compact-sm" variant="default" loading={start.busy} onClick={() => void start.run()}>{t('clock.start-day', { today: format.date(clock.today ?? '') })}</Button> : null}
    </div>
  );
}

const isOtherDay = ({ today, queueDay }: ClockState): boolean => today !== null && queueDay !== null && today !== queueDay;

/** What is to be said of the clock, a sentence each. */
function linesOf(clock: ClockState, t: TFunction, format: Format): string[] {
  const { doubt, offsetMs, today, queueDay } = clock;
  const lines: string[] = [];
  if (doubt.kind === 'behind') lines.push(t('clock.behind', { length: skewWords(-doubt.byMs, t, format) }));
  if (doubt.kind === 'ahead' && doubt.denied) lines.push(t('clock.denied'));
  if (doubt.kind === 'none' && tells(offsetMs)) lines.push(t('clock.skew', { words: skewWords(-(offsetMs ?? 0), t, format) }));
  if (isOtherDay(clock)) lines.push(t('clock.other-day', { day: format.date(queueDay ?? ''), today: format.date(today ?? '') }));
  return lines;
}
