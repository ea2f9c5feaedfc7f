/**
 * Code 128 (ISO/IEC 15417): the widths of bars and spaces in modules, beginning and ending with a bar.
 * One pattern a symbol: three bars and three spaces of eleven modules together.
 */
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 '
  + '223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 '
  + '132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 '
  + '121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 '
  + '421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ');
const STOP = '2331112';
const START_B = 104;
/** The value of a space in set B. */
const FIRST = 32;
const MODULUS = 103;

/** Begins a text that is made of GS1 element strings: FNC1 on paper, nothing in what most scanners type. */
export const GS1_START = '\u001d';
const [START_C, FNC1, TO_B, TO_C] = [105, 102, 100, 99];
/** Fewer digits than this cost as much in set C as in set B: two changes of set. */
const WORTH_C = 6;

/** The symbols of a text: start, characters, check. Set B, and digits of a GS1 text by twos in set C. Undefined for what set B does not hold. */
export function code128Symbols(text: string): readonly number[] | undefined {
  const isGs1 = text.startsWith(GS1_START);
  const content = isGs1 ? text.slice(1) : text;
  if (!/^[ -~]{1,60}$/.test(content)) return undefined;
  const [start = START_B, ...values] = isGs1 ? gs1Values(content) : [START_B, ...[...content].map(valueInB)];
  const sum = values.reduce((total, value, index) => total + value * (index + 1), start);
  return [start, ...values, sum % MODULUS];
}

const valueInB = (letter: string): number => (letter.codePointAt(0) ?? FIRST) - FIRST;

/** A GS1 text begins with a field's number, so in set C. */
function gs1Values(content: string): number[] {
  const parts = content.match(new RegExp(`(?:\\d\\d){${WORTH_C / 2},}|^(?:\\d\\d)+|\\D|\\d`, 'g')) ?? [];
  const values: number[] = [];
  let isC = true;
  for (const part of parts) {
    const wantsC = /^(?:\d\d)+$/.test(part);
    if (wantsC !== isC) values.push(wantsC ? TO_C : TO_B);
    isC = wantsC;
    values.push(...(wantsC ? (part.match(/../g) ?? []).map(Number) : [valueInB(part)]));
  }
  const [first = ''] = parts;
  // Where not even the first field is digits, it begins in set B.
  return /^\d\d/.test(first) ? [START_C, FNC1, ...values] : [START_B, FNC1, ...values.slice(1)];
}

/** Widths in modules, bar first, in turn with spaces; undefined for a text the set does not hold. */
export function code128Widths(text: string): readonly number[] | undefined {
  const symbols = code128Symbols(text);
  return symbols && [...symbols.map((symbol) => PATTERNS[symbol] ?? ''), STOP].flatMap((pattern) => [...pattern].map(Number));
}

/** The same for a square code, which says itself what it holds: GS1 fields with their numbers in brackets, as people read them. */
export const squareText = (text: string): string => (text.startsWith(GS1_START) ? text.slice(1).replace(/^01(\d{14})(\d\d)/, '(01)$1($2)') : text);
