import { describe, expect, test } from 'vitest';
import { exactVersions } from '#build/checks/exact-versions.ts';
import { fileNames } from '#build/checks/file-names.ts';
import { fileSizes } from '#build/checks/file-sizes.ts';
import { formatFinding } from '#build/checks/finding.ts';
import { leftovers } from '#build/checks/leftovers.ts';
import { machineTraces } from '#build/checks/machine-traces.ts';
import { topLevel } from '#build/checks/top-level.ts';
import { treeOf } from '#build/checks/tree.ts';

const lines = (n: number): string => 'x\n'.repeat(n);

describe('file sizes', () => {
  test('500 lines are the most, and data is not counted', () => {
    const { findings } = fileSizes(treeOf({ ...small(20), 'db/long.ts': lines(501), 'db/full.ts': lines(500), 'db/data.json': lines(9000) }));
    expect(findings.map((f) => f.file)).toEqual(['db/long.ts']);
  });
  test('nine in ten stay within 300', () => {
    const two = { 'db/a.ts': lines(301), 'db/b.ts': lines(301) };
    expect(fileSizes(treeOf({ ...small(18), ...two })).findings).toEqual([]);
    expect(fileSizes(treeOf({ ...small(17), ...two })).findings).toHaveLength(1);
  });
  test('the distribution is reported', () => {
    expect(fileSizes(treeOf({ 'a.ts': lines(95), 'b.ts': 'no break at the end' })).note).toBe('2 files, lines p50 1, p90 95, max 95');
    expect(fileSizes(treeOf({ 'a.ts': lines(95) })).note).toContain('above the aim of 90');
  });
  const small = (n: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`domain/f${i}.ts`, lines(10)]));
});

describe('file names', () => {
  const refused = (...paths: string[]): (string | undefined)[] =>
    fileNames(treeOf(Object.fromEntries(paths.map((p) => [p, ''])))).findings.map((f) => f.file);

  test('kebab-case files and folders', () => {
    expect(refused('main/callNext.ts', 'renderer/Desk/desk.tsx', 'db/call_next.ts')).toEqual(
      expect.arrayContaining(['main/callNext.ts', 'renderer/Desk', 'db/call_next.ts']),
    );
    expect(refused('db/migrations/0010-patients.ts', 'tests/unit/a.test.ts', '.ci/run', 'README.md', '.editorconfig', 'eslint.config.js')).toEqual([]);
  });
  test('names that say nothing, also inside a longer one', () => {
    expect(refused('domain/utils/a.ts', 'main/string-helpers.ts', 'db/common.ts', 'main/device-manager.ts')).toHaveLength(4);
    expect(refused('domain/clinical/commonwealth.ts')).toEqual([]);
  });
});

describe('top level', () => {
  const readme = lines(12);
  test('known names pass, others are sent to their layer', () => {
    const files = { 'domain/a.ts': '', 'domain/README.md': readme, 'package.json': '', 'vite.config.ts': '', 'notes.txt': '', 'lib/x.ts': '' };
    expect(topLevel(treeOf(files)).findings.map((f) => f.file)).toEqual(['lib', 'notes.txt']);
  });
  test('a folder has a README of 10 to 30 lines', () => {
    const at = (n: number): number => topLevel(treeOf({ 'db/a.ts': '', 'db/README.md': lines(n) })).findings.length;
    expect([9, 10, 30, 31].map(at)).toEqual([1, 0, 0, 1]);
    expect(topLevel(treeOf({ 'db/a.ts': '' })).findings).toHaveLength(1);
  });
});

describe('machine traces', () => {
  const hits = (text: string, path = 'main/a.ts'): number => machineTraces(treeOf({ [path]: text })).findings.length;
  const slash = '/';
  test.each([
    `const a = '${slash}home/ada/clinic';`,
    `see ${slash}Users/ada/x`,
    `open "C:${'\\'}Users${'\\'}ada"`,
    `cd ${slash}work/project`,
    `https://${'registry'}.example.org/x`,
    `https://${'npm'}.example.org/x`,
  ])('%s', (text) => expect(hits(text)).toBe(1));
  test('ordinary paths and hosts pass', () => {
    expect(hits(`'/api/work/1', '/homeland/', 'npm run check', '../shared/data', 'https://hl7.org/fhir'`)).toBe(0);
  });
  test('the lock file holds no download addresses', () => {
    const line = (scheme: string): string => `{ "${'resolved'}": "${scheme}://x/a.tgz" }`;
    expect(hits(line('https'), 'package-lock.json')).toBe(1);
    expect(hits(`{ "integrity": "sha512-${'registry'}.x.org" }`, 'package-lock.json')).toBe(0);
  });
});

test('notes to oneself, unsettled merges and focused tests', () => {
  const { findings } = leftovers(treeOf({
    'main/a.ts': `// ${'TO'}DO later\nconst todo = 1;`,
    'tests/unit/a.test.ts': `test('a', f);\ntest${'.only'}('b', f);\nsuite${'.only'}('c', f);`,
    'main/b.ts': `list${'.only'}(1)`,
    'main/README.md': `a\n${'<'.repeat(7)} HEAD\nb\n=======\nc\n${'>'.repeat(7)} other\n`,
    'tests/unit/b.bin': `${'FIX'}ME`,
  }));
  expect(findings.map(formatFinding)).toEqual([
    'main/README.md:2  two versions of one place: keep what both mean',
    'main/README.md:6  two versions of one place: keep what both mean',
    'main/a.ts:1  a note to oneself: do it, or open an issue',
    'tests/unit/a.test.ts:2  runs one test and silently skips the rest',
    'tests/unit/a.test.ts:3  runs one test and silently skips the rest',
  ]);
});

test('dependency versions are exact', () => {
  const manifest = {
    dependencies: { a: '1.2.3', b: '^1.2.3', c: 'npm:@scope/other@13.0.3', d: 'npm:other@13' },
    devDependencies: { e: '18.4.0-beta.17', f: 'latest', g: 'git+https://x/y', h: '*', i: '1.2.3 || 2.0.0' },
  };
  const { findings } = exactVersions(treeOf({ 'package.json': JSON.stringify(manifest) }));
  expect(findings.map((f) => f.what.split(' ')[0])).toEqual(['dependencies.b', 'dependencies.d', 'devDependencies.f', 'devDependencies.g', 'devDependencies.h', 'devDependencies.i']);
});
