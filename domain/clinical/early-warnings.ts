/** Which early warning score is made for whom, and the place in the queue it asks for. spec: CDS-1, QUE-2 */
import type { PriorityClass } from '../queue/order.ts';
import { isSevereHypertension, MEOWS } from './meows.ts';
import { PEWS } from './pews.ts';

/** Beside NEWS2, which is made for everybody else. */
export const otherWarnings = [MEOWS.rule, PEWS.rule] as const;
export type OtherWarning = (typeof otherWarnings)[number];

/** Those with numbers that a clinician compares with the source before they are relied on. */
export const recalledWarnings: ReadonlySet<string> = new Set([MEOWS, PEWS].filter(({ mark }) => mark !== null).map(({ rule }) => rule));

/** What a warning found, and the inputs it found it with. */
export interface Warned {
  readonly rule: string;
  /** Of a whole set, or reached already; null or empty where there is none. */
  readonly band: string | null;
  readonly inputs: readonly { readonly name: string; readonly value: unknown }[];
}

/** Whether the pressure alone is an emergency: it says so although the band may be none. */
export function hasSeverePressure({ rule, inputs }: Warned): boolean {
  const numberOf = (wanted: string): number | undefined => {
    const value = inputs.find(({ name }) => name === wanted)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  return rule === MEOWS.rule && isSevereHypertension({ systolic: numberOf('systolic'), diastolic: numberOf('diastolic') });
}

/**
 * A child with the points of those who went to intensive care, and a pregnant woman with a severe pressure, are seen at once; another
 * trigger of the obstetric chart asks for an urgent review: before everybody whose need is not known.
 */
export function placeAskedFor(warned: Warned): Extract<PriorityClass, 'emergency' | 'triage'> | null {
  if (hasSeverePressure(warned) || (warned.rule === PEWS.rule && warned.band === 'urgent')) return 'emergency';
  return warned.rule === MEOWS.rule && warned.band === 'trigger' ? 'triage' : null;
}
