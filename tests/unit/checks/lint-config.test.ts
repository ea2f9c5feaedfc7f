import { ESLint } from 'eslint';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DOMAIN = 'domain/kit/time.ts';
const SCRIPT = 'build/check.ts';

const root = join(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: root });

/** Rules the project's own configuration reports for `code`, were it the text of `file`. */
async function rulesBroken(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return [...new Set((result?.messages ?? []).map((m) => m.ruleId ?? m.message))].sort();
}

test.each([
  ['Date.now() and Math.random()', 'export const a = [Date.now(), Math.random()];', ['no-restricted-properties']],
  ['the time of day', 'export const a = [new Date(), Date()];', ['no-restricted-syntax']],
  ['globals of Node and the browser', 'export const a = [crypto, process, document, fetch];', ['no-restricted-globals']],
  ['a default export', 'export default 1;', ['no-restricted-syntax']],
  ['console', 'console.log(1);', ['no-console']],
  ['any', 'export const a = (x: any): unknown => x;', ['@typescript-eslint/no-explicit-any']],
  ['a function of 81 lines', `export function f(): void {${'\n'.repeat(80)}}`, ['max-lines-per-function']],
  ['a file of 501 lines', `${'\n'.repeat(500)}export const a = 1;`, ['max-lines']],
])('the domain may not hold %s', async (_name, code, rules) => {
  expect(await rulesBroken(DOMAIN, code)).toEqual(rules);
});

test('the same words are fine where they belong', async () => {
  expect(await rulesBroken(DOMAIN, 'export const a = (ms: number): Date => new Date(ms);')).toEqual([]);
  expect(await rulesBroken(SCRIPT, 'console.log(Date.now(), new Date(), process.pid);')).toEqual([]);
});
