import { asciiDigits } from '../kit/digits.ts';
import { inZone } from '../kit/time.ts';

/**
 * `A-014`: the letter of the PC that issued it and that PC's counter of the day. Each PC of a clinic owns another
 * letter, so two desks that cannot reach each other never give the same token. spec: QUE-1
 */
export function formatToken(deskLetter: string, counter: number): string {
  return `${deskLetter}-${String(counter).padStart(3, '0')}`;
}

/**
 * The letters of this PC on tokens: after its store was put back or moved, the suffix keeps them apart from its twin's.
 * Two letters at most, as people call them out; where there would be more, the last ones tell.
 */
export const tokenLetters = (deskLetter: string, suffix: string): string => `${deskLetter}${suffix}`.slice(-2);

/** The parts of a token as people type it, in digits of any script: `A-014`, `a14`, `A 014`, `A-٠١٤`. */
export function parseToken(text: string): { readonly deskLetter: string; readonly counter: number } | undefined {
  const match = /^\s*([A-Za-z]{1,2})[\s\-\u2010-\u2015]*(\d{1,6})\s*$/.exec(asciiDigits(text.normalize('NFKC')));
  return match && Number(match[2]) > 0 ? { deskLetter: (match[1] ?? '').toUpperCase(), counter: Number(match[2]) } : undefined;
}

/** Days of a wrong clock, which do not count: those after `from` up to `until`. */
export interface DaysLeftOut {
  readonly from: string;
  readonly until: string;
}

/** Reads what a manager's word left in the clinic's row, `2026-03-14/2030-01-01`; null when there is none. */
export function daysLeftOut(text: string | null): DaysLeftOut | null {
  const match = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/.exec(text ?? '');
  return match ? { from: match[1] ?? '', until: match[2] ?? '' } : null;
}

/**
 * The day whose tokens are counted: today in the clinic's zone, but never a day before the last one served. A clock
 * that jumps back goes on with the old day's numbers instead of giving them out again.
 */
export function serviceDay(now: number, zone: string, lastServiceDay: string | undefined): string {
  const today = inZone(now, zone).date;
  return lastServiceDay !== undefined && lastServiceDay > today ? lastServiceDay : today;
}
