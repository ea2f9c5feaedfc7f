const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** 12 bits in two characters. */
const PAIRS = Array.from({ length: 4096 }, (_, bits) => ALPHABET.charAt(bits >> 6) + ALPHABET.charAt(bits & 63));
/** By character code; -1 for a character that does not occur. */
const VALUE = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i;
const LENGTH = 22;

/**
 * A UUID in 22 characters: its 128 bits in base64url, so that 48 bits of time are whole characters which a
 * compressor finds again. Any other text is kept behind an equals sign.
 */
export function compactId(id: string): string {
  if (id.length !== 36 || DASHES.some((at) => id.charCodeAt(at) !== DASH)) return `=${id}`;
  let text = '';
  // A character that is no digit makes all that follows negative.
  for (let digit = 0; digit < 30; digit += 3) {
    const bits = (digitAt(id, digit) << 8) | (digitAt(id, digit + 1) << 4) | digitAt(id, digit + 2);
    if (bits < 0) return `=${id}`;
    text += PAIRS[bits] ?? '';
  }
  const last = (digitAt(id, 30) << 8) | (digitAt(id, 31) << 4);
  return last < 0 ? `=${id}` : text + (PAIRS[last] ?? '');
}

const DASH = '-'.charCodeAt(0);
const DASHES = [8, 13, 18, 23] as const;
/** Of a digit in lower case by its character code; -1 for any other character. */
const HEX = new Int8Array(128).fill(-1);
for (let i = 0; i < 16; i++) HEX[i.toString(16).charCodeAt(0)] = i;
const digitAt = (id: string, digit: number): number => HEX[id.charCodeAt(PLACES[digit] ?? 0)] ?? -1;

/** Where each of a UUID's 32 digits stands in its text. */
const PLACES = Uint8Array.from({ length: 32 }, (_, digit) => digit + [8, 12, 16, 20].filter((before) => digit >= before).length);
const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** The id being read, as character codes; its dashes never change. */
const codes: number[] = new Array<number>(36).fill('-'.charCodeAt(0));

/** The id a compact one stands for; undefined when it is not one. */
export function idOf(compact: string): string | undefined {
  if (compact.charCodeAt(0) === EQUALS) return compact.slice(1);
  if (compact.length !== LENGTH) return undefined;
  let digit = 0;
  for (let at = 0; at < LENGTH; at += 2) {
    const [high, low] = [valueAt(compact, at), valueAt(compact, at + 1)];
    if (high < 0 || low < 0) return undefined;
    const bits = (high << 6) | low;
    put(digit++, bits >> 8);
    put(digit++, (bits >> 4) & 15);
    if (digit < 32) put(digit++, bits & 15);
    else if ((bits & 15) !== 0) return undefined;
  }
  return String.fromCharCode(...codes);
}

const EQUALS = '='.charCodeAt(0);
const valueAt = (text: string, at: number): number => VALUE[text.charCodeAt(at)] ?? -1;
const put = (digit: number, value: number): void => { codes[PLACES[digit] ?? 0] = DIGITS[value] ?? 0; };
