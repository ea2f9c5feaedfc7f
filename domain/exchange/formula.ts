/**
 * Spreadsheet programs run a cell of a CSV file that begins like a formula, also after blanks and in full-width form.
 * An apostrophe in front makes it text; it is put in front of every such cell and taken off again on import, so the
 * text itself never changes. Source: OWASP, "CSV Injection".
 */
const STARTS = '[\\s\\u0000\\ufeff\\u200b-\\u200f]*[=+\\-@\\t\\r\\n|%\\uff1d\\uff0b\\uff0d\\uff20\\u2212]';
const DANGEROUS = new RegExp(`^'*(?:${STARTS}|[\\t\\r\\n])`, 'u');
const DEFUSED = new RegExp(`^'+(?:${STARTS}|[\\t\\r\\n])`, 'u');

/** The text as it may stand in a CSV cell. */
export const defuse = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** What `defuse` was given. */
export const undefuse = (cell: string): string => (DEFUSED.test(cell) ? cell.slice(1) : cell);
