import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analytes, convertLab, estimatedAverageGlucose, labUnits } from '#domain/vitals/lab-units.ts';

describe('units of the laboratory', () => {
  test.each([
    ['glucose', 100, 'mg/dL', 'mmol/L', 5.550_745], ['cholesterol', 5.18, 'mmol/L', 'mg/dL', 200.31], ['triglycerides', 150, 'mg/dL', 'mmol/L', 1.693_575], ['creatinine', 88.4, 'umol/L', 'mg/dL', 1],
    ['urea', 14, 'mg/dL', 'mmol/L', 4.998], ['bilirubin', 1, 'mg/dL', 'umol/L', 17.1], ['haemoglobin', 12.5, 'g/dL', 'g/L', 125], ['haemoglobin', 15, 'g/dL', 'mmol/L', 9.309], ['albumin', 4, 'g/dL', 'g/L', 40],
    ['calcium', 10, 'mg/dL', 'mmol/L', 2.495], ['uric-acid', 5, 'mg/dL', 'umol/L', 297.4], ['electrolyte', 140, 'meq/L', 'mmol/L', 140], ['blood-cells', 6.5, '10*3/uL', '10*9/L', 6.5],
    ['thyrotropin', 2, 'u[IU]/mL', 'm[IU]/L', 2], ['hba1c', 48, 'mmol/mol', '%', 6.543_04], ['hba1c', 7, '%', 'mmol/mol', 52.995],
  ] as const)('%s %d %s', (analyte, value, from, to, expected) => { expect(Math.abs((convertLab(analyte, value, from, to) ?? NaN) / expected - 1)).toBeLessThan(1e-4); });

  test('there and back gives the reported value again', () => {
    for (const analyte of analytes) {
      for (const { ucum } of labUnits(analyte)) {
        const si = labUnits(analyte)[0]?.ucum ?? '';
        fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (thousandths) => {
          const reported = thousandths / 1000;
          const back = convertLab(analyte, convertLab(analyte, reported, ucum, si) ?? NaN, si, ucum);
          expect(Math.abs((back ?? NaN) - reported)).toBeLessThan(1e-8 * Math.max(1, reported));
        }), { numRuns: 30 });
      }
    }
  });
  test('the same unit changes nothing, and another quantity\'s is not understood', () => {
    expect([convertLab('glucose', 5.123_456_789_012_3, 'mmol/L', 'mmol/L'), convertLab('glucose', 5, 'mmol/L', 'g/L')]).toEqual([5.123_456_789_012_3, undefined]);
  });
  test('average glucose', () => { expect([6, 7].map((percent) => Math.round(estimatedAverageGlucose(percent)))).toEqual([126, 154]); });
});
