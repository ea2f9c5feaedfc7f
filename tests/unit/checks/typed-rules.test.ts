import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const scratch = mkdtempSync(join(tmpdir(), 'daybook-typed-rules-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What the rule is called → texts it is to refuse. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'no-floating-promises': ['export const f = async (): Promise<void> => {}; f();'],
  'no-misused-promises': [
    'export const f = (): void => { [1].forEach(async () => {}); };',
    'export const f = async (): Promise<boolean> => true; if (f()) f().catch(() => undefined);',
  ],
  'await-thenable': ['export const f = async (): Promise<number> => await 3;'],
  'only-throw-error': ["export function f(): never { throw 'words'; }"],
  'switch-exhaustiveness-check': [
    "export function f(k: 'p' | 'q'): number { switch (k) { case 'p': return 1; } return 2; }",
    "export function f(k: string): number { switch (k) { case 'p': return 1; } return 2; }",
  ],
};
const FINE = [
  "export function f(k: 'p' | 'q'): number { switch (k) { case 'p': return 1; default: return 2; } }",
  'export const f = async (): Promise<number> => 3; export const g = async (): Promise<number> => (await f()) + 1;',
];
/** An attribute may be given an asynchronous function. */
const FINE_ATTRIBUTE = 'export const Screen = () => <button onClick={async () => { await Promise.resolve(1); }} />;';

let said: readonly { readonly code: string; readonly filename: string }[] = [];

// All texts in one go: what costs is to read the types of the language.
beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'), 'junction');
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: { types: [] }, include: ['*.ts', '*.tsx'] }));
  for (const [rule, texts] of Object.entries(REFUSED)) texts.forEach((text, i) => { writeFileSync(join(scratch, `${rule}-${String(i)}.ts`), text); });
  FINE.forEach((text, i) => { writeFileSync(join(scratch, `fine-${String(i)}.ts`), text); });
  writeFileSync(join(scratch, 'fine-attribute.tsx'), FINE_ATTRIBUTE);
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-c', join(root, 'build/checks/oxlint.json'), '--format=json', ...readdirSync(scratch).filter((name) => /\.tsx?$/.test(name))], { cwd: scratch, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`${stdout}\n${stderr}`);
  said = (JSON.parse(stdout) as { diagnostics: typeof said }).diagnostics;
});

const rulesBrokenBy = (file: string): string[] => [...new Set(said.filter(({ filename }) => filename === file).map(({ code }) => code))];

test.each(Object.entries(REFUSED).flatMap(([rule, texts]) => texts.map((text, i) => [rule, text, `${rule}-${String(i)}.ts`] as const)))('%s refuses %s', (rule, _text, file) => {
  expect(rulesBrokenBy(file)).toEqual([`typescript(${rule})`]);
});

test('what is in order is left alone', () => {
  expect(said.filter(({ filename }) => filename.startsWith('fine'))).toEqual([]);
});
