import { describe, expect, test } from 'vitest';
import { growth } from '#domain/clinical/growth.ts';
import { birthAndGrowth, publishedGrowth } from './vectors/birth-and-growth.ts';
import { chronic } from './vectors/chronic.ts';
import { earlyWarning } from './vectors/early-warning.ts';
import { entry } from './vectors/entry.ts';
import { trends } from './vectors/trends.ts';
import { absentNote, readClinical, titled, vectorFiles, vectorsAbsent, vectorsIn } from './vectors/vector.ts';

const checks = { ...earlyWarning, ...chronic, ...birthAndGrowth, ...entry, ...trends };

describe.skipIf(vectorsAbsent)(`vectors of the clinical rules${absentNote}`, () => {
  const files = vectorsAbsent ? [] : vectorFiles();
  const groups = files.flatMap((file) => Object.entries(vectorsIn(file)));

  test('all 349 have a check', () => {
    expect(groups.filter(([name]) => !Object.hasOwn(checks, name)).map(([name]) => name)).toEqual([]);
    expect(groups.reduce((count, [, vectors]) => count + vectors.length, 0)).toBe(349);
  });

  for (const [name, vectors] of groups) {
    describe(name, () => {
      test.each(titled(vectors))('%s', (_, vector) => { checks[name]?.(vector); });
    });
  }

  test('the z-scores of WHO\'s sample of children of 5 to 19 years', () => {
    const [, ...lines] = readClinical('test_vectors/growth_who2007_survey_sample.csv').trim().split('\n');
    let compared = 0;
    for (const line of lines) {
      const [sex, months, weight, height, oedema, ...expected] = line.trim().split(',');
      const results = growth(publishedGrowth(), {
        sex: sex === 'F' ? 'female' : 'male', ageDays: Number(months) * 30.4375, weightKg: weight ? Number(weight) : undefined, lengthCm: height ? Number(height) : undefined, oedema: oedema === 'y',
      });
      (['height-for-age-5-19', 'weight-for-age-5-10', 'bmi-for-age-5-19'] as const).forEach((indicator, i) => {
        const z = results.find((result) => result.indicator === indicator)?.value ?? null;
        expect([line, indicator, z]).toEqual([line, indicator, expected[i] ? Number(expected[i]) : null]);
        compared += 1;
      });
    }
    expect(compared).toBe(63 * 3);
  });
});
