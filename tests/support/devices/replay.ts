/** Replays a device's bytes in every way in which a line may deliver them. Chunks mean nothing: the outcome must not differ. */
import { expect } from 'vitest';
import { Seeded } from '#domain/synthetic/seeded.ts';
import { joinBytes } from '#main/devices/bytes/join.ts';
import type { Decoded, Driver } from '#main/devices/driver.ts';

/** `02 70 04` as bytes. */
export const hex = (text: string): Uint8Array => Uint8Array.from(text.trim().split(/\s+/).filter(Boolean), (byte) => Number.parseInt(byte, 16));
export const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
/** Characters up to 255 as bytes; everything else as UTF-8. */
export const text = (line: string): Uint8Array => new Uint8Array(Buffer.from(line, /^[\0-\u00ff]*$/.test(line) ? 'latin1' : 'utf8'));

export const joined = joinBytes;
export const repeated = (bytes: Uint8Array, times: number): Uint8Array => joined(...Array.from({ length: times }, () => bytes));

/** One frame as the driver gave it. */
export interface Given {
  readonly raw: string;
  readonly decoded: Decoded | null;
}

/** What a fresh framer and the decoder make of these chunks. */
export function givenBy(driver: Driver, chunks: Iterable<Uint8Array>): Given[] {
  const framer = driver.newFramer();
  const given: Given[] = [];
  for (const chunk of chunks) {
    for (const frame of framer.push(chunk)) given.push({ raw: toHex(driver.rawOf(frame)), decoded: driver.decode(frame) });
  }
  return given;
}

export interface ReplayOptions {
  /** How often the bytes are sent one after the other in a run; 4 unless said otherwise. */
  readonly copies?: number;
  /** Junk can look like this device's frames (no checksum): what comes of junk itself is not compared. */
  readonly weak?: boolean;
  /** Frames in `bytes`; 1 unless said otherwise. */
  readonly frames?: number;
  /** More junk than the usual, of this device's own kind. */
  readonly junk?: readonly Uint8Array[];
}

/**
 * Plays `bytes` (one good frame, or some) whole, byte by byte, split at every position, and with junk before, between and
 * behind; fails unless each way gives the same frames, and after junk all but two. Answers the frames of the whole.
 */
export function replayEveryWay(driver: Driver, bytes: Uint8Array, options: ReplayOptions = {}): Given[] {
  const { copies = 4, frames = 1, weak = false } = options;
  const run = repeated(bytes, copies);
  const whole = givenBy(driver, [run]);
  expect(whole.length, 'frames of the undisturbed line').toBeGreaterThan(copies * frames - 2);

  expect(givenBy(driver, Array.from(run, (byte) => Uint8Array.of(byte))), 'byte by byte').toEqual(whole);
  // Every position of the first frames, where a framer is not yet sure; of long ones, the first alone.
  const positions = Math.max(bytes.length + 2, Math.min(bytes.length * 3, 400));
  for (let at = 1; at < Math.min(run.length, positions); at += 1) {
    const split = givenBy(driver, [run.subarray(0, at), run.subarray(at)]);
    if (!same(split, whole)) expect(split, `split at ${at}`).toEqual(whole);
  }
  for (const junk of [...usualJunk(bytes), ...(options.junk ?? [])]) afterJunk(driver, bytes, junk, { copies, frames, weak });
  return whole;
}

function afterJunk(driver: Driver, bytes: Uint8Array, junk: Uint8Array, { copies, frames, weak }: { copies: number; frames: number; weak: boolean }): void {
  const run = repeated(bytes, copies);
  const good = new Set(givenBy(driver, [run]).map((each) => JSON.stringify(each)));
  const framer = driver.newFramer();
  const where = `junk ${toHex(junk.subarray(0, 12))}… (${junk.length} bytes)`;
  framer.push(junk);
  for (let turn = 0; turn < 2; turn += 1) {
    const given = framer.push(run).map((frame) => JSON.stringify({ raw: toHex(driver.rawOf(frame)), decoded: driver.decode(frame) }));
    // What junk turned into by itself does not count as found.
    const found = given.filter((each) => good.has(each));
    if (!weak) expect(given.filter((each) => !good.has(each)), where).toEqual([]);
    expect(found.length, `frames found after ${where}`).toBeGreaterThanOrEqual(copies * frames - 2);
    framer.push(junk);
  }
}

/** Junk that every line knows: quiet levels, noise, and halves of the device's own frames. */
function usualJunk(bytes: Uint8Array): Uint8Array[] {
  const random = new Seeded(bytes.length, 0x1a7e);
  const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));
  const flipped = Uint8Array.from(bytes);
  flipped[bytes.length - 1]! ^= 0x21;
  return [
    new Uint8Array(40), new Uint8Array(40).fill(0xff), noise(1), noise(7), noise(61), noise(500),
    bytes.subarray(0, bytes.length >> 1), bytes.subarray(1), bytes.subarray(0, bytes.length - 1), flipped,
  ];
}

const same = (left: readonly Given[], right: readonly Given[]): boolean => JSON.stringify(left) === JSON.stringify(right);

export interface FuzzOptions extends ReplayOptions {
  /** No framer of the driver may ever hold more, bytes. */
  readonly bound: number;
  readonly seed?: number;
  readonly bytes?: number;
}

/**
 * A million random bytes in chunks of all sizes, then damaged copies of `good`: nothing throws, what is held stays bounded,
 * and good frames are given again after at most two.
 */
export function fuzz(driver: Driver, good: Uint8Array, options: FuzzOptions): void {
  const { bound, seed = 1, bytes: amount = 1_000_000, copies = 4, frames = 1 } = options;
  const random = new Seeded(seed, 0xf022);
  const framer = driver.newFramer();
  const push = (chunk: Uint8Array): void => {
    for (const frame of framer.push(chunk)) {
      driver.decode(frame);
      driver.rawOf(frame);
    }
    if (framer.held > bound) expect(framer.held).toBeLessThanOrEqual(bound);
  };
  const noise = new Uint8Array(amount);
  for (let at = 0; at < amount; at += 1) noise[at] = (random.next() * 256) | 0;
  for (let at = 0; at < amount;) {
    const size = random.chance(0.2) ? 1 + random.below(3) : 1 + random.below(8_192);
    push(noise.subarray(at, at + size));
    at += size;
  }
  for (let turn = 0; turn < 2_000; turn += 1) push(mutated(good, random));
  const run = repeated(good, copies);
  const wanted = new Set(givenBy(driver, [run]).map((each) => each.raw));
  const found = framer.push(run).filter((frame) => wanted.has(toHex(driver.rawOf(frame))));
  expect(found.length, 'good frames given after the damage').toBeGreaterThanOrEqual(copies * frames - 2);
  framer.reset();
  expect(framer.held).toBe(0);
}

/** A good frame with a bit turned, a byte lost, doubled or put in, or its end missing. */
export function mutated(good: Uint8Array, random: Seeded): Uint8Array {
  const at = random.below(good.length);
  const byte = good[at] ?? 0;
  const [before, after] = [good.subarray(0, at), good.subarray(at + 1)];
  switch (random.below(5)) {
    case 0: return joined(before, Uint8Array.of(byte ^ (1 << random.below(8))), after);
    case 1: return joined(before, after);
    case 2: return joined(before, Uint8Array.of(byte, byte), after);
    case 3: return joined(before, Uint8Array.of(random.below(256), byte), after);
    default: return Uint8Array.from(before);
  }
}
