import type { SimulatedFault } from '../simulator.ts';

/** A number that looks like chance and is always the same at the same moment. */
function scatter(seed: number): number {
  let x = (seed ^ 0x9e3779b9) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}

const evenParityBit = (byte: number): number => {
  let ones = 0;
  for (let bits = byte & 0x7f; bits; bits >>= 1) ones += bits & 1;
  return ones & 1 ? 0x80 : 0;
};

/**
 * What arrives of bytes when the line has a fault. Noise puts junk before them and, every other time, into them: junk as a
 * disturbed line makes it, with the top bit set. A fault of the device itself leaves its bytes alone.
 */
export function spoiled(bytes: Uint8Array, fault: SimulatedFault | null, ms: number): Uint8Array {
  if (bytes.length === 0) return bytes;
  switch (fault) {
    case 'silent':
    case 'unplug':
      return new Uint8Array(0);
    case 'cut':
      return bytes.slice(0, scatter(ms) % bytes.length);
    case 'wrong-parity':
      return bytes.map((byte) => byte ^ evenParityBit(byte));
    case 'noise': {
      const junk = Uint8Array.from({ length: scatter(ms) % 6 }, (_, at) => 0x80 | scatter(ms + at + 1));
      const noisy = new Uint8Array(junk.length + bytes.length);
      noisy.set(junk);
      noisy.set(bytes, junk.length);
      if (scatter(ms + 77) & 1) noisy[junk.length + (scatter(ms + 99) % bytes.length)]! |= 0x80;
      return noisy;
    }
    case 'bad-checksum':
    case 'low-battery':
    case 'sensor-off':
    case 'stuck':
    case null:
      return bytes;
  }
}

export const nothing = new Uint8Array(0);
