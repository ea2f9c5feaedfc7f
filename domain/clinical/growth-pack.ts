/**
 * The WHO growth tables as a clinic imports them, one a file: WHO's terms do not let them be shipped. Columns `sex,<key>,L,M,S`, further
 * ones passed over; the key is `age_days`, `age_months`, `length_cm` or `height_cm`. What L, M and S are: the power, the median and the
 * coefficient of variation that describe the measure at that key.
 */
import { err, ok, type Result } from '../kit/result.ts';
import { cellReader, packNumber, readPackTable, type PackProblem } from './pack-table.ts';

export interface Lms {
  readonly l: number;
  readonly m: number;
  readonly s: number;
}
export type GrowthSex = 'female' | 'male';

/** How the rows of an indicator are keyed, and where its published table begins and ends. */
interface Layout {
  readonly key: 'age_days' | 'age_months' | 'length_cm' | 'height_cm';
  readonly from: number;
  readonly to: number;
  /** Rows to one unit of the key. */
  readonly rowsPerUnit: number;
}

/** To 5 years by the day (arm from 3 months), from 5 by the month; weight for length and for height by the millimetre. */
export const GROWTH_LAYOUTS = {
  'weight-for-age': { key: 'age_days', from: 0, to: 1826, rowsPerUnit: 1 },
  'length-for-age': { key: 'age_days', from: 0, to: 1826, rowsPerUnit: 1 },
  'bmi-for-age': { key: 'age_days', from: 0, to: 1826, rowsPerUnit: 1 },
  'head-for-age': { key: 'age_days', from: 0, to: 1826, rowsPerUnit: 1 },
  'arm-for-age': { key: 'age_days', from: 91, to: 1826, rowsPerUnit: 1 },
  'weight-for-length': { key: 'length_cm', from: 45, to: 110, rowsPerUnit: 10 },
  'weight-for-height': { key: 'height_cm', from: 65, to: 120, rowsPerUnit: 10 },
  'weight-for-age-5-10': { key: 'age_months', from: 60, to: 120, rowsPerUnit: 1 },
  'height-for-age-5-19': { key: 'age_months', from: 60, to: 228, rowsPerUnit: 1 },
  'bmi-for-age-5-19': { key: 'age_months', from: 60, to: 228, rowsPerUnit: 1 },
} as const satisfies Readonly<Record<string, Layout>>;

export type GrowthIndicator = keyof typeof GROWTH_LAYOUTS;
export const growthIndicators = Object.keys(GROWTH_LAYOUTS) as readonly GrowthIndicator[];
export const growthLayout = (indicator: GrowthIndicator): Layout => GROWTH_LAYOUTS[indicator];

/** The rows of each sex from the first key of the layout on, one step after the other. */
export type GrowthTable = Readonly<Record<GrowthSex, readonly Lms[]>>;
export type GrowthPack = Readonly<Partial<Record<GrowthIndicator, GrowthTable>>>;

/** Reads the table of one indicator. Refused as a whole unless both sexes have every row of it, in order, with numbers that can be meant. */
export function readGrowthTable(indicator: GrowthIndicator, text: string): Result<GrowthTable, PackProblem> {
  const { key, from, to, rowsPerUnit } = growthLayout(indicator);
  const read = readPackTable(text, ['sex', key, 'L', 'M', 'S']);
  if (!read.ok) return read;
  const cell = cellReader(read.value);
  const rows: Record<GrowthSex, Lms[]> = { female: [], male: [] };
  for (const row of read.value.rows) {
    const sex = ({ F: 'female', M: 'male' } as const)[cell(row, 'sex') as 'F' | 'M'] as GrowthSex | undefined;
    if (sex === undefined) return err({ code: 'unknown-word', line: row.line, column: 'sex' });
    const [at, l, m, s] = [packNumber(cell(row, key)), packNumber(cell(row, 'L')), packNumber(cell(row, 'M')), packNumber(cell(row, 'S'))];
    if (at === undefined || l === undefined || m === undefined || s === undefined || m <= 0 || s <= 0 || !reachesThree(l * s)) return err({ code: 'not-a-number', line: row.line });
    if (Math.round(at * rowsPerUnit) !== from * rowsPerUnit + rows[sex].length) return err({ code: 'out-of-order', line: row.line, column: key });
    rows[sex].push({ l, m, s });
  }
  const needed = (to - from) * rowsPerUnit + 1;
  const short = rows.female.length < needed || rows.male.length < needed;
  return short ? err({ code: 'incomplete', line: read.value.rows.at(-1)?.line ?? 1 }) : ok(rows);
}

/** Whether three standard deviations either way are measures at all: with an absurd power they are not. */
const reachesThree = (skew: number): boolean => Math.abs(3 * skew) < 1;

/**
 * L, M and S at a key: the row itself by day, between two rows by month and by millimetre. `key` is in completed days, in months or in
 * centimetres; undefined outside the published table.
 */
export function lmsAt(table: GrowthTable, indicator: GrowthIndicator, sex: GrowthSex, key: number): Lms | undefined {
  const { from, to, rowsPerUnit } = growthLayout(indicator);
  if (key < from || key > to) return undefined;
  const place = Number(((key - from) * rowsPerUnit).toPrecision(12));
  const [low, share] = [Math.floor(place), place - Math.floor(place)];
  const [a, b] = [table[sex][low], table[sex][low + 1]];
  if (!a || share === 0 || !b) return a;
  const between = (of: keyof Lms): number => a[of] + share * (b[of] - a[of]);
  return { l: between('l'), m: between('m'), s: between('s') };
}
