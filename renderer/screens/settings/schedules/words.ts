import { clockText } from '#domain/calendar/wall.ts';

/** `22:00–06:00`; the end may be on the next day. */
export const hoursText = (start: number, end: number): string => `${clockText(start)}–${clockText(end)}`;

const MONDAY = Date.UTC(2024, 0, 1);

/** The language's name of a weekday, 1 Monday to 7 Sunday; long unless asked otherwise. */
export const weekdayName = (weekday: number, language: string, length: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' }).format(MONDAY + (weekday - 1) * 86_400_000);
