import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
// Inside the project, so that packages resolve as they do for the domain itself.
const scratch = mkdtempSync(join(root, 'node_modules/.domain-types-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Error lines of a text compiled exactly as the domain is. */
function compile(text: string): string[] {
  writeFileSync(join(scratch, 'snippet.ts'), text);
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({
    extends: '../../build/tsconfig/domain.json', include: ['snippet.ts'], exclude: [],
  }));
  const run = spawnSync(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '-p', scratch, '--singleThreaded'], { encoding: 'utf8' });
  return run.stdout.split('\n').filter((line) => line.includes('error'));
}

test('the domain sees neither DOM nor Node types, its packages included', () => {
  const names = ['document', 'window', 'fetch', 'localStorage', 'process', 'Buffer', 'setTimeout', 'console'];
  const lines = compile(`import { z } from 'zod';\nimport { oc } from '@orpc/contract';\nexport const a = [z, oc,\n${names.join(',\n')}];`);
  const refused = names.filter((name) => lines.some((line) => line.includes(`'${name}'`)));
  expect(refused).toEqual(names);
  expect(lines).toHaveLength(names.length);
});

test('what the language itself brings is there', () => {
  expect(compile('export const a = [new Date(0), Intl.NumberFormat, new Map(), new Uint8Array(2).toSorted()];')).toEqual([]);
});
