import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { importVerdict } from '#build/checks/lint/import-verdict.ts';
import { layerImports } from '#build/checks/lint/layer-imports.ts';

const value = (file: string, specifier: string): string | undefined => importVerdict(file, specifier, false);
const type = (file: string, specifier: string): string | undefined => importVerdict(file, specifier, true);

describe('allowed', () => {
  test.each([
    ['domain/patients/names.ts', '#domain/kit/ids.ts'],
    ['domain/patients/names.ts', './phone.ts'],
    ['domain/patients/names.ts', 'zod'],
    ['db/open.ts', 'node:fs'],
    ['db/open.ts', '#domain/kit/ids.ts'],
    ['main/api/queue.ts', '#db/queries/queue.ts'],
    ['main/electron.ts', 'electron'],
    ['main/windows/desk.ts', 'electron'],
    ['preload/preload.ts', 'electron'],
    ['renderer/screens/desk/desk.tsx', '@mantine/core'],
    ['renderer/start.tsx', './style.css'],
    ['renderer/start.tsx', '#renderer/text/en/desk.json?raw'],
    // `server/db` is a folder of the server, not the layer of that name.
    ['server/http/users.ts', '../db/users.ts'],
    ['tests/db/open.test.ts', '#main/compose.ts'],
    ['eslint.config.js', './build/checks/lint/layer-imports.ts'],
  ])('%s may import %s', (file, specifier) => expect(value(file, specifier)).toBeUndefined());
});

describe('refused, naming the way out', () => {
  test.each([
    ['domain/a.ts', 'node:fs', 'argument'],
    ['domain/a.ts', 'fs', 'argument'],
    ['domain/a.ts', 'react', 'argument'],
    ['domain/a.ts', '#db/open.ts', 'argument'],
    ['db/a.ts', '#main/compose.ts', 'belongs in main'],
    ['db/a.ts', 'react', 'belongs in main'],
    ['main/api/queue.ts', '#renderer/start.tsx', 'belongs in domain'],
    ['main/api/queue.ts', 'electron', 'take a port'],
    ['renderer/start.tsx', '#main/compose.ts', '#renderer/api'],
    ['renderer/start.tsx', '@orpc/server', '#renderer/api'],
    ['renderer/start.tsx', '@orpc/server/node', '#renderer/api'],
    ['renderer/start.tsx', 'node:path', '#renderer/api'],
    ['server/start.ts', '#db/open.ts', 'belongs in domain'],
    ['preload/preload.ts', '#domain/contract/contract.ts', 'import type'],
    ['db/a.ts', '../domain/kit/ids.ts', '#domain/kit/ids.ts'],
    ['db/a.ts', './open', 'extension'],
    ['db/a.ts', '#domain/kit/ids', 'extension'],
    ['db/a.ts', '#elsewhere/x.ts', 'not a subpath'],
  ])('%s must not import %s', (file, specifier, hint) => expect(value(file, specifier)).toContain(hint));
});

test('preload takes the contract as types, and nothing else as types either', () => {
  expect(type('preload/preload.ts', '#domain/contract/contract.ts')).toBeUndefined();
  expect(type('preload/preload.ts', '#domain/kit/ids.ts')).toContain('preload must not import domain');
});

describe('the rule sees every way of importing', () => {
  const linter = new Linter({ cwd: '/project' });
  const lint = (code: string): number => linter.verify(code, {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser as Linter.Parser },
    plugins: { layer: { rules: { imports: layerImports as never } } },
    rules: { 'layer/imports': 'error' },
  }, '/project/preload/a.ts').length;

  test.each([
    `import { x } from '#db/x.ts';`,
    `import '#db/x.ts';`,
    `export * from '#db/x.ts';`,
    `export { x } from '#db/x.ts';`,
    `const x = await import('#db/x.ts');`,
    `type X = import('#db/x.ts').X;`,
    `import { type X, y } from '#domain/contract/x.ts';`,
  ])('%s', (code) => expect(lint(code)).toBe(1));

  test.each([
    `import type { X } from '#domain/contract/x.ts';`,
    `import { type X } from '#domain/contract/x.ts';`,
    `export type { X } from '#domain/contract/x.ts';`,
    `const x = 1; export { x };`,
  ])('%s is fine', (code) => expect(lint(code)).toBe(0));
});
