const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** 12 bits in two characters and in three hexadecimal digits. */
const PAIRS = Array.from({ length: 4096 }, (_, bits) => ALPHABET.charAt(bits >> 6) + ALPHABET.charAt(bits & 63));
const HEX = Array.from({ length: 4096 }, (_, bits) => bits.toString(16).padStart(3, '0'));
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

/** The id a compact one stands for; undefined when it is not one. */
export function idOf(compact: string): string | undefined {
  if (compact.startsWith('=')) return compact.slice(1);
  if (compact.length !== LENGTH) return undefined;
  let hex = '';
  for (let at = 0; at < LENGTH; at += 2) {
    const [high, low] = [VALUE[compact.charCodeAt(at)] ?? -1, VALUE[compact.charCodeAt(at + 1)] ?? -1];
    if (high < 0 || low < 0) return undefined;
    const bits = (high << 6) | low;
    if (at < 20) hex += HEX[bits] ?? '';
    else if ((bits & 15) !== 0) return undefined;
    else hex += (HEX[bits >> 4] ?? '').slice(1);
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
