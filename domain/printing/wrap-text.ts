import { graphemes } from './printable-text.ts';

/** Width of a piece of text in the unit of the limit: columns, dots or points. */
export type Measure = (text: string) => number;

/**
 * Breaks one line of printable text into at most `maxLines` lines no wider than `limit`: at spaces where it
 * can, inside a word where it must. When text is left over the last line ends in `ellipsis`.
 */
export function wrapText(text: string, limit: number, maxLines: number, measure: Measure, ellipsis: string): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < maxLines) {
    const line = firstLine(rest, limit, measure);
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  const last = lines.at(-1);
  if (rest !== '' && last !== undefined) lines[lines.length - 1] = clip(last, limit, measure, ellipsis);
  return lines;
}

/** The whole text when it fits, else as much as fits with the ellipsis behind it. */
export function clip(text: string, limit: number, measure: Measure, ellipsis: string): string {
  const parts = graphemes(text);
  const kept = longestFit(parts.length, (n) => measure(parts.slice(0, n).join('').trimEnd() + ellipsis) <= limit);
  return parts.slice(0, kept).join('').trimEnd() + ellipsis;
}

function firstLine(text: string, limit: number, measure: Measure): string {
  if (measure(text) <= limit) return text;
  const words = text.split(/(?<= )/u);
  const fitting = longestFit(words.length, (n) => measure(words.slice(0, n).join('').trimEnd()) <= limit);
  if (fitting > 0) return words.slice(0, fitting).join('');
  const parts = graphemes(words[0] ?? text);
  // One letter always goes, however narrow the paper: otherwise the loop above would never end.
  const kept = Math.max(1, longestFit(parts.length, (n) => measure(parts.slice(0, n).join('')) <= limit));
  return parts.slice(0, kept).join('');
}

/** Largest n in 0…count for which `fits` holds, given that shorter always fits when longer does. */
function longestFit(count: number, fits: (n: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
