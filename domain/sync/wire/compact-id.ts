const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** 12 bits in two characters. */
const PAIRS = Array.from({ length: 4096 }, (_, bits) => ALPHABET.charAt(bits >> 6) + ALPHABET.charAt(bits & 63));
/** By character code; -1 for a character that does not occur. */
const VALUE = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LENGTH = 22;

/**
 * A UUID in 22 characters: its 128 bits in base64url, so that 48 bits of time are whole characters which a
 * compressor finds again. Any other text is kept behind an equals sign.
 */
export function compactId(id: string): string {
  if (!UUID.test(id)) return `=${id}`;
  const hex = id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24);
  let text = '';
  for (let at = 0; at < 30; at += 3) text += PAIRS[parseInt(hex.slice(at, at + 3), 16)] ?? '';
  return text + (PAIRS[parseInt(hex.slice(30), 16) << 4] ?? '');
}

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
