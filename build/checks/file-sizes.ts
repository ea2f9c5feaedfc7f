import type { Finding, Verdict } from './finding.ts';
import { isCode, type Tree } from './tree.ts';

const LONGEST = 500;
const NINE_IN_TEN = 300;
const HALF = 90;

/** Half the files under 90 lines is an aim that is printed; the other two limits fail the check. */
export function fileSizes(tree: Tree): Verdict {
  const sizes = tree.paths.filter(isCode).map((file) => ({ file, lines: lineCount(tree.read(file)) }));
  if (sizes.length === 0) return { findings: [] };
  const sorted = sizes.map((s) => s.lines).sort((a, b) => a - b);
  const p50 = rank(sorted, 0.5);
  const p90 = rank(sorted, 0.9);
  const findings: Finding[] = sizes
    .filter((s) => s.lines > LONGEST)
    .map((s) => ({ file: s.file, what: `${s.lines} lines: split it by concept (at most ${LONGEST})` }));
  if (p90 > NINE_IN_TEN) findings.push({ what: `one file in ten has more than ${p90} lines (at most ${NINE_IN_TEN})` });
  const aim = p50 < HALF ? '' : `, above the aim of ${HALF}`;
  return { findings, note: `${sorted.length} files, lines p50 ${p50}${aim}, p90 ${p90}, max ${sorted.at(-1) ?? 0}` };
}

function lineCount(text: string): number {
  if (text === '') return 0;
  const breaks = text.split('\n').length;
  return text.endsWith('\n') ? breaks - 1 : breaks;
}

function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
