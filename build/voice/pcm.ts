/** One channel of sound, samples from −1 to 1. */
export type Pcm = { readonly rate: number; readonly samples: Float32Array };

/** Reads 16-bit mono PCM from a WAV file whose length fields a pipe may have left open, as espeak-ng's are. */
export function readWav(wav: Buffer): Pcm {
  if (wav.toString('latin1', 0, 4) !== 'RIFF') throw new Error('not a WAV file');
  let rate = 0;
  let at = 12;
  while (at + 8 <= wav.length) {
    const id = wav.toString('latin1', at, at + 4);
    const size = wav.readUInt32LE(at + 4);
    if (id === 'fmt ') rate = wav.readUInt32LE(at + 12);
    if (id === 'data') return { rate, samples: readSamples(wav.subarray(at + 8, Math.min(wav.length, at + 8 + size))) };
    at += 8 + size + (size % 2);
  }
  throw new Error('WAV file without data');
}

/** Samples of raw signed 16-bit little-endian sound. */
export function readSamples(raw: Buffer): Float32Array {
  return Float32Array.from({ length: Math.floor(raw.length / 2) }, (_, i) => raw.readInt16LE(i * 2) / 32_768);
}

export function writeSamples(samples: Float32Array): Buffer {
  const raw = Buffer.alloc(samples.length * 2);
  samples.forEach((value, i) => raw.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), i * 2));
  return raw;
}

/** Root mean square: 0 is silence, 1 the loudest square wave. Speech one can follow is above 0.01. */
export function rms(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

/** Cuts the silence at both ends, leaving `keepMs` so that soft consonants survive. */
export function trim(sound: Pcm, threshold = 0.01, keepMs = 15): Pcm {
  const loud = (value: number): boolean => Math.abs(value) > threshold;
  const first = sound.samples.findIndex(loud);
  if (first < 0) return { ...sound, samples: new Float32Array(0) };
  const keep = Math.round((keepMs * sound.rate) / 1000);
  const last = sound.samples.findLastIndex(loud);
  return { ...sound, samples: sound.samples.slice(Math.max(0, first - keep), last + keep + 1) };
}

/** Scales to the same loudness without clipping, and fades 5 ms at each end so that joints do not click. */
export function level(sound: Pcm, targetRms: number, peakLimit = 0.95): Pcm {
  const peak = sound.samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const gain = Math.min(targetRms / (rms(sound.samples) || 1), peakLimit / (peak || 1));
  const fade = Math.max(1, Math.round(sound.rate * 0.005));
  const length = sound.samples.length;
  return { ...sound, samples: sound.samples.map((value, i) => value * gain * Math.min(1, i / fade, (length - 1 - i) / fade)) };
}
