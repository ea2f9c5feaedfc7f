import type { TFunction } from 'i18next';
import type { Appointment, BookingRefusal } from '#domain/contract/calendar.ts';
import { clockText, minuteOfWall, readStarts } from '#domain/calendar/wall.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import type { Format } from '#renderer/text/format.ts';

/** `09:30` of a stored day and time. */
export const clockOf = (starts: string): string => starts.slice(11);

/** `09:30–10:00`. */
export const spanOf = ({ starts, minutes }: Pick<Appointment, 'starts' | 'minutes'>): string =>
  `${clockOf(starts)}–${clockText(minuteOfWall(readStarts(starts) ?? 0) + minutes)}`;

/** `16 Mar 2026, 09:30`. */
export const whenOf = (starts: string, format: Format, t: TFunction): string => `${format.date(starts.slice(0, 10))}${t('everywhere.comma')}${clockOf(starts)}`;

/** Why something cannot be booked: who stands there, or how long it is closed. */
export function refusalText({ code, until, note, there }: BookingRefusal, t: TFunction, format: Format): string {
  const [first] = there;
  if (first) {
    const who = { name: isolated(first.name), from: clockOf(first.starts), to: spanOf(first).slice(6), provider: isolated(first.providerName) };
    return t(`calendar.refused.${code}`, { ...who, count: there.length });
  }
  const end = until === null ? '' : whenOf(until, format, t);
  const said = t(`calendar.refused.${code}`, { until: end, name: '', from: '', to: '', provider: '', count: 1 });
  return note === null ? said : `${said} (${isolated(note)})`;
}
