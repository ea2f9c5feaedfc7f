import { growthLayout, type GrowthIndicator } from '#domain/clinical/growth-pack.ts';

/** First and last median of tables of our own: about as large as children are, and none of anybody's published numbers. */
const MEDIANS: Readonly<Record<GrowthIndicator, readonly [first: number, last: number]>> = {
  'weight-for-age': [3.2, 18.4], 'length-for-age': [49.5, 109.5], 'bmi-for-age': [13.2, 15.4], 'head-for-age': [34.2, 50.4], 'arm-for-age': [13.1, 16.4],
  'weight-for-length': [2.4, 19.2], 'weight-for-height': [7.2, 22.8], 'weight-for-age-5-10': [18.2, 31.4], 'height-for-age-5-19': [109.1, 163.6], 'bmi-for-age-5-19': [15.2, 21.4],
};

/** A table in the layout that clinics import: an even median, a spread of a tenth (a twenty-fifth of lengths), boys a little larger. */
export function growthCsv(indicator: GrowthIndicator): string {
  const { key, from, to, rowsPerUnit } = growthLayout(indicator);
  const steps = (to - from) * rowsPerUnit;
  const [first, last] = MEDIANS[indicator];
  const isLength = /^(length|height|head)/.test(indicator);
  const rows = (['M', 'F'] as const).flatMap((sex) => Array.from({ length: steps + 1 }, (_, step) => {
    const median = (first + ((last - first) * step) / steps) * (sex === 'M' ? 1.01 : 1);
    return [sex, Number((from + step / rowsPerUnit).toFixed(1)), isLength ? 1 : -0.35, median.toFixed(4), isLength ? 0.04 : 0.1].join(',');
  }));
  return [`sex,${key},L,M,S`, ...rows, ''].join('\n');
}
