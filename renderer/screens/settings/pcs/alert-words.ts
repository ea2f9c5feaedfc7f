import type { TFunction } from 'i18next';
import type { SyncAlert } from '#domain/contract/sync.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { skewWords } from '#renderer/session/sync-words.ts';
import type { Format } from '#renderer/text/format.ts';

/** What is the matter, and what to do about it; a sentence each. */
export function alertWords(alert: SyncAlert, t: TFunction, format: Format, now: number): { readonly what: string; readonly todo: string } {
  const { kind, pc, thisPc, count, since, skewMs, detail } = alert;
  const words = {
    pc: thisPc ? t('sync.alerts.this-pc') : isolated(pc === null || pc === '' ? t('sync.alerts.a-pc') : pc), count, detail,
    time: since === null ? '' : format.dateTime(since, now), length: since === null ? '' : lengthSince(since, format, now),
    words: skewMs === null ? '' : skewWords(skewMs, t, format),
  };
  return { what: t(`sync.alerts.${kind}.what`, words), todo: t(`sync.alerts.${kind}.do`, words) };
}

/** `45 min`, `3 hr 20 min`; from two days on the day it began. */
function lengthSince(since: string, format: Format, now: number): string {
  const days = Math.floor((now - Date.parse(since)) / 86_400_000);
  return days >= 2 ? format.days(days) : format.wait(since, now);
}
