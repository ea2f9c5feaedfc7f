import { graphemes } from './printable-text.ts';
import type { Direction } from './documents.ts';

/**
 * The order in which the parts of a line stand on paper, left to right: the Unicode Bidirectional Algorithm
 * (UAX #9) for one line without explicit embeddings, which printable-text.ts removes. Rule names are UAX #9's.
 */
export interface BidiRun {
  /** In reading order, also when it runs right to left. */
  readonly text: string;
  readonly direction: Direction;
}

type Kind = 'L' | 'R' | 'AL' | 'EN' | 'AN' | 'ES' | 'ET' | 'CS' | 'NSM' | 'ON';

/** P2–P3: the direction of the first letter that has one, else `fallback`. */
export function directionOf(text: string, fallback: Direction): Direction {
  for (const char of text) {
    const kind = kindOf(char);
    if (kind === 'L') return 'ltr';
    if (kind === 'R' || kind === 'AL') return 'rtl';
  }
  return fallback;
}

/** @param base direction of the paragraph; see directionOf for a line that speaks for itself */
export function visualRuns(line: string, base: Direction): BidiRun[] {
  // A cluster moves as one; its first character decides for it (W1).
  const clusters = graphemes(line);
  const levels = levelsOf(clusters.map((cluster) => kindOf([...cluster][0] ?? ' ')), base === 'rtl' ? 1 : 0);
  return reorder(group(clusters, levels));
}

function kindOf(char: string): Kind {
  if (/[0-9\u06F0-\u06F9]/u.test(char)) return 'EN';
  if (/[\u0660-\u0669\u066B\u066C]/u.test(char)) return 'AN';
  if (/[+\-−]/u.test(char)) return 'ES';
  if (/[#$%°‰٪\p{Sc}]/u.test(char)) return 'ET';
  if (/[,./:\u00A0،]/u.test(char)) return 'CS';
  if (/[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(char)) return /\p{L}/u.test(char) ? 'AL' : 'ON';
  if (/[\p{Script=Hebrew}\p{Script=Nko}\p{Script=Adlam}]/u.test(char)) return 'R';
  if (/\p{M}/u.test(char)) return 'NSM';
  return /[\p{L}\p{N}]/u.test(char) ? 'L' : 'ON';
}

function levelsOf(kinds: readonly Kind[], base: 0 | 1): number[] {
  const resolved = resolveNeutrals(resolveNumbers(kinds, base), base);
  return resolved.map((kind) => {
    if (kind === 'L') return base === 0 ? 0 : 2;
    if (kind === 'R') return 1;
    return 2; // I1, I2: numbers stand left to right within their surroundings
  });
}

type Resolved = 'L' | 'R' | 'EN' | 'AN' | 'ON';

/** W1–W7: what digits and the signs between them count as, given the last letter before them. */
function resolveNumbers(kinds: readonly Kind[], base: 0 | 1): Resolved[] {
  const start: Kind = base === 1 ? 'R' : 'L';
  const work = [...kinds];
  let strong: Kind = start;
  for (const [i, kind] of work.entries()) {
    if (kind === 'NSM') work[i] = work[i - 1] ?? start;
    if (kind === 'L' || kind === 'R' || kind === 'AL') strong = kind;
    if (kind === 'EN' && strong === 'AL') work[i] = 'AN';
  }
  joinSeparators(work);
  joinTerminators(work);
  strong = start;
  return work.map((kind): Resolved => {
    if (kind === 'L' || kind === 'R' || kind === 'AL') strong = kind;
    if (kind === 'AL' || kind === 'R') return 'R';
    if (kind === 'EN') return strong === 'L' ? 'L' : 'EN';
    return kind === 'L' || kind === 'AN' ? kind : 'ON';
  });
}

/** W4: one separator between two numbers of a kind belongs to the number: 12:30, 3.5. */
function joinSeparators(work: Kind[]): void {
  for (let i = 1; i < work.length - 1; i += 1) {
    const [before, at, after] = [work[i - 1], work[i], work[i + 1]];
    if (before !== after || !before) continue;
    if (before === 'EN' && (at === 'ES' || at === 'CS')) work[i] = 'EN';
    if (before === 'AN' && at === 'CS') work[i] = 'AN';
  }
}

/** W5: signs such as % beside a European number belong to it. */
function joinTerminators(work: Kind[]): void {
  for (let i = 1; i < work.length; i += 1) if (work[i] === 'ET' && work[i - 1] === 'EN') work[i] = 'EN';
  for (let i = work.length - 2; i >= 0; i -= 1) if (work[i] === 'ET' && work[i + 1] === 'EN') work[i] = 'EN';
}

/** N1–N2: spaces and signs follow their neighbours when both agree (numbers count as R), else the paragraph. */
function resolveNeutrals(kinds: readonly Resolved[], base: 0 | 1): Resolved[] {
  const paragraph = base === 1 ? 'R' : 'L';
  const side = (kind: Resolved | undefined): 'L' | 'R' => {
    if (kind === undefined) return paragraph;
    return kind === 'L' ? 'L' : 'R';
  };
  const work = [...kinds];
  for (let i = 0; i < work.length; i += 1) {
    if (work[i] !== 'ON') continue;
    let end = i;
    while (work[end] === 'ON') end += 1;
    const before = side(work[i - 1]);
    work.fill(before === side(work[end]) ? before : paragraph, i, end);
    i = end;
  }
  return work;
}

interface Levelled { text: string; readonly level: number }

function group(clusters: readonly string[], levels: readonly number[]): Levelled[] {
  const runs: Levelled[] = [];
  for (const [i, cluster] of clusters.entries()) {
    const level = levels[i] ?? 0;
    const last = runs.at(-1);
    if (last?.level === level) last.text += cluster;
    else runs.push({ text: cluster, level });
  }
  return runs;
}

/** L2: from the highest level down to 1, every stretch at or above the level is turned round. */
function reorder(runs: Levelled[]): BidiRun[] {
  for (let level = 2; level >= 1; level -= 1) {
    for (let i = 0; i < runs.length; i += 1) {
      if ((runs[i]?.level ?? 0) < level) continue;
      let end = i;
      while ((runs[end]?.level ?? 0) >= level) end += 1;
      runs.splice(i, end - i, ...runs.slice(i, end).reverse());
      i = end;
    }
  }
  return runs.map(({ text, level }) => ({ text, direction: level % 2 === 1 ? 'rtl' : 'ltr' }));
}
