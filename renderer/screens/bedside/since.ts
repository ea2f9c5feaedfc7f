import type { TFunction } from 'i18next';
import type { Format } from '#renderer/text/format.ts';

const MINUTE_S = 60;
const HOUR_S = 3_600;

/** The age of a value as a tile shows it: `4 s`, `3 min`, `2 h`. */
export function ageWords(at: string, now: number, t: TFunction, format: Format): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1_000));
  if (seconds < 3) return t('bedside.now');
  if (seconds < MINUTE_S) return format.seconds(seconds, 'narrow');
  if (seconds < HOUR_S) return format.minutes(Math.floor(seconds / MINUTE_S), 'narrow');
  return format.wait(at, now, 'narrow');
}
