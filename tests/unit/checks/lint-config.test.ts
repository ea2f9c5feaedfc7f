import { ESLint } from 'eslint';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

// The first text waits for the linter and the types of the language.
vi.setConfig({ testTimeout: 180_000 });

// The texts stand in for a file that exists, since the typed rules need it in a project.
const DOMAIN = 'domain/kit/time.ts';
const SCRIPT = 'build/check.ts';

const root = join(import.meta.dirname, '../../..');
// Two files need not wait for the types of all the others.
const scratch = mkdtempSync(join(root, 'node_modules/.lint-config-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const project = join(scratch, 'tsconfig.json');
writeFileSync(project, JSON.stringify({ extends: '../../tsconfig.json', include: [], files: [DOMAIN, SCRIPT].map((file) => `../../${file}`) }));

// A text that is not the file's own is only seen where the linter does not think that it runs once and ends, as it does under CI.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false, project, disallowAutomaticSingleRunInference: true } } },
});

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
  ['a forgotten promise', 'export const f = async (): Promise<void> => {}; f();', ['@typescript-eslint/no-floating-promises']],
  [
    'an open switch',
    'export function f(k: "p" | "q"): number { switch (k) { case "p": return 1; } return 2; }',
    ['@typescript-eslint/switch-exhaustiveness-check'],
  ],
  ['a function of 81 lines', `export function f(): void {${'\n'.repeat(80)}}`, ['max-lines-per-function']],
  ['a file of 501 lines', `${'\n'.repeat(500)}export const a = 1;`, ['max-lines']],
])('the domain may not hold %s', async (_name, code, rules) => {
  expect(await rulesBroken(DOMAIN, code)).toEqual(rules);
});

test('the same words are fine where they belong', async () => {
  expect(await rulesBroken(DOMAIN, 'export const a = (ms: number): Date => new Date(ms);')).toEqual([]);
  expect(await rulesBroken(SCRIPT, 'console.log(Date.now(), new Date(), process.pid);')).toEqual([]);
});
