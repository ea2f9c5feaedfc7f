/**
 * Anaemia and its severity. Source: WHO, Guideline on haemoglobin cutoffs to define anaemia in individuals and populations, 2024, ISBN
 * 978-92-4-008854-2. Lower limits and the formula of elevation are re-read; the row of 4500 to 4999 m, the amounts for smoking and the
 * severity in the second trimester are recalled. What height and smoking add is taken off the measured haemoglobin before it is
 * classed; nothing is taken off for infection or origin. spec: CDS-1
 */
import { classOf, fromCuts, type Cuts } from './cuts.ts';
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';
import { saysNothing, type RuleId, type ValueResult } from './score.ts';

export const anaemiaBands = ['severe', 'moderate', 'mild', 'none'] as const;
export type AnaemiaBand = (typeof anaemiaBands)[number];

export const ANAEMIA = describeRule({
  rule: 'anaemia-who-2024', version: 1, evidence: 'recalled', gives: 'value', unit: 'g/L', source: 'WHO, haemoglobin cutoffs to define anaemia, 2024, ISBN 978-92-4-008854-2',
  inputs: needed('haemoglobin g/L', 'age mo', 'sex', 'pregnant', 'trimester?', 'elevation? m', 'smoking?'), population: { ...EVERYONE, fromMonths: 6 }, bands: anaemiaBands,
});

export type AnaemiaGroup =
  | 'child-6-23-months' | 'child-24-59-months' | 'child-5-11-years' | 'child-12-14-years' | 'woman' | 'man' | 'pregnant-1' | 'pregnant-2' | 'pregnant-3' | 'pregnant';

const limits = (moderate: number, mild: number, none: number): Cuts<AnaemiaBand> => fromCuts('severe', [moderate, 'moderate'], [mild, 'mild'], [none, 'none']);
/** g/L at sea level. `pregnant` without a trimester takes the limits of the first and third, the higher ones. */
export const ANAEMIA_TABLES: Readonly<Record<AnaemiaGroup, Cuts<AnaemiaBand>>> = {
  'child-6-23-months': limits(70, 95, 105), 'child-24-59-months': limits(70, 100, 110), 'child-5-11-years': limits(80, 110, 115), 'child-12-14-years': limits(80, 110, 120),
  woman: limits(80, 110, 120), man: limits(80, 110, 130), 'pregnant-1': limits(70, 100, 110), 'pregnant-2': limits(70, 95, 105), 'pregnant-3': limits(70, 100, 110),
  pregnant: limits(70, 100, 110),
};
/** g/L by metres above the sea. */
export const ELEVATION_TABLE = fromCuts(0, [500, 4], [1000, 8], [1500, 11], [2000, 14], [2500, 18], [3000, 21], [3500, 25], [4000, 29], [4500, 33]);
const TABLE_ENDS_AT = 5000;
const HIGHEST_HOME = 5500;
/** g/L by cigarettes a day. */
const SMOKING = { none: 0, 'amount-unknown': 3, 'under-10': 3, '10-to-19': 5, '20-and-over': 6 } as const;

export interface AnaemiaInputs {
  /** g/L. */
  readonly haemoglobin?: number | undefined;
  /** Completed months; null where the age is not known. */
  readonly ageMonths: number | null;
  readonly sex?: 'female' | 'male' | undefined;
  readonly pregnant?: boolean | undefined;
  readonly trimester?: 1 | 2 | 3 | undefined;
  /** Of the home, metres; undefined where it is not known. */
  readonly elevation?: number | undefined;
  readonly smoking?: keyof typeof SMOKING | undefined;
}

/** `value` is the adjusted haemoglobin; `parts` holds the measured one and what was taken off. */
export interface AnaemiaResult extends ValueResult<'haemoglobin' | 'sex' | 'elevation' | 'smoking', AnaemiaBand> {
  readonly group: AnaemiaGroup | null;
  /** Nothing was taken off for these, or the stricter row was used, because nobody said. */
  readonly notKnown: readonly ('elevation' | 'smoking' | 'trimester')[];
}

/** What the formula behind the table takes off, g/L, for metres above the sea. */
export const elevationFormula = (metres: number): number => 0.005_638_4 * metres + 0.000_000_3 * metres ** 2;

/** The table; from its end to the highest homes the formula behind it, in whole g/L. */
export const elevationAdjustment = (metres: number): number => (metres < TABLE_ENDS_AT ? classOf(ELEVATION_TABLE, metres) : Math.round(elevationFormula(metres)));

export function anaemia(inputs: AnaemiaInputs): AnaemiaResult {
  const { haemoglobin, ageMonths, elevation = 0, smoking = 'none' } = inputs;
  const nothing = (refused: Parameters<typeof saysNothing>[2]): AnaemiaResult => ({ ...saysNothing(ANAEMIA, ANAEMIA.unit, refused), group: null, notKnown: [] });
  if (ageMonths === null) return nothing('age-unknown');
  if (ageMonths < 6) return nothing('outside-population');
  if (elevation < -500 || elevation > HIGHEST_HOME) return nothing('outside-accepted-range');
  const group = groupOf({ ...inputs, ageMonths });
  const missing = [haemoglobin === undefined ? ['haemoglobin' as const] : [], group === null ? ['sex' as const] : []].flat();
  const off = { elevation: elevationAdjustment(elevation), smoking: SMOKING[smoking] };
  const adjusted = haemoglobin === undefined ? null : Number((haemoglobin - off.elevation - off.smoking).toPrecision(12));
  const band = adjusted === null ? null : classOf(ANAEMIA_TABLES[group ?? 'woman'], adjusted);
  return {
    ...idOf(ANAEMIA), unit: ANAEMIA.unit, value: adjusted, group, missing, notKnown: notKnown(inputs, group),
    band: group === null ? null : band, atLeast: group === null && band !== 'none' ? band : null,
    parts: { ...(haemoglobin === undefined ? {} : { haemoglobin }), ...off },
  };
}

const idOf = ({ rule, version }: RuleId): RuleId => ({ rule, version });

/** Null where the sex decides and is not known: a woman's limits are then reached by either. */
function groupOf({ ageMonths, sex, pregnant, trimester }: AnaemiaInputs & { readonly ageMonths: number }): AnaemiaGroup | null {
  if (pregnant === true) return trimester === undefined ? 'pregnant' : `pregnant-${trimester}`;
  if (ageMonths < 24) return 'child-6-23-months';
  if (ageMonths < 60) return 'child-24-59-months';
  if (ageMonths < 144) return 'child-5-11-years';
  if (ageMonths < 180) return 'child-12-14-years';
  if (sex === undefined) return null;
  return sex === 'female' ? 'woman' : 'man';
}

function notKnown({ elevation, smoking }: AnaemiaInputs, group: AnaemiaGroup | null): AnaemiaResult['notKnown'] {
  return [elevation === undefined ? ['elevation' as const] : [], smoking === undefined ? ['smoking' as const] : [], group === 'pregnant' ? ['trimester' as const] : []].flat();
}
