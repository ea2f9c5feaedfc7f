/** Which growth table a file holds: by its key, where the key ends, and the size of its medians, which no two of them share. spec: MAT-2 */
import { growthIndicators, growthLayout, type GrowthIndicator } from './growth-pack.ts';
import { cellReader, packNumber, readPackTable } from './pack-table.ts';

/** Lowest and highest median that the first row can have, kg, cm or kg/m2. Wide enough for any population, too narrow for another measure. */
const FIRST_MEDIAN: Readonly<Record<GrowthIndicator, readonly [number, number]>> = {
  'weight-for-age': [2, 6], 'length-for-age': [42, 60], 'bmi-for-age': [11, 17], 'head-for-age': [30, 39], 'arm-for-age': [9, 18],
  'weight-for-length': [1.5, 4], 'weight-for-height': [5, 10], 'weight-for-age-5-10': [14, 25], 'height-for-age-5-19': [95, 125], 'bmi-for-age-5-19': [12, 19],
};
/** The same of the last row. */
const LAST_MEDIAN: Readonly<Record<GrowthIndicator, readonly [number, number]>> = {
  'weight-for-age': [13, 25], 'length-for-age': [95, 125], 'bmi-for-age': [13, 19], 'head-for-age': [45, 56], 'arm-for-age': [14, 20],
  'weight-for-length': [14, 25], 'weight-for-height': [17, 29], 'weight-for-age-5-10': [24, 42], 'height-for-age-5-19': [145, 190], 'bmi-for-age-5-19': [17, 27],
};
const KEYS = ['age_days', 'age_months', 'length_cm', 'height_cm'] as const;

/** Undefined for a file that is none of them. */
export function growthIndicatorOf(text: string): GrowthIndicator | undefined {
  for (const key of KEYS) {
    const read = readPackTable(text, ['sex', key, 'L', 'M', 'S']);
    if (!read.ok) continue;
    const cell = cellReader(read.value);
    const keys = read.value.rows.map((row) => packNumber(cell(row, key)) ?? Number.NaN);
    const [first] = read.value.rows;
    const last = read.value.rows.at(-1);
    const medians = [first, last].map((row) => (row && packNumber(cell(row, 'M'))) ?? Number.NaN);
    const [from, to] = [Math.min(...keys), Math.max(...keys)];
    return growthIndicators.find((indicator) => {
      const layout = growthLayout(indicator);
      // Published months go a little beyond what they are used for.
      const ends = to >= layout.to && to <= layout.to + (key === 'age_months' ? 12 : 0);
      return layout.key === key && from === layout.from && ends && within(medians[0], FIRST_MEDIAN[indicator]) && within(medians[1], LAST_MEDIAN[indicator]);
    });
  }
  return undefined;
}

const within = (value: number | undefined, [low, high]: readonly [number, number]): boolean => value !== undefined && value >= low && value <= high;
