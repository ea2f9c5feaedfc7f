import type { TFunction } from 'i18next';
import type { Conflict, SyncStatus } from '#domain/contract/sync.ts';
import { SKEW_TO_TELL_MS } from '#domain/sync/clock-guard.ts';
import { useTranslation } from 'react-i18next';
import { isolated } from '#renderer/parts/isolated.ts';
import { ago } from '#renderer/text/ago.ts';
import { valueWords as storedWords } from '#renderer/screens/audit/audit-words.ts';
import type { Format } from '#renderer/text/format.ts';
import { useFormat } from '#renderer/text/use-format.ts';

/** Exchanges at once, wherever one is. */
export const SYNC_KEYS = 'Alt+X';

/** The one honest line: what waits, since when, and what happens next. Never a reproach, never an order. */
export function stateSentence(status: SyncStatus, t: TFunction, format: Format, now: number): string {
  const { state, waiting, lastContact, reason } = status;
  if (state === 'alone') return t('sync.state.alone');
  if (state === 'stopped') return t(`sync.state.stopped.${reason ?? 'other'}`, { defaultValue: t('sync.state.stopped.other') });
  if (state === 'online') return onlineSentence(status, t, format);
  const contact = lastContact === null ? t('sync.state.no-contact') : t('sync.state.contact', { time: format.dateTime(lastContact, now) });
  return waiting === 0 ? contact : `${t('sync.state.waiting', { count: waiting })} ${contact}`;
}

function onlineSentence(status: SyncStatus, t: TFunction, format: Format): string {
  const { arriving, progress, waiting } = status;
  if (arriving && (arriving.stage === 'older' || fetchesAnew(status))) {
    return t(fetchesAnew(status) ? 'sync.state.anew' : 'sync.state.older', { rows: format.number(arriving.rows), of: format.number(arriving.of) });
  }
  if (progress.head > progress.here) return t('sync.state.filling', { here: format.number(progress.here), head: format.number(progress.head) });
  return waiting === 0 ? t('sync.state.in-step') : t('sync.state.sending', { count: waiting });
}

/** The record is fetched anew because what was here was not to be trusted. */
export const fetchesAnew = ({ arriving }: SyncStatus): boolean => arriving?.again === true && arriving.stage !== 'here';

/** What this PC's log cannot tell because the records came as a copy; null when it tells all. */
export function sinceSentence({ arriving }: SyncStatus, t: TFunction, format: Format, now: number): string | null {
  return arriving === null || arriving.since === null || arriving.stage === 'wanted' ? null : t('sync.state.since', { date: format.dateTime(arriving.since, now) });
}

/** Whether a clock is so far off that somebody should hear of it. */
export const tells = (skewMs: number | null): boolean => skewMs !== null && Math.abs(skewMs) > SKEW_TO_TELL_MS;

const MINUTES_OF_DAY = 1_440;

/** `in step`, `4 min ahead`, `3 days behind`: a PC's clock against the server's; `skewMs` is how far it is ahead. */
export function skewWords(skewMs: number, t: TFunction, format: Format): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  if (!tells(skewMs)) return t('sync.clock.right');
  const days = Math.round(minutes / MINUTES_OF_DAY);
  const length = minutes < 60 ? format.minutes(minutes) : days < 2 ? format.wait(new Date(0).toISOString(), minutes * 60_000) : format.days(days);
  return t(skewMs > 0 ? 'sync.clock.ahead' : 'sync.clock.behind', { length });
}

/** What kind of record a conflict is about; of a line of a list, which one. */
export function recordWords({ record, line }: Pick<Conflict, 'record' | 'line'>, t: TFunction): string {
  const list = t(`audit.record.${record}`, { defaultValue: record });
  return line === null ? list : t('sync.choices.line', { list, line: isolated(line) });
}

/** Whether it is about something that is put away or in use. */
export const isFlag = ({ field }: Pick<Conflict, 'field'>): boolean => field === 'archived' || field === 'removed';

/** The column in people's words, as the audit log calls it. */
export const fieldWords = (conflict: Conflict, t: TFunction): string => t(`audit.field.${conflict.field}`, { defaultValue: conflict.field.replaceAll('_', ' ') });

/** How a competing value reads: dates in the clinic's order, flags and coded words in words. */
export function useValueWords({ field }: Pick<Conflict, 'field'>): (choice: { readonly value: string | number | null; readonly estimated: boolean }) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ value, estimated }) => {
    if (value === null) return t('audit.nothing');
    if (estimated) return t('sync.choices.estimated', { value: storedWords(field, String(value), t, format) });
    if (field === 'sex') return t(`patient.sex.${String(value)}`, { defaultValue: String(value) });
    if (isFlag({ field })) return t(value === 1 ? 'sync.choices.away' : 'sync.choices.in-use');
    return storedWords(field, String(value), t, format);
  };
}

/** The same for the top bar, in at most two short lines: what waits, and when the server last answered. */
export function shortLines(status: SyncStatus, t: TFunction, format: Format, now: number, language: string): readonly string[] {
  const { state, waiting, lastContact } = status;
  const arrival = state === 'online' ? arrivalLine(status, t, format) : null;
  if (arrival !== null) return [arrival];
  if (state === 'online' && waiting === 0) return [t('sync.line.online')];
  const first = waiting > 0 ? t('sync.line.waiting', { count: waiting }) : t(`sync.line.${state}`);
  if (state === 'online' || state === 'connecting') return [first];
  return [first, lastContact === null ? t('sync.line.no-contact') : t('sync.line.contact', { ago: ago(lastContact, now, language) })];
}

/** What is on its way here, if anything is. */
function arrivalLine(status: SyncStatus, t: TFunction, format: Format): string | null {
  const { arriving, progress, waiting } = status;
  const percent = (here: number, of: number): string => format.number(of === 0 ? 0 : Math.floor((here / of) * 100));
  if (arriving && fetchesAnew(status)) return t('sync.line.anew', { percent: `${percent(arriving.rows, arriving.of)} %` });
  if (arriving?.stage === 'older' && waiting === 0 && arriving.of > 0) return t('sync.line.older', { percent: `${percent(arriving.rows, arriving.of)} %` });
  return progress.head > progress.here ? t('sync.line.filling', { percent: percent(progress.here, progress.head) }) : null;
}
