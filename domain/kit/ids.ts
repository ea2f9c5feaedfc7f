import type { Clock, Random } from './time.ts';

/** A UUIDv7 in its 36-character text form. Sortable by creation time, unique without a server. */
export type Id = string;

/** Makes UUIDv7 ids (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits. */
export function idSource(now: Clock, random: Random): () => Id {
  return () => {
    const bytes = random(new Uint8Array(16));
    const ms = now();
    bytes[0] = (ms / 2 ** 40) & 0xff;
    bytes[1] = (ms / 2 ** 32) & 0xff;
    bytes[2] = (ms / 2 ** 24) & 0xff;
    bytes[3] = (ms / 2 ** 16) & 0xff;
    bytes[4] = (ms / 2 ** 8) & 0xff;
    bytes[5] = ms & 0xff;
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    return format(bytes);
  };
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

function format(bytes: Uint8Array): Id {
  let text = '';
  bytes.forEach((byte, i) => {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[byte];
  });
  return text;
}
