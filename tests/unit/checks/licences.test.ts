import { describe, expect, test } from 'vitest';
import { isAllowed } from '#build/checks/licences/expression.ts';
import { licences } from '#build/checks/licences/licences.ts';
import { importedPackages, shippedPlaces } from '#build/checks/licences/shipped-packages.ts';
import { treeOf } from '#build/checks/tree.ts';

describe('licence expressions', () => {
  test.each(['MIT', '(MIT OR GPL-3.0)', 'GPL-2.0 OR MIT', 'MIT AND BSD-3-Clause', '(MIT AND (GPL-3.0 OR ISC))'])('%s is fine', (text) =>
    expect(isAllowed(text)).toBe(true));
  test.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-3.0', 'GPL-3.0 AND MIT', 'UNLICENSED', 'SEE LICENSE IN x', '', '(MIT', 'MIT GPL-3.0', 'BSD'])('%s is not', (text) =>
    expect(isAllowed(text)).toBe(false));
});

const LOCK = {
  '': { dependencies: { run: '1.0.0' } },
  'node_modules/run': { version: '1.0.0', license: 'MIT', dependencies: { inner: '^2' } },
  'node_modules/run/node_modules/inner': { version: '2.0.0', license: 'ISC', dependencies: { deep: '^1' } },
  'node_modules/inner': { version: '1.0.0', license: 'GPL-3.0' },
  'node_modules/deep': { version: '1.0.0', license: 'MIT' },
  'node_modules/screen': { version: '3.0.0', dev: true, license: 'GPL-3.0' },
  'node_modules/tool': { version: '1.0.0', dev: true, license: 'GPL-3.0' },
  'node_modules/silent': { name: 'quiet', version: '1.0.0', dev: true },
};
const project = (code: string) => treeOf({ 'package-lock.json': JSON.stringify({ packages: LOCK }), 'renderer/a.tsx': code });

test('the version beside a package is taken before the one above it', () => {
  expect(shippedPlaces(LOCK, new Set())).toEqual(['node_modules/deep', 'node_modules/run', 'node_modules/run/node_modules/inner']);
});

test('what shipped files import is found in every form but types', () => {
  const names = importedPackages(treeOf({
    'renderer/a.tsx': `import '@scope/style/a.css'; import type { T } from 'typed'; export * from 'again/deep';
      const b = import('late'); import './own.ts'; import fs from 'node:fs'; import x from '#domain/x.ts';`,
    'renderer/a.css': `@import '@fontsource/noto-sans/400.css';`,
    'tests/a.ts': `import 'vitest';`,
  }));
  expect([...names].sort()).toEqual(['@fontsource/noto-sans', '@scope/style', 'again', 'late']);
});

test('a tool may have any licence, a bundled package may not', () => {
  expect(licences(project(''), []).findings).toEqual([]);
  expect(licences(project(`import 'screen';`), []).findings.map((f) => f.what)).toEqual([
    'screen 3.0.0 is under GPL-3.0, which is not on the list of build/checks/licences',
  ]);
});

test('an unstated licence needs a written exception for that very version', () => {
  const exception = { name: 'quiet', version: '1.0.0', reason: 'the file says MIT' };
  const code = `import 'silent';`;
  expect(licences(project(code), []).findings[0]?.what).toContain('quiet 1.0.0 states no licence');
  expect(licences(project(code), [exception]).findings).toEqual([]);
  expect(licences(project(code), [{ ...exception, version: '0.9.0' }]).findings).toHaveLength(2);
});
