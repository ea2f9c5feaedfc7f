/** A term of a list. */
export interface ReadTerm {
  readonly system: string;
  readonly code: string;
  readonly title: string;
}

/** Why a line holds no term; `quote-open` where a cell begins with a quotation mark that ends nowhere. */
export const termFaults = ['no-code', 'no-title', 'code-long', 'title-long', 'quote-open'] as const;
export type TermFault = (typeof termFaults)[number];

/** `line` counts from 1 as an editor does; `text` is how it begins. */
export interface RefusedTerm { readonly line: number; readonly fault: TermFault; readonly text: string }

export interface ReadTermList {
  /** The plainest titles first: fewer words before more, then the shorter. */
  readonly terms: readonly ReadTerm[];
  readonly refused: readonly RefusedTerm[];
}

/** Most terms of one list. */
export const MOST_TERMS = 100_000;
const LONGEST_CODE = 60;
const LONGEST_TITLE = 400;
/** A quoted cell that goes on for longer was not closed where it should have been. */
const LONGEST_QUOTED = 2 * LONGEST_TITLE;
const SHOWN = 120;
/** First cells that name columns instead of holding a term. */
const HEADS: ReadonlySet<string> = new Set(['code', 'codigo', 'código', 'icd', 'icd10', 'icd-10', 'icd10cm', 'رمز', 'الرمز']);

/** Reads `code,title[,system]` lines of a CSV file; semicolons and tabs part cells as well, quoted cells may hold anything. A bad line is refused alone. */
export function readTermList(text: string, system: string): ReadTermList {
  const terms: ReadTerm[] = [];
  const refused: RefusedTerm[] = [];
  for (const { cells, line, broken } of rowsOf(text)) {
    const [code = '', title = '', own = ''] = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
    if (line === 1 && HEADS.has(code.toLowerCase())) continue;
    if (code === '' && title === '') continue;
    const fault = broken ? 'quote-open' : faultOf(code, title);
    if (fault === undefined) terms.push({ system: own === '' ? system : own, code, title });
    else refused.push({ line, fault, text: [code, title, own].filter((cell) => cell !== '').join(', ').slice(0, SHOWN) });
  }
  const weighed = terms.map((term) => ({ term, words: term.title.split(' ').length }));
  weighed.sort((a, b) => a.words - b.words || a.term.title.length - b.term.title.length);
  return { terms: weighed.map(({ term }) => term), refused };
}

function faultOf(code: string, title: string): TermFault | undefined {
  if (code === '') return 'no-code';
  if (title === '') return 'no-title';
  if (code.length > LONGEST_CODE) return 'code-long';
  return title.length > LONGEST_TITLE ? 'title-long' : undefined;
}

interface Row { readonly cells: readonly string[]; readonly line: number; readonly broken: boolean }

/** The cells of each line (RFC 4180). What follows the first cell parts all others. */
function* rowsOf(text: string): Generator<Row> {
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  const parting = /^(?:"(?:[^"]|"")*"|[^",;\t\r\n]*)([,;\t])/.exec(clean)?.[1] ?? ',';
  let cells: string[] = [];
  let broken = false;
  let line = 1;
  let begin = 0;
  let at = 0;
  while (at < clean.length) {
    const read = cellAt(clean, at, parting);
    cells.push(read.cell);
    broken ||= read.broken;
    const ended = read.next >= clean.length || clean[read.next] !== parting;
    at = read.next + 1;
    if (!ended) {
      // A file may end right after the sign that parts cells.
      if (at >= clean.length) cells.push('');
      else continue;
    }
    yield { cells, line, broken };
    if (clean[read.next] === '\r' && clean[at] === '\n') at += 1;
    line += linesIn(clean.slice(begin, at));
    [cells, broken, begin] = [[], false, at];
  }
  if (cells.length > 0) yield { cells, line, broken };
}

const linesIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

interface Cell { readonly cell: string; readonly next: number; readonly broken: boolean }

/** A cell and where it ends. A quoted one whose closing mark is missing, or does not stand at the end of a cell, ends with its line: the lines after it are not lost in it. */
function cellAt(text: string, from: number, parting: string): Cell {
  const quoted = text[from] === '"';
  if (quoted) {
    let cell = '';
    let at = from + 1;
    while (at - from <= LONGEST_QUOTED) {
      const quote = text.indexOf('"', at);
      if (quote < 0) break;
      cell += text.slice(at, quote);
      if (text[quote + 1] !== '"') {
        const next = endOfCell(text, quote + 1, parting);
        if (cell.length > LONGEST_QUOTED || text.slice(quote + 1, next).trim() !== '') break;
        return { cell, next, broken: false };
      }
      cell += '"';
      at = quote + 2;
    }
  }
  const next = endOfCell(text, from, parting);
  return { cell: text.slice(from, next), next, broken: quoted };
}

function endOfCell(text: string, from: number, parting: string): number {
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === parting || letter === '\n' || letter === '\r') return at;
  }
  return text.length;
}
