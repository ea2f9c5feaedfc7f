/** The two plain checksums of serial devices, over `from` (inclusive) to `to` (exclusive). */
export function sum8(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += bytes[at]!;
  return sum & 0xff;
}

export function xor8(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let xor = 0;
  for (let at = from; at < to; at += 1) xor ^= bytes[at]!;
  return xor;
}
