const SEPARATORS = [',', ';', '\t', '|'] as const;

/** The character between cells: the one that divides the first lines into the same, largest number of cells. */
export function detectSeparator(head: string): string {
  const lines = firstLines(head, 20);
  let [best, bestScore] = [',' as string, 0];
  for (const separator of SEPARATORS) {
    const counts = lines.map((line) => countOutsideQuotes(line, separator));
    const header = counts[0] ?? 0;
    const same = counts.filter((count) => count === header).length / Math.max(1, counts.length);
    const score = header * same;
    if (score > bestScore) [best, bestScore] = [separator, score];
  }
  return best;
}

/** Lines outside quotes, without empty ones; the last is left out when it may be cut off. */
function firstLines(text: string, most: number): string[] {
  const lines: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length && lines.length < most; i += 1) {
    const letter = text[i];
    if (letter === '"') quoted = !quoted;
    if (quoted || (letter !== '\n' && letter !== '\r')) continue;
    if (i > from) lines.push(text.slice(from, i));
    from = i + 1;
  }
  return lines.length === 0 ? [text] : lines;
}

function countOutsideQuotes(line: string, separator: string): number {
  let [count, quoted] = [0, false];
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) count += 1;
  }
  return count;
}
