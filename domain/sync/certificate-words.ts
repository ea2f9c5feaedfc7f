/** Digits and letters that are not mistaken for one another on paper, as in codes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 6;

/**
 * A server's certificate as people compare it by eye, at the server and at a PC: the first 120 bits of its SHA-256 in six
 * groups of four. Nobody can make another certificate with the same ones.
 */
export function certificateWords(sha256: Uint8Array): string {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of sha256) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5 && text.length < GROUPS * 4; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return text.match(/.{4}/g)?.join(' ') ?? text;
}
