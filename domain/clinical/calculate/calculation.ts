import type { Rule } from '../rule.ts';
import type { RuleResult, ScoreResult, ValueResult } from '../score.ts';
import type { Given, Source } from './given.ts';
import type { Question } from './question.ts';

export const groups = ['acute', 'body', 'pressure', 'heart', 'glucose', 'lipids', 'kidney', 'blood'] as const;
export type Group = (typeof groups)[number];

export type AnyResult = RuleResult | ScoreResult | ValueResult;

/** How a rule is fed from a record. */
export interface Calculation {
  readonly rule: Rule;
  readonly group: Group;
  /** By the names that the rule gives its inputs. */
  readonly reads: Readonly<Record<string, Source>>;
  /** An acute state: only what was taken together counts. */
  readonly together: boolean;
  readonly asks: readonly Question[];
  /** Bands that are no cause for anything, and those that want somebody now; the others want attention. */
  readonly calm: readonly string[];
  readonly grave: readonly string[];
  readonly run: (given: Given) => AnyResult & { readonly warnings?: readonly string[] };
}

type Described = Pick<Calculation, 'rule' | 'group' | 'reads' | 'run' | 'calm'> & Partial<Pick<Calculation, 'together' | 'asks' | 'grave'>>;

export const calculation = (described: Described): Calculation => ({ together: false, asks: [], grave: [], ...described });

export type Tone = 'calm' | 'attention' | 'grave';

/** How a band is to be taken; null while there is none. */
export function toneOf({ calm, grave }: Pick<Calculation, 'calm' | 'grave'>, band: string | null): Tone | null {
  if (band === null) return null;
  if (grave.includes(band)) return 'grave';
  return calm.includes(band) ? 'calm' : 'attention';
}

const ACUTE_DAYS = 1;
const YEAR = 365;
export const ofCode = (code: string, days = ACUTE_DAYS): Source => ({ codes: [code], loincs: [], days });
export const ofLoinc = (...loincs: readonly string[]): Source => ({ codes: [], loincs, days: YEAR });
