import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** What a file of the page imports of our own at once; what is imported when it is called comes later. */
function importedAtOnce(file: string, code: string): string[] {
  const specifiers = [...code.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gmu)].map(([, from, alone]) => from ?? alone ?? '');
  return specifiers
    .map((name) => (name.startsWith('#') ? join(ROOT, name.slice(1)) : name.startsWith('.') ? resolve(dirname(file), name) : ''))
    .filter((path) => /\.tsx?$/u.test(path) && existsSync(path));
}

function firstFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const waiting = [join(ROOT, 'renderer/main.tsx')];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    const code = readFileSync(file, 'utf8');
    files.set(file, code);
    waiting.push(...importedAtOnce(file, code));
  }
  return files;
}

test('every sentence of the program\'s first screen comes with it', () => {
  const files = firstFiles();
  const areas = new Set([...files.values()].flatMap((code) => [...code.matchAll(/\bt\(\s*['`]([a-z][a-z-]*)\./gu)].map(([, area]) => area)));
  const first = readFileSync(join(ROOT, 'renderer/text/first-english.ts'), 'utf8');
  expect(files.size).toBeGreaterThan(30);
  expect([...areas].filter((area) => !first.includes(`./en/${String(area)}.json`))).toEqual([]);
  expect([...areas]).toEqual(expect.arrayContaining(['sign-in', 'errors', 'everywhere', 'roles']));
});
