import type { Verdict } from './finding.ts';
import { findInLines, type LineRule } from './text-lines.ts';
import type { Tree } from './tree.ts';

const NOTES: LineRule = { pattern: new RegExp(`\\b(${'TO'}DO|${'FIX'}ME)\\b`), what: 'a note to oneself: do it, or open an issue' };
const FOCUS: LineRule = { pattern: /\b(test|it|describe|suite)\.only\s*\(/, what: 'runs one test and silently skips the rest' };
const CONFLICT: LineRule = { pattern: /^(<{7}|>{7}) /m, what: 'two versions of one place: keep what both mean' };
const WRITTEN = /\.(ts|tsx|js|cjs|mjs|css|html|md|yml|yaml|sh)$|^\.ci\//;

/** Notes to oneself, unsettled merges and focused tests do not outlive the afternoon they were written in. */
export function leftovers(tree: Tree): Verdict {
  const written = tree.paths.filter((path) => WRITTEN.test(path));
  const tests = tree.paths.filter((path) => path.startsWith('tests/') && /\.(ts|tsx)$/.test(path));
  return { findings: [...findInLines(tree, written, [NOTES, CONFLICT]), ...findInLines(tree, tests, [FOCUS])] };
}
