/**
 * Samples of a waveform as few bytes: the difference to what a straight line through the last two samples expects, in a
 * byte where it is small. What comes out is meant for a general packer, which finds the beats. spec: VIT-4
 */

const VERSION = 1;
/** Stands for a moment without signal; differences are written from 1 on. */
const NO_SIGNAL = 0;
/** No waveform of a device has more steps. */
export const TOP_LIMIT = 65_535;

export interface PackedSamples {
  /** Highest value a sample can have. */
  readonly top: number;
  readonly samples: readonly (number | null)[];
}

export function packSamples({ top, samples }: PackedSamples): Uint8Array {
  const bytes: number[] = [VERSION];
  putNumber(bytes, top);
  let before = 0;
  let last = 0;
  for (const sample of samples) {
    if (sample === null) {
      bytes.push(NO_SIGNAL);
      continue;
    }
    const expected = expect(before, last, top);
    const difference = sample - expected;
    putNumber(bytes, (difference >= 0 ? difference * 2 : -difference * 2 - 1) + 1);
    before = last;
    last = sample;
  }
  return Uint8Array.from(bytes);
}

/** Throws a RangeError for bytes that `packSamples` did not make. */
export function unpackSamples(bytes: Uint8Array): PackedSamples {
  if (bytes[0] !== VERSION) throw new RangeError('unknown form of samples');
  const reader = { bytes, at: 1 };
  const top = takeNumber(reader);
  const samples: (number | null)[] = [];
  let before = 0;
  let last = 0;
  while (reader.at < bytes.length) {
    const written = takeNumber(reader);
    if (written === NO_SIGNAL) {
      samples.push(null);
      continue;
    }
    const folded = written - 1;
    const sample = expect(before, last, top) + (folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2);
    samples.push(sample);
    before = last;
    last = sample;
  }
  return { top, samples };
}

/** Half of the last slope: a whole one overshoots at each beat's foot. */
function expect(before: number, last: number, top: number): number {
  return Math.max(0, Math.min(top, last + Math.trunc((last - before) / 2)));
}

function putNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function takeNumber(reader: { readonly bytes: Uint8Array; at: number }): number {
  let number = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined || scale > 2 ** 28) throw new RangeError('samples that end in the middle');
    reader.at += 1;
    number += (byte & 0x7f) * scale;
    if (byte < 0x80) return number;
  }
}
