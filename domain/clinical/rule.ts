import type { Refusal } from './score.ts';

/**
 * How sure the project is of the numbers: `re-read` in the publication or in two independent copies; `standard` for values in use
 * everywhere that were written from knowledge; `recalled` where at least one number of a less common table was.
 */
export type Evidence = 're-read' | 'standard' | 'recalled';

export interface RuleInput {
  readonly name: string;
  /** UCUM; null for what is not a number. Glucose, lipids and the like name the unit of the report instead. */
  readonly unit: string | null;
  /** Left out, it is not missing. */
  readonly optional?: true;
}

/** Whom a rule is made for. Age in completed months. */
export interface Population {
  readonly fromMonths: number;
  /** First month it no longer holds for; null for no end. */
  readonly beforeMonths: number | null;
  /** `only` also for the six weeks after birth, where the rule says so. */
  readonly pregnant: 'no' | 'only' | 'either';
}

/** A published rule as screens, storage and "why this number" need to know it. */
export interface Rule {
  readonly rule: string;
  readonly version: number;
  /** Key of the name in the texts. */
  readonly nameKey: string;
  readonly source: string;
  readonly evidence: Evidence;
  /** Shown with every result of a rule with recalled numbers, until a clinician has compared them with the source. */
  readonly mark: 'check-with-clinician' | null;
  readonly gives: 'points' | 'value' | 'class';
  /** UCUM of the value; null for points and classes. */
  readonly unit: string | null;
  readonly inputs: readonly RuleInput[];
  readonly population: Population;
  /** In the order of the table. */
  readonly bands: readonly string[];
}

type Described = Omit<Rule, 'nameKey' | 'mark' | 'unit'> & { readonly unit?: string };

/** A rule's description; the name and the mark follow from the rest. */
export function describeRule<const R extends Described>(described: R): R & Rule {
  const { rule, evidence, unit } = described;
  return { ...described, unit: unit ?? null, nameKey: `rules.name.${rule}`, mark: evidence === 'recalled' ? 'check-with-clinician' : null };
}

/** Inputs as `name unit`, `name` for one without a unit, and `name?` for one that may be left out. */
export function inputs(...described: readonly string[]): readonly RuleInput[] {
  return described.map((each) => {
    const [name = '', unit] = each.split(' ');
    const optional = name.endsWith('?');
    return { name: optional ? name.slice(0, -1) : name, unit: unit ?? null, ...(optional ? { optional: true as const } : {}) };
  });
}

const years = (count: number): number => count * 12;
export const adults = (from: number, pregnant: Population['pregnant'] = 'no'): Population => ({ fromMonths: years(from), beforeMonths: null, pregnant });
export const children = (before: number): Population => ({ fromMonths: 0, beforeMonths: years(before), pregnant: 'either' });
export const EVERYONE: Population = { fromMonths: 0, beforeMonths: null, pregnant: 'either' };
export const PREGNANT: Population = { fromMonths: 0, beforeMonths: null, pregnant: 'only' };

export interface Person {
  /** Completed months; null where it is not known. */
  readonly ageMonths: number | null;
  readonly pregnant: boolean;
}

/** Why a rule is not made for somebody; null where it is. Of unknown age nobody is scored by a rule with limits of age. */
export function whyNot({ population: { fromMonths, beforeMonths, pregnant } }: Pick<Rule, 'population'>, person: Person): Refusal | null {
  if (pregnant !== 'either' && (pregnant === 'only') !== person.pregnant) return 'outside-population';
  if (fromMonths === 0 && beforeMonths === null) return null;
  if (person.ageMonths === null) return 'age-unknown';
  return person.ageMonths >= fromMonths && (beforeMonths === null || person.ageMonths < beforeMonths) ? null : 'outside-population';
}
