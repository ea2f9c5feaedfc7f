import { expect, test } from 'vitest';
import { BUILT_IN_PANELS, BUILT_IN_TESTS } from '#domain/lab/catalogue.ts';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { findTests, groupsOf } from '#renderer/screens/lab/find-tests.ts';
import { readingOf } from '#renderer/screens/lab/work/grid-state.ts';

const potassium = BUILT_IN_TESTS.find(({ code }) => code === 'potassium');
const line = { patient: { sex: 'female', ageDays: 12_000, pregnant: false }, previous: null } as unknown as LabLine;

// spec: LAB-1
test('what cannot be a result has no flag and no unit to be meant in; what can has its flag', () => {
  if (!potassium) throw new Error('the catalogue has no potassium');
  const read = (text: string) => readingOf(line, potassium, { text }, { now: 0, answerName: (code) => code });
  expect(read('-3')).toMatchObject({ error: 'negative', flag: null, measured: null, slip: undefined });
  expect(read('4.2 mg')).toMatchObject({ error: 'unit-typed', flag: null });
  expect(read('4.2.1')).toMatchObject({ error: 'not-a-number', flag: null });
  expect(read('6.4')).toMatchObject({ error: null, flag: 'critical-high' });
});

test('the groups in use are listed in the language of the screens; those out of use are not', () => {
  const panels = BUILT_IN_PANELS.map((panel) => ({ ...panel, tests: [...panel.tests], active: panel.code !== 'lipids' }));
  const groups = groupsOf({ panels }, 'es');
  expect(groups.map(({ code }) => code)).toEqual(['blood-count', 'kidney', 'diabetes', 'antenatal', 'dipstick']);
  expect(groups.every(({ kind, count }) => kind === 'panel' && count > 1)).toBe(true);
  expect(findTests({ tests: BUILT_IN_TESTS, panels }, groups[1]?.name.slice(0, 4) ?? '', 'es')).toContainEqual(groups[1]);
  expect(findTests({ tests: BUILT_IN_TESTS, panels }, '', 'es')).toEqual([]);
});
