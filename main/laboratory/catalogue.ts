import type { LabPanelShape, LabTestShape } from '#domain/contract/lab-shapes.ts';
import { NEEDS } from '#domain/lab/calculated.ts';
import { unitsOfTest } from '#domain/lab/typed-result.ts';
import type { LabPanel, LabTest } from '#domain/lab/test.ts';
import { labUnits } from '#domain/vitals/lab-units.ts';
import type { Catalogue } from '#db/queries/lab-catalogue.ts';
import { isLoinc } from '../devices/analysers/loinc.ts';
import { fail, invalid } from '../dispatch/failure.ts';

/** A test as a person changed it, checked: what it is and how it is worked out stay as they were. Throws INVALID. */
export function checkedTest({ byCode }: Catalogue, shape: LabTestShape): LabTest {
  const known = byCode.get(shape.code);
  const names = namesOf(shape.names);
  // Somebody else saved it while this person was typing.
  if (known && shape.version !== known.version) throw fail('CONFLICT', { reason: 'changed-meanwhile' });
  if (!known && shape.kind === 'calculated') throw invalid('kind', 'unfit');
  const test: LabTest = {
    ...shape, names, analyte: shape.analyte as LabTest['analyte'], version: (known?.version ?? 0) + 1,
    ...(known ? { kind: known.kind, formula: known.formula, analyte: known.analyte, observationCode: known.observationCode } : { formula: null, observationCode: `lab.${shape.code}` }),
  };
  checkFields(test);
  test.ranges.forEach((row, index) => { checkRange(test, row, index); });
  return test;
}

function checkFields(test: LabTest): void {
  for (const field of ['loinc', 'loincSi'] as const) {
    const code = test[field];
    if (code !== null && !isLoinc(code)) throw invalid(field, 'not-loinc');
  }
  if (test.kind === 'numeric' && test.unit.trim() === '') throw invalid('unit', 'empty');
  if (test.analyte !== null && !labUnits(test.analyte).some(({ ucum }) => ucum === test.unit)) throw invalid('unit', 'unit-unknown');
  if (test.kind === 'coded' && test.choices.length === 0) throw invalid('choices', 'empty');
}

function namesOf(names: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(names).map(([language, name]) => [language, name.trim()] as const).filter(([, name]) => name !== '');
  if (kept.length === 0) throw invalid('names', 'empty');
  return Object.fromEntries(kept);
}

/** Limits must stand in their order: critical, low, high, critical; and for the same people there is one row a unit. */
function checkRange(test: LabTest, row: LabTest['ranges'][number], index: number): void {
  const order = [row.criticalLow, row.low, row.high, row.criticalHigh].filter((limit) => limit !== null);
  if (order.some((limit, at) => at > 0 && limit < (order[at - 1] ?? limit))) throw invalid(`ranges.${String(index)}`, 'limits-crossed');
  if (row.fromDays !== null && row.beforeDays !== null && row.fromDays >= row.beforeDays) throw invalid(`ranges.${String(index)}`, 'limits-crossed');
  const isForSame = (other: typeof row): boolean => (['sex', 'fromDays', 'beforeDays', 'pregnant', 'unit'] as const).every((part) => other[part] === row[part]);
  if (test.ranges.slice(0, index).some(isForSame)) throw invalid(`ranges.${String(index)}`, 'twice');
  if (!unitsOfTest(test).includes(row.unit)) throw invalid(`ranges.${String(index)}`, 'unit-unknown');
}

/** A group of tests that exist; what a calculated test needs is ordered with it. */
export function checkedPanel({ byCode }: Catalogue, shape: LabPanelShape): LabPanel {
  const names = namesOf(shape.names);
  const tests = [...new Set(shape.tests)];
  if (tests.length === 0) throw invalid('tests', 'empty');
  const needed = tests.flatMap((code) => {
    const test = byCode.get(code);
    if (!test) throw fail('NOT_FOUND', { what: 'lab-test' });
    return test.formula === null ? [] : NEEDS[test.formula];
  });
  return { ...shape, names, tests: [...new Set([...tests, ...needed])] };
}
