/** What is known of a person when a published rule is calculated: measured values with their times, answers, age and sex. spec: CDS-1 */
import type { CvdPack } from '../cvd-pack.ts';
import { convertLab, type Analyte } from '../../vitals/lab-units.ts';
import type { Oxygen } from '../../vitals/oxygen.ts';
import type { Taken } from '../../vitals/taken.ts';
import type { Answers } from './question.ts';

/** Where an input of a rule is found: the newest value under one of the codes or LOINC codes that is not older than `days`. */
export interface Source {
  readonly codes: readonly string[];
  readonly loincs: readonly string[];
  readonly days: number;
}

export interface About {
  /** Completed; null where the birth date is not known. */
  readonly ageMonths: number | null;
  readonly ageYears: number | null;
  readonly sex: 'female' | 'male' | undefined;
  readonly pregnant: boolean;
  /** Of a pregnancy whose dates are known. */
  readonly trimester: 1 | 2 | 3 | undefined;
}

export type Chosen = Readonly<Record<string, Taken | undefined>>;

const DAY_MS = 24 * 60 * 60_000;
/** Inputs of an acute score were taken together: within this time. */
const TOGETHER_MS = 30 * 60_000;

/** The value that each input is taken from. `values` in any order; `together` leaves out what was not taken with the newest. */
export function chooseValues(sources: Readonly<Record<string, Source>>, values: readonly Taken[], now: number, together: boolean): Chosen {
  const found = Object.entries(sources).map(([name, source]) => [name, newest(source, values, now)] as const);
  if (!together) return Object.fromEntries(found);
  const last = Math.max(...found.map(([, taken]) => (taken ? Date.parse(taken.takenAt) : -Infinity)));
  return Object.fromEntries(found.map(([name, taken]) => [name, taken && last - Date.parse(taken.takenAt) <= TOGETHER_MS ? taken : undefined]));
}

function newest({ codes, loincs, days }: Source, values: readonly Taken[], now: number): Taken | undefined {
  let best: Taken | undefined;
  for (const taken of values) {
    if (!codes.includes(taken.code) && (taken.loinc === null || !loincs.includes(taken.loinc))) continue;
    if (now - Date.parse(taken.takenAt) > days * DAY_MS || (taken.value === null && taken.text === null)) continue;
    if (!best || taken.takenAt >= best.takenAt) best = taken;
  }
  return best;
}

/** Everything a rule may ask for, by the names of its inputs. */
export interface Given {
  readonly about: About;
  readonly chosen: Chosen;
  readonly answers: Answers;
  /** Of the heart and vessels, where the clinic has imported them, and the region it is in. */
  readonly charts?: RiskCharts | undefined;
}

export interface RiskCharts {
  readonly pack: CvdPack;
  /** Null while the clinic has not said which. */
  readonly region: string | null;
}

export const numberOf = ({ chosen }: Given, name: string): number | undefined => chosen[name]?.value ?? undefined;

/** A laboratory value in the unit that a rule wants; undefined where it is not known, or not in a unit that can be turned into it. */
export function labValue({ chosen }: Given, name: string, analyte: Analyte, unit: string): number | undefined {
  const taken = chosen[name];
  return taken?.value == null ? undefined : convertLab(analyte, taken.value, taken.unit, unit);
}

export const yes = ({ answers }: Given, id: string): boolean | undefined => { const answer = answers[id]; return typeof answer === 'boolean' ? answer : undefined; };

export function oneOf<const Options extends readonly string[]>({ answers }: Given, id: string, options: Options): Options[number] | undefined {
  return options.find((option) => option === answers[id]);
}

export const amount = ({ answers }: Given, id: string): number | undefined => { const answer = answers[id]; return typeof answer === 'number' ? answer : undefined; };

const LEVELS = ['A', 'C', 'V', 'P', 'U'] as const;
export const levelOf = ({ chosen }: Given): (typeof LEVELS)[number] | undefined => LEVELS.find((level) => level === chosen.consciousness?.text);

/** What was breathed, from whichever of the three ways it was written down last. */
export function oxygenOf({ chosen: { oxygen } }: Given): Oxygen | undefined {
  if (oxygen?.code === 'o2-flow' && oxygen.value !== null) return { kind: 'flow', litresPerMinute: oxygen.value };
  if (oxygen?.code === 'fio2' && oxygen.value !== null) return { kind: 'fraction', percent: oxygen.value };
  return oxygen?.text === 'room-air' ? { kind: 'room-air' } : undefined;
}
