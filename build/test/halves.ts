import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from './find-chromium.ts';
import { runCommand } from './run-command.ts';
import { NOTHING, playwrightTotals, vitestNotes, vitestTotals, type Totals } from './totals.ts';

const REPORTS = '.cache/test';
const ONE_FAILURE: Totals = { ...NOTHING, failed: 1 };

/** Builds the program the end-to-end tests run. A program that cannot be built counts as one failure. */
export async function buildProgram(root: string): Promise<Totals> {
  const script = join(root, 'build/bundle.ts');
  if (!existsSync(script)) {
    console.log('bundle: skipped, build/bundle.ts does not exist');
    return NOTHING;
  }
  const { code } = await runCommand(process.execPath, [script]);
  return code === 0 ? NOTHING : ONE_FAILURE;
}

/** Unit, store, contract and device tests. */
export async function runVitest(root: string, args: readonly string[]): Promise<Totals> {
  const report = freshReport(root, 'vitest.json');
  const { code } = await runCommand(process.execPath, [
    join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args,
  ]);
  return existsSync(report) ? vitestTotals(readFileSync(report, 'utf8'), code) : ONE_FAILURE;
}

/** Names the tests of the last Vitest run that failed or passed only the second time. */
export function notesOfVitest(root: string): string[] {
  const report = join(root, REPORTS, 'vitest.json');
  return existsSync(report) ? vitestNotes(readFileSync(report, 'utf8')) : [];
}

/** End-to-end tests, both projects. */
export async function runPlaywright(root: string, args: readonly string[]): Promise<Totals> {
  if (!existsSync(join(root, 'playwright.config.ts'))) {
    console.log('end to end: skipped, playwright.config.ts does not exist');
    return NOTHING;
  }
  const report = freshReport(root, 'playwright.json');
  const chromium = findChromium();
  const { code } = await runCommand(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json', ...args],
    { environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...(chromium ? { DAYBOOK_CHROMIUM: chromium } : {}) } },
  );
  return existsSync(report) ? playwrightTotals(readFileSync(report, 'utf8'), code) : ONE_FAILURE;
}

/** A report of an earlier run must never be read for this one. */
function freshReport(root: string, name: string): string {
  const path = join(root, REPORTS, name);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}
