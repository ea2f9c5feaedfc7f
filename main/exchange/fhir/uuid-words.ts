/** Words of 32 bits in a UUID. */
export const UUID_WORDS = 4;

const HYPHEN = 0x2d, NINE = 0x39, TEN_TO_A = 0x61 - 10;

/** Writes the first 32 hexadecimal digits (small letters) of a text, hyphens passed over, as four words. */
export function writeUuid(text: string, into: Int32Array, at: number): void {
  for (let word = 0, from = 0; word < UUID_WORDS; word += 1) {
    let value = 0;
    for (let digits = 0; digits < 8; from += 1) {
      const code = text.charCodeAt(from);
      if (code === HYPHEN) continue;
      value = (value << 4) | (code <= NINE ? code & 15 : code - TEN_TO_A);
      digits += 1;
    }
    into[at + word] = value;
  }
}

/** The UUID whose four words stand there. */
export function readUuid(from: Int32Array, at: number): string {
  const hex = Array.from(from.subarray(at, at + UUID_WORDS), (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
