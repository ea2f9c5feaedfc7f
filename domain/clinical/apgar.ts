/**
 * Apgar score of the newborn. Sources: Apgar V, Curr Res Anesth Analg 1953;32:260-267; AAP/ACOG, The Apgar score, Pediatrics
 * 2015;136:819-822, doi:10.1542/peds.2015-2651. Resuscitation starts before the first score and is never decided by it. spec: MAT-2
 */
import { classesOf, classOf, fromCuts } from './cuts.ts';
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';
import { addUp, type ScoreResult } from './score.ts';

export const apgarParts = ['appearance', 'pulse', 'grimace', 'activity', 'respiration'] as const;
export type ApgarPart = (typeof apgarParts)[number];
export type ApgarBand = 'low' | 'moderately-abnormal' | 'reassuring';
export type ApgarInputs = Readonly<Partial<Record<ApgarPart, 0 | 1 | 2 | undefined>>>;

export const APGAR_TABLE = fromCuts<ApgarBand>('low', [4, 'moderately-abnormal'], [7, 'reassuring']);
export const APGAR = describeRule({
  rule: 'apgar', version: 1, evidence: 'standard', gives: 'points', source: 'AAP/ACOG, Pediatrics 2015;136:819-822, doi:10.1542/peds.2015-2651',
  inputs: needed(...apgarParts.map((part) => `${part} {score}`)), population: { ...EVERYONE, beforeMonths: 1 }, bands: classesOf(APGAR_TABLE),
});
const MOST_PER_PART = 2;

/** Little is worse here: what is reached already is the band that even the best of the missing parts would give. */
export function apgar(inputs: ApgarInputs): ScoreResult<ApgarPart, ApgarBand> {
  const result = addUp<ApgarPart, ApgarBand>({ ...APGAR, order: apgarParts, points: (part) => inputs[part], quiet: [], bandOf: (total) => classOf(APGAR_TABLE, total) });
  const best = classOf(APGAR_TABLE, result.knownTotal + MOST_PER_PART * result.missing.length);
  return { ...result, atLeast: result.total === null && best !== 'reassuring' ? best : null };
}

/** Minutes after birth of the next score; null when there is no further one. At 1 and 5, then every five to 20 while it is under 7. */
export function nextApgar(minute: number, total: number | null): number | null {
  if (minute < 5) return minute < 1 ? 1 : 5;
  return minute < 20 && (total === null || classOf(APGAR_TABLE, total) !== 'reassuring') ? (Math.floor(minute / 5) + 1) * 5 : null;
}
