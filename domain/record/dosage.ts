import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { readTiming } from './timing.ts';

/** More than this of one dose, in its unit, is a slip: 10,000 covers millilitres of a feed and units of heparin. */
export const MOST_DOSE = 10_000;
/** A dose every half hour. */
export const MOST_A_DAY = 48;
/** A year; whoever needs longer renews. */
export const MOST_DAYS = 366;
/** The longest quantity a chemist could be asked for. */
export const MOST_QUANTITY = 100_000;

/** What is taken at a time is counted in these, and a course needs whole ones. */
const COUNTED: ReadonlySet<string> = new Set([
  'tablet', 'capsule', 'sachet', 'ampoule', 'vial', 'suppository', 'pessary', 'patch', 'lozenge', 'piece',
]);
/** The units a dose is written in; `piece` stands for whatever a clinic counts otherwise. */
export const doseUnits = [
  'tablet', 'capsule', 'mL', 'mg', 'drop', 'puff', 'sachet', 'ampoule', 'vial', 'suppository', 'pessary', 'patch', 'application', 'lozenge',
  'g', 'ug', 'IU', 'piece',
] as const;
export type DoseUnit = (typeof doseUnits)[number];

export interface Dosage {
  /** Of one intake, in `unit`. */
  readonly dose: number;
  readonly unit: string;
  /** Intakes a day; below 1 for every other day or once a week. */
  readonly perDay: number;
  readonly days: number;
}

/** How often something is taken in all; a course of seven days with one intake a week has one. */
export const intakesOf = (perDay: number, days: number): number => Math.max(1, Math.ceil(Math.round(perDay * days * 1e6) / 1e6));

/**
 * How much a course needs: dose times intakes, whole pieces of what is counted, whole millilitres of what is poured, else
 * to a hundredth. Rounded up: nobody shall run out on the last day.
 */
export function quantityOf({ dose, unit, perDay, days }: Dosage): number {
  const exact = Math.round(dose * intakesOf(perDay, days) * 1e6) / 1e6;
  return COUNTED.has(unit) || unit === 'mL' ? Math.ceil(exact) : Math.ceil(Math.round(exact * 1e8) / 1e6) / 100;
}

/** The boxes of a prescription as typed. */
export interface TypedDosage {
  readonly dose: string;
  readonly timing: string;
  readonly days: string;
  readonly quantity: string;
}

export interface ReadDosage {
  readonly dose: number | null;
  readonly perDay: number | null;
  readonly days: number | null;
  /** As typed, or else computed; null where neither can be. */
  readonly quantity: number | null;
}

export interface DosageIssue {
  readonly field: keyof TypedDosage;
  readonly code: 'not-a-number' | 'not-positive' | 'too-large' | 'timing-unreadable' | 'not-whole';
  readonly limit?: number;
}

/** What the boxes mean; empty ones mean nothing. The first that cannot be is named. */
export function readDosage(typed: TypedDosage, unit: string): Result<ReadDosage, DosageIssue> {
  const dose = readAmount('dose', typed.dose, MOST_DOSE);
  if (!dose.ok) return dose;
  const timing = typed.timing.trim() === '' ? null : readTiming(typed.timing);
  if (timing === undefined) return err({ field: 'timing', code: 'timing-unreadable' });
  if (timing !== null && timing > MOST_A_DAY) return err({ field: 'timing', code: 'too-large', limit: MOST_A_DAY });
  const days = readAmount('days', typed.days, MOST_DAYS);
  if (!days.ok) return days;
  if (days.value !== null && !Number.isInteger(days.value)) return err({ field: 'days', code: 'not-whole' });
  const quantity = readAmount('quantity', typed.quantity, MOST_QUANTITY);
  if (!quantity.ok) return quantity;
  const computed = dose.value !== null && timing !== null && days.value !== null
    ? quantityOf({ dose: dose.value, unit, perDay: timing, days: days.value }) : null;
  return ok({ dose: dose.value, perDay: timing, days: days.value, quantity: quantity.value ?? computed });
}

/** `0.5`, `0,5`, `½`, `1/2`, `1 1/2`; null for an empty box. */
function readAmount(field: keyof TypedDosage, typed: string, most: number): Result<number | null, DosageIssue> {
  const text = asciiAmount(typed);
  if (text === '') return ok(null);
  const found = /^(?:(\d+) )?(\d{1,9})\/(\d{1,9})$/.exec(text);
  const value = found ? Number(found[1] ?? 0) + Number(found[2]) / Number(found[3]) : /^-?\d*\.?\d+$|^-?\d+\.$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) return err({ field, code: 'not-a-number' });
  if (value <= 0) return err({ field, code: 'not-positive' });
  if (value > most) return err({ field, code: 'too-large', limit: most });
  return ok(Math.round(value * 1e6) / 1e6);
}

const FRACTIONS: Readonly<Record<string, string>> = { '½': '1/2', '¼': '1/4', '¾': '3/4', '⅓': '1/3', '⅔': '2/3' };

function asciiAmount(typed: string): string {
  return asciiDigits(typed).replace(/[½¼¾⅓⅔]/g, (sign) => ` ${FRACTIONS[sign] ?? ''}`).replace(/[,٫]/g, '.').replace(/\s+/g, ' ').trim();
}
