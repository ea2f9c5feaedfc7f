import type { TFunction } from 'i18next';
import type { Conflict, SyncStatus } from '#domain/contract/sync.ts';
import type { Format } from '#renderer/text/format.ts';

/** The one honest line: what waits, since when, and what happens next. Never a reproach, never an order. */
export function stateSentence(status: SyncStatus, t: TFunction, format: Format, now: number): string {
  const { state, waiting, lastContact, progress, reason } = status;
  if (state === 'alone') return t('sync.state.alone');
  if (state === 'stopped') return t(`sync.state.stopped.${reason ?? 'other'}`, { defaultValue: t('sync.state.stopped.other') });
  const { arriving } = status;
  if (state === 'online' && arriving?.stage === 'older') return t('sync.state.older', { rows: format.number(arriving.rows), of: format.number(arriving.of) });
  if (state === 'online' && progress.head > progress.here) return t('sync.state.filling', { here: format.number(progress.here), head: format.number(progress.head) });
  if (state === 'online') return waiting === 0 ? t('sync.state.in-step') : t('sync.state.sending', { count: waiting });
  const contact = lastContact === null ? t('sync.state.no-contact') : t('sync.state.contact', { time: format.dateTime(lastContact, now) });
  return waiting === 0 ? contact : `${t('sync.state.waiting', { count: waiting })} ${contact}`;
}

/** What this PC's log cannot tell because the records came as a copy; null when it tells all. */
export function sinceSentence({ arriving }: SyncStatus, t: TFunction, format: Format, now: number): string | null {
  return arriving === null || arriving.stage === 'wanted' ? null : t('sync.state.since', { date: format.dateTime(arriving.since, now) });
}

/** What kind of record a conflict is about. */
export const recordWords = (conflict: Conflict, t: TFunction): string => t(`audit.record.${conflict.record}`, { defaultValue: conflict.record });

/** The column in people's words, as the audit log calls it. */
export const fieldWords = (conflict: Conflict, t: TFunction): string => t(`audit.field.${conflict.field}`, { defaultValue: conflict.field.replaceAll('_', ' ') });

/** A competing value as a person reads it. */
export function valueWords(value: string | number | null, conflict: Conflict, t: TFunction): string {
  if (value === null || value === '') return t('audit.nothing');
  if (conflict.field === 'sex') return t(`patient.sex.${String(value)}`, { defaultValue: String(value) });
  return String(value);
}
