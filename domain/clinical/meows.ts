/**
 * Modified early obstetric warning system, from pregnancy to six weeks after birth: each sign is white, yellow or red; one red or two
 * yellow at one observation ask for an urgent review. Sources: CEMACH, Saving Mothers' Lives 2003-2005, London 2007; Singh S et al.,
 * Anaesthesia 2012;67:12-18, doi:10.1111/j.1365-2044.2011.06896.x. The trigger is re-read, the thresholds are recalled. A pressure
 * from 160 systolic or 110 diastolic is an emergency by itself (WHO, NICE), though the chart calls 160 yellow. spec: CDS-1
 */
import { classOf, type Cuts } from './cuts.ts';
import { describeRule, inputs as needed, PREGNANT } from './rule.ts';
import { addUp, toStep, type RuleResult } from './score.ts';

/** Pain is asked where the chart has it; a set without it is whole. */
export const meowsParts = ['temperature', 'systolic', 'diastolic', 'pulse', 'respiratory-rate', 'spo2', 'consciousness', 'pain'] as const;
export type MeowsPart = (typeof meowsParts)[number];
export const meowsBands = ['no-trigger', 'trigger'] as const;
export type MeowsBand = (typeof meowsBands)[number];

export const MEOWS = describeRule({
  rule: 'meows', version: 1, evidence: 'recalled', gives: 'class',
  source: 'CEMACH, Saving Mothers\' Lives 2007; Singh S et al., Anaesthesia 2012;67:12-18, doi:10.1111/j.1365-2044.2011.06896.x',
  inputs: needed('temperature Cel', 'systolic mm[Hg]', 'diastolic mm[Hg]', 'pulse /min', 'respiratory-rate /min', 'spo2 %', 'consciousness', 'pain? {score}'),
  population: PREGNANT, bands: meowsBands,
});

export interface MeowsInputs {
  /** Cel. */
  readonly temperature?: number | undefined;
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
  readonly diastolic?: number | undefined;
  readonly pulse?: number | undefined;
  readonly respiratoryRate?: number | undefined;
  /** Percent. */
  readonly spo2?: number | undefined;
  /** New confusion, which the chart does not know, counts as a response to voice. */
  readonly consciousness?: 'A' | 'C' | 'V' | 'P' | 'U' | undefined;
  /** 0 to 3 as on the chart. */
  readonly pain?: number | undefined;
}

/** `parts` holds 0 for white, 1 for yellow, 2 for red. */
export interface MeowsResult extends RuleResult<MeowsPart, MeowsBand> {
  readonly red: number;
  readonly yellow: number;
  readonly severeHypertension: boolean;
}

const WHITE = 0;
const YELLOW = 1;
const RED = 2;
type Numeric = Exclude<MeowsPart, 'consciousness'>;
export const MEOWS_TABLE: Readonly<Record<Numeric, Cuts<number>>> = {
  temperature: { below: RED, cuts: [['from', 35, YELLOW], ['above', 36, WHITE], ['above', 38, RED]] },
  systolic: { below: RED, cuts: [['from', 90, YELLOW], ['above', 100, WHITE], ['from', 150, YELLOW], ['above', 160, RED]] },
  diastolic: { below: WHITE, cuts: [['from', 90, YELLOW], ['above', 100, RED]] },
  pulse: { below: RED, cuts: [['from', 40, YELLOW], ['above', 50, WHITE], ['from', 100, YELLOW], ['above', 120, RED]] },
  'respiratory-rate': { below: RED, cuts: [['from', 10, WHITE], ['from', 21, YELLOW], ['above', 30, RED]] },
  spo2: { below: RED, cuts: [['from', 95, WHITE]] },
  pain: { below: WHITE, cuts: [['from', 2, YELLOW]] },
};
const CONSCIOUSNESS = { A: WHITE, C: YELLOW, V: YELLOW, P: RED, U: RED } as const;
const SEVERE = { systolic: 160, diastolic: 110 } as const;

export function meows(inputs: MeowsInputs): MeowsResult {
  const { rule, version, band, atLeast, parts, missing } = addUp({
    // One red or two yellow: both add up to two.
    ...MEOWS, order: inputs.pain === undefined ? meowsParts.filter((part) => part !== 'pain') : meowsParts, quiet: ['no-trigger'],
    points: (part) => colour(part, inputs), bandOf: (sum): MeowsBand => (sum >= RED ? 'trigger' : 'no-trigger'),
  });
  const count = (wanted: number): number => Object.values(parts).filter((each) => each === wanted).length;
  return { rule, version, band, atLeast, parts, missing, red: count(RED), yellow: count(YELLOW), severeHypertension: isSevereHypertension(inputs) };
}

export const isSevereHypertension = ({ systolic = 0, diastolic = 0 }: Pick<MeowsInputs, 'systolic' | 'diastolic'>): boolean =>
  systolic >= SEVERE.systolic || diastolic >= SEVERE.diastolic;

function colour(part: MeowsPart, inputs: MeowsInputs): number | undefined {
  if (part === 'consciousness') return inputs.consciousness && CONSCIOUSNESS[inputs.consciousness];
  const value = part === 'respiratory-rate' ? inputs.respiratoryRate : inputs[part];
  if (value === undefined) return undefined;
  return classOf(MEOWS_TABLE[part], part === 'temperature' ? toStep(value, 0.1) : value);
}
