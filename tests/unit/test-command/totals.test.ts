import { expect, test } from 'vitest';
import { add, formatTotals, playwrightTotals, vitestNotes, vitestTotals } from '#build/test/totals.ts';

const vitest = (numbers: Record<string, number>, files: unknown[] = []): string => JSON.stringify({
  numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...numbers, testResults: files,
});
const playwright = (stats: Record<string, number>, errors: unknown[] = []): string =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

test('tests left for later count as skipped', () => {
  const json = vitest({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
  expect(vitestTotals(json, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test('a file that cannot be loaded is a failure, one with failed tests is not counted twice', () => {
  const files = [{ status: 'failed', assertionResults: [] }, { status: 'failed', assertionResults: [{}] }, { status: 'passed', assertionResults: [] }];
  expect(vitestTotals(vitest({ numFailedTests: 1 }, files), 1).failed).toBe(2);
});

test('a runner that ends badly without a failed test is a failure', () => {
  expect(vitestTotals(vitest({ numPassedTests: 3 }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  expect(playwrightTotals(playwright({ expected: 3 }), 130)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  expect(playwrightTotals(playwright({ expected: 3 }), 0).failed).toBe(0);
});

test('a test that passed when repeated counts as passed', () => {
  expect(playwrightTotals(playwright({ expected: 4, flaky: 1, skipped: 2 }), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
});

test('what failed, or passed only the second time, is named', () => {
  const made = (fullName: string, status: string, failureMessages: string[] = []) => ({ fullName, status, failureMessages });
  const files = [
    { status: 'passed', assertionResults: [made('fine', 'passed'), made('left out', 'skipped')] },
    { status: 'failed', assertionResults: [made('second time', 'passed', ['late']), made('never', 'failed', ['late', 'late'])] },
  ];
  expect(vitestNotes(vitest({}, files))).toEqual(['failed: never', 'flaky: second time']);
});

test('an error outside all tests is a failure', () => {
  expect(playwrightTotals(playwright({}, [{ message: 'broken configuration' }]), 1).failed).toBe(1);
});

test('the last line', () => {
  const sum = add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
  expect(formatTotals(sum)).toBe('11 passed, 22 failed, 33 skipped');
});
