/** What a test run comes to. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Totals = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Totals, b: Totals): Totals => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** The last line of `npm test`, which other programs read. */
export const formatTotals = ({ passed, failed, skipped }: Totals): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly VitestCase[] }[];
}

interface VitestCase {
  readonly fullName: string;
  readonly status: string;
  /** Of a test that passed: what it said the first time. */
  readonly failureMessages: readonly string[];
}

/** Totals of Vitest's JSON report. A test file that could not even be loaded counts as one failure. */
export function vitestTotals(json: string, exitCode: number): Totals {
  const report = JSON.parse(json) as VitestReport;
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return withExitCode({
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  }, exitCode);
}

/**
 * The tests of Vitest's JSON report that did not simply pass, a line each, for the end of a long output. Only a CI run
 * repeats a test, once: what passes then counts as passed and is named, to be mended.
 */
export function vitestNotes(json: string): string[] {
  const cases = (JSON.parse(json) as VitestReport).testResults.flatMap((file) => file.assertionResults);
  return [
    ...cases.filter(({ status }) => status === 'failed').map(({ fullName }) => `failed: ${fullName}`),
    ...cases.filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0).map(({ fullName }) => `flaky: ${fullName}`),
  ];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
  readonly errors: readonly unknown[];
}

/**
 * Totals of Playwright's JSON report. Only a CI run repeats a test, once; what passes then is named as flaky in the
 * runner's own summary, where it is to be mended, and counts as passed.
 */
export function playwrightTotals(json: string, exitCode: number): Totals {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport;
  return withExitCode({ passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped }, exitCode);
}

/** A runner that fails without a failed test (an error outside all tests, a crash) still counts. */
function withExitCode(totals: Totals, exitCode: number): Totals {
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
