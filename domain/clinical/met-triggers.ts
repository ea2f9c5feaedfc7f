/**
 * Signs that call the emergency team to a child, each by itself. Source: table of paediatric medical emergency team triggers published
 * in Pediatrics (American Academy of Pediatrics), re-read. Ages that share a number in print are half-open here. spec: CDS-1
 */
import { children, describeRule, inputs as needed } from './rule.ts';
import { addUp, type RuleResult } from './score.ts';

export const metParts = ['systolic', 'heart-rate', 'respiratory-rate', 'spo2', 'gcs-fall', 'seizure', 'worry'] as const;
export type MetPart = (typeof metParts)[number];
export const metBands = ['no-call', 'call'] as const;
export type MetBand = (typeof metBands)[number];

export const MET_TRIGGERS = describeRule({
  rule: 'met-triggers-paediatric', version: 1, evidence: 're-read', gives: 'class', source: 'Paediatric MET triggers, Pediatrics (AAP)',
  inputs: needed('age mo', 'systolic mm[Hg]', 'heart-rate /min', 'respiratory-rate /min', 'spo2 %', 'cyanotic-heart-disease?', 'gcs-fall? {score}', 'seizure?', 'worry?'),
  population: children(18), bands: metBands,
});

export interface MetInputs {
  /** Completed months; null where the age is not known. */
  readonly ageMonths: number | null;
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
  readonly heartRate?: number | undefined;
  readonly respiratoryRate?: number | undefined;
  /** Percent. */
  readonly spo2?: number | undefined;
  readonly cyanoticHeartDisease?: boolean | undefined;
  /** Points the Glasgow Coma Scale has fallen. */
  readonly gcsFall?: number | undefined;
  readonly seizure?: boolean | undefined;
  /** Staff or family are worried. */
  readonly worry?: boolean | undefined;
}

/** Calls below and above these numbers, not on them. */
export const MET_TABLE: readonly { readonly beforeMonths: number; readonly systolic: number; readonly heartRate: readonly [number, number]; readonly respiratoryRate: number }[] = [
  { beforeMonths: 4, systolic: 50, heartRate: [100, 180], respiratoryRate: 60 }, { beforeMonths: 12, systolic: 60, heartRate: [100, 180], respiratoryRate: 50 },
  { beforeMonths: 60, systolic: 70, heartRate: [90, 160], respiratoryRate: 40 }, { beforeMonths: 156, systolic: 80, heartRate: [80, 140], respiratoryRate: 40 },
  { beforeMonths: 216, systolic: 90, heartRate: [60, 130], respiratoryRate: 30 },
];
const SPO2_BELOW = 90;
const CYANOTIC_SPO2_BELOW = 60;
const GCS_FALL_ABOVE = 2;
const OBSERVED: readonly MetPart[] = ['gcs-fall', 'seizure', 'worry'];

/** `parts` holds 1 for a sign that calls. A set is whole with the four numbers; what is observed besides is asked, not needed. */
export function metTriggers(inputs: MetInputs): RuleResult<MetPart, MetBand> {
  const { ageMonths } = inputs;
  const row = ageMonths === null || ageMonths < 0 ? undefined : MET_TABLE.find((each) => ageMonths < each.beforeMonths);
  const points = (part: MetPart): number | undefined => { const calls = row && callsFor(part, inputs, row); return calls === undefined ? undefined : Number(calls); };
  const { rule, version, band, atLeast, parts, missing } = addUp<MetPart, MetBand>({
    ...MET_TRIGGERS, order: metParts.filter((part) => !OBSERVED.includes(part) || points(part) !== undefined), points, quiet: ['no-call'],
    bandOf: (count) => (count > 0 ? 'call' : 'no-call'),
  });
  if (!row) return { rule, version, band: null, atLeast: null, parts: {}, missing: [], refused: ageMonths === null ? 'age-unknown' : 'outside-population' };
  return { rule, version, band, atLeast, parts, missing };
}

function callsFor(part: MetPart, inputs: MetInputs, row: (typeof MET_TABLE)[number]): boolean | undefined {
  const { systolic, heartRate, respiratoryRate, spo2, gcsFall } = inputs;
  switch (part) {
    case 'systolic': return systolic === undefined ? undefined : systolic < row.systolic;
    case 'heart-rate': return heartRate === undefined ? undefined : heartRate < row.heartRate[0] || heartRate > row.heartRate[1];
    case 'respiratory-rate': return respiratoryRate === undefined ? undefined : respiratoryRate > row.respiratoryRate;
    case 'spo2': return spo2 === undefined ? undefined : spo2 < (inputs.cyanoticHeartDisease === true ? CYANOTIC_SPO2_BELOW : SPO2_BELOW);
    case 'gcs-fall': return gcsFall === undefined ? undefined : gcsFall > GCS_FALL_ABOVE;
    case 'seizure': return inputs.seizure;
    case 'worry': return inputs.worry;
  }
}
