import { asciiDigits } from '../kit/digits.ts';
import { inZone } from '../kit/time.ts';

/**
 * `A-014`: the letter of the PC that issued it and that PC's counter of the day. Each PC of a clinic owns another
 * letter, so two desks that cannot reach each other never give the same token. spec: QUE-1
 */
export function formatToken(deskLetter: string, counter: number): string {
  return `${deskLetter}-${String(counter).padStart(3, '0')}`;
}

/** The parts of a token as people type it, in digits of any script: `A-014`, `a14`, `A 014`, `A-٠١٤`. */
export function parseToken(text: string): { readonly deskLetter: string; readonly counter: number } | undefined {
  const match = /^\s*([A-Za-z]{1,2})[\s\-\u2010-\u2015]*(\d{1,6})\s*$/.exec(asciiDigits(text.normalize('NFKC')));
  return match && Number(match[2]) > 0 ? { deskLetter: (match[1] ?? '').toUpperCase(), counter: Number(match[2]) } : undefined;
}

/**
 * The day whose tokens are counted: today in the clinic's zone, but never a day before the last one served. A clock
 * that jumps back goes on with the old day's numbers instead of giving them out again.
 */
export function serviceDay(now: number, zone: string, lastServiceDay: string | undefined): string {
  const today = inZone(now, zone).date;
  return lastServiceDay !== undefined && lastServiceDay > today ? lastServiceDay : today;
}
