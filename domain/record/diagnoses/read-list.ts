/** One line of a list of terms; `line` counts from 1. */
export interface ReadTerm {
  readonly system: string;
  readonly code: string;
  readonly title: string;
}

export interface ReadTermList {
  /** The plainest titles first: fewer words before more, then the shorter. */
  readonly terms: readonly ReadTerm[];
  /** Lines without a code or a title, or with one too long to be any. */
  readonly refused: number;
  readonly firstRefused: number | null;
}

/** Most terms of one list. */
export const MOST_TERMS = 100_000;
const LONGEST_CODE = 60;
const LONGEST_TITLE = 400;
/** First cells that name columns instead of holding a term. */
const HEADS: ReadonlySet<string> = new Set(['code', 'codigo', 'código', 'icd', 'icd10', 'icd-10', 'icd10cm', 'رمز', 'الرمز']);

/** Reads `code,title[,system]` lines of a CSV file; semicolons and tabs part cells as well, quoted cells may hold anything. */
export function readTermList(text: string, system: string): ReadTermList {
  const terms: ReadTerm[] = [];
  let refused = 0;
  let firstRefused: number | null = null;
  let line = 0;
  for (const cells of rowsOf(text)) {
    line += 1;
    const [code = '', title = '', own = ''] = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
    if (line === 1 && HEADS.has(code.toLowerCase())) continue;
    if (code === '' && title === '') continue;
    if (code === '' || title === '' || code.length > LONGEST_CODE || title.length > LONGEST_TITLE) {
      refused += 1;
      firstRefused ??= line;
    } else terms.push({ system: own === '' ? system : own, code, title });
  }
  const weighed = terms.map((term) => ({ term, words: term.title.split(' ').length }));
  weighed.sort((a, b) => a.words - b.words || a.term.title.length - b.term.title.length);
  return { terms: weighed.map(({ term }) => term), refused, firstRefused };
}

/** The cells of each line (RFC 4180). What follows the first cell parts all others. */
function* rowsOf(text: string): Generator<string[]> {
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  const parting = /^(?:"(?:[^"]|"")*"|[^",;\t\r\n]*)([,;\t])/.exec(clean)?.[1] ?? ',';
  let cells: string[] = [];
  let at = 0;
  while (at < clean.length) {
    const { cell, next } = cellAt(clean, at, parting);
    cells.push(cell);
    const ended = next >= clean.length || clean[next] !== parting;
    at = next + 1;
    if (!ended) {
      // A file may end right after the sign that parts cells.
      if (at >= clean.length) cells.push('');
      else continue;
    }
    yield cells;
    cells = [];
    if (clean[next] === '\r' && clean[at] === '\n') at += 1;
  }
  if (cells.length > 0) yield cells;
}

function cellAt(text: string, from: number, parting: string): { cell: string; next: number } {
  if (text[from] === '"') {
    let cell = '';
    let at = from + 1;
    while (at < text.length) {
      const quote = text.indexOf('"', at);
      // A quote that is never closed: the rest of the file would be one cell.
      if (quote < 0) break;
      cell += text.slice(at, quote);
      if (text[quote + 1] !== '"') return { cell, next: endOfCell(text, quote + 1, parting) };
      cell += '"';
      at = quote + 2;
    }
  }
  const next = endOfCell(text, from, parting);
  return { cell: text.slice(from, next), next };
}

function endOfCell(text: string, from: number, parting: string): number {
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === parting || letter === '\n' || letter === '\r') return at;
  }
  return text.length;
}
