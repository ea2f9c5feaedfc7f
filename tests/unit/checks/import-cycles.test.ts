import { expect, test } from 'vitest';
import { importCycles } from '#build/checks/import-cycles.ts';
import { treeOf } from '#build/checks/tree.ts';

const said = (files: Readonly<Record<string, string>>): string[] =>
  importCycles(treeOf(files)).findings.map(({ file, line, what }) => `${file}:${line} ${what}`);

test('a ring is told with the line that closes it into view, through relative and subpath imports', () => {
  expect(said({
    'domain/a.ts': `import { x } from 'zod';\nimport { b } from './b.ts';\nexport const a = [x, b];`,
    'domain/b.ts': `export { c } from '#domain/deep/c.ts';\nexport const b = 1;`,
    'domain/deep/c.ts': `import '../a.ts';\nexport const c = 1;`,
    'main/d.ts': `import { a } from '#domain/a.ts';\nexport const d = a;`,
  })).toEqual(['domain/a.ts:2 loads itself: domain/a.ts → domain/b.ts → domain/deep/c.ts → domain/a.ts']);
});

test.each([
  ['itself', `import { a } from './a.ts';`],
  ['all of it', `export * from './a.ts';`],
  ['all of it under a name', `import * as a from './a.ts';`],
  ['a value beside a type', `import { type T, a } from './a.ts';`],
  ['it later', `const a = await import('./a.ts');`],
  ['it with a question to the bundler', `import a from './a.ts?worker';`],
])('a module that loads %s', (_name, text) => {
  expect(said({ 'db/a.ts': text })).toEqual(['db/a.ts:1 loads itself: db/a.ts → db/a.ts']);
});

test.each([
  ['a type', `import type { T } from './b.ts';`],
  ['types alone', `import { type T, type U } from './b.ts';`],
  ['a type that is handed on', `export type { T } from './b.ts';`],
  ['a name in a text', `export const text = "import { b } from './b.ts'";`],
])('%s loads nothing', (_name, text) => {
  expect(said({ 'db/a.ts': text, 'db/b.ts': `import './a.ts';` })).toEqual([]);
});

test('each of two rings that share a module is told', () => {
  expect(said({
    'db/a.ts': `import './b.ts';\nimport './c.ts';`, 'db/b.ts': `import './a.ts';`, 'db/c.tsx': `export {};`, 'db/c.ts': `import './a.ts';`,
  })).toEqual(['db/a.ts:1 loads itself: db/a.ts → db/b.ts → db/a.ts', 'db/a.ts:2 loads itself: db/a.ts → db/c.ts → db/a.ts']);
});
