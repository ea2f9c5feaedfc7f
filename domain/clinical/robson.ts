/**
 * Robson's ten groups of births, to compare rates of caesareans. Source: WHO, Robson Classification: Implementation Manual, 2017, ISBN
 * 978-92-4-151319-7. Every birth has exactly one group, or is not classifiable for want of an input. spec: MAT-2
 */
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';
import type { RuleResult } from './score.ts';

export const robsonGroups = ['1', '2a', '2b', '3', '4a', '4b', '5.1', '5.2', '6', '7', '8', '9', '10'] as const;
export type RobsonGroup = (typeof robsonGroups)[number];

export const ROBSON = describeRule({
  rule: 'robson', version: 1, evidence: 're-read', gives: 'class', source: 'WHO, Robson Classification: Implementation Manual, 2017, ISBN 978-92-4-151319-7',
  inputs: needed('fetuses', 'lie', 'parity', 'gestation wk', 'previous-caesareans', 'onset'), population: { ...EVERYONE, pregnant: 'only' }, bands: robsonGroups,
});

export interface RobsonInputs {
  readonly fetuses?: number | undefined;
  readonly lie?: 'cephalic' | 'breech' | 'transverse-oblique' | undefined;
  /** Earlier births. */
  readonly parity?: number | undefined;
  /** Completed weeks. */
  readonly gestation?: number | undefined;
  readonly previousCaesareans?: number | undefined;
  readonly onset?: 'spontaneous' | 'induced' | 'prelabour-caesarean' | undefined;
}
export type RobsonPart = keyof RobsonInputs;

const TERM_FROM_WEEKS = 37;

export function robson(inputs: RobsonInputs): RuleResult<RobsonPart, RobsonGroup> {
  const { parity, previousCaesareans } = inputs;
  const made = parity === 0 && (previousCaesareans ?? 0) > 0 ? 'contradictory' : groupOf(inputs);
  const base = { rule: ROBSON.rule, version: ROBSON.version, atLeast: null, parts: {} };
  if (made === 'contradictory') return { ...base, band: null, missing: [], refused: 'contradictory-inputs' };
  return typeof made === 'string' ? { ...base, band: made, missing: [] } : { ...base, band: null, missing: made };
}

type Needs = readonly RobsonPart[];

/** The group, or the inputs it still needs. In the manual's order: an earlier question that is answered leaves out the later ones. */
function groupOf(inputs: RobsonInputs): RobsonGroup | Needs {
  const { fetuses, lie, parity } = inputs;
  if (fetuses === undefined) return lacking(inputs, ['fetuses', 'lie', 'parity', 'gestation', 'previousCaesareans', 'onset']);
  if (fetuses > 1) return '8';
  if (lie === undefined) return lacking(inputs, ['lie', 'parity', 'gestation', 'previousCaesareans', 'onset']);
  if (lie === 'transverse-oblique') return '9';
  if (lie === 'cephalic') return cephalicGroup(inputs);
  return parity === undefined ? ['parity'] : parity === 0 ? '6' : '7';
}

function cephalicGroup(inputs: RobsonInputs): RobsonGroup | Needs {
  const { parity, gestation, previousCaesareans, onset } = inputs;
  if (gestation === undefined) return lacking(inputs, ['parity', 'gestation', 'previousCaesareans', 'onset']);
  if (gestation < TERM_FROM_WEEKS) return '10';
  if (previousCaesareans === undefined) return lacking(inputs, ['parity', 'previousCaesareans', 'onset']);
  if (previousCaesareans > 0) return previousCaesareans === 1 ? '5.1' : '5.2';
  if (parity === undefined || onset === undefined) return lacking(inputs, ['parity', 'onset']);
  if (onset === 'spontaneous') return parity === 0 ? '1' : '3';
  return `${parity === 0 ? '2' : '4'}${onset === 'induced' ? 'a' : 'b'}`;
}

const lacking = (inputs: RobsonInputs, parts: Needs): Needs => parts.filter((part) => inputs[part] === undefined);
