import { expect, test } from 'vitest';
import { planOf } from '#build/test/plan.ts';

test('without arguments everything runs', () => {
  expect(planOf([])).toEqual({ unit: true, e2e: true, install: true, unitArguments: [], e2eArguments: [] });
});

test.each([
  [['--unit'], true, false],
  [['--e2e'], false, true],
  [['--unit', '--e2e'], true, true],
  [['tests/unit/queue'], true, false],
  [['tests/e2e/queue.spec.ts'], false, true],
  [['tests/db', 'tests/e2e'], true, true],
  [['--unit', 'queue'], true, false],
])('%j runs unit %s, end to end %s', (args, unit, e2e) => expect(planOf(args)).toMatchObject({ unit, e2e }));

test('a filter narrows its own half, other options reach both', () => {
  expect(planOf(['tests/db', 'tests/e2e/a.spec.ts', '--retries=0', '--no-install'])).toEqual({
    unit: true,
    e2e: true,
    install: false,
    unitArguments: ['--retries=0', 'tests/db'],
    e2eArguments: ['--retries=0', 'tests/e2e/a.spec.ts'],
  });
  expect(planOf(['--e2e', 'queue']).e2eArguments).toEqual(['queue']);
});
