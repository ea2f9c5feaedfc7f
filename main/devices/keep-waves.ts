import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { packSamples, unpackSamples, type PackedSamples } from '#domain/devices/pack-samples.ts';
import type { Wave } from '#domain/devices/reading.ts';
import type { WriteDb } from '#db/door.ts';
import { addBlock, type StreamBlock } from '#db/queries/streams.ts';

/** Seconds of samples in a block. Longer ones pack little better. */
const BLOCK_SECONDS = 30;
/** A block under way is written for the time being when so much came to it, seconds: that is what a killed program loses. */
const KEPT_SECONDS = 4;
/** So many of them in one commit, so that none takes long; with more beds each has its turn. */
const MOST_UNDER_WAY = 12;
export const LONGEST_BLOCK_MS = 2 * BLOCK_SECONDS * 1000;
/** How far a device's pace may drift from its rate within a block before another is begun, milliseconds. */
const DRIFT_MS = 1000;
/** More blocks than this are not kept while the store cannot be written. */
const MOST_WAITING = 2000;
/** Highest value kept of a waveform: it is drawn a hundred points high, and finer steps would keep the noise of the sensor. */
const STEPS = 127;

interface Building {
  readonly stayId: string;
  readonly deviceId: string;
  readonly code: string;
  readonly rate: number;
  readonly top: number;
  readonly start: number;
  readonly samples: (number | null)[];
  /** How many of them are in the store already. */
  kept: number;
}

/** Gathers waveforms into packed blocks. */
export class WaveKeeper {
  readonly #building = new Map<string, Building>();
  #waiting: StreamBlock[] = [];

  /** @param wall when the last of the samples was received, milliseconds since 1970 */
  take(stayId: string, deviceId: string, wave: Wave, wall: number): void {
    const key = `${stayId}/${wave.code}`;
    const start = wall - (wave.samples.length / wave.rate) * 1000;
    let building = this.#building.get(key);
    if (building && !follows(building, deviceId, wave, start)) {
      this.#finish(key, building);
      building = undefined;
    }
    if (!building) {
      building = { stayId, deviceId, code: wave.code, rate: wave.rate, top: wave.top, start: Math.round(start), samples: [], kept: 0 };
      this.#building.set(key, building);
    }
    for (const sample of wave.samples) building.samples.push(sample);
    if (building.samples.length >= building.rate * BLOCK_SECONDS) this.#finish(key, building);
  }

  /** Ends the blocks of a stay, or all: nothing more will come. */
  finish(stayId?: string): void {
    for (const [key, building] of this.#building) if (stayId === undefined || building.stayId === stayId) this.#finish(key, building);
  }

  /** Writes the finished blocks, and what there is of some others, which the whole ones replace. Call the returned function once it is committed. */
  write(tx: WriteDb): () => void {
    const { length } = this.#waiting;
    for (const block of this.#waiting) addBlock(tx, block);
    const underWay = this.#unkept();
    for (const building of underWay) addBlock(tx, blockOf(building, FAST));
    const counts = underWay.map(({ samples }) => samples.length);
    return () => {
      this.#waiting = this.#waiting.slice(length);
      underWay.forEach((building, i) => { building.kept = counts[i] ?? 0; });
    };
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#unkept().length === 0;
  }

  /** Those of which most would be lost, first. */
  #unkept(): Building[] {
    const seconds = ({ samples, kept, rate }: Building): number => (samples.length - kept) / rate;
    return [...this.#building.values()].filter((one) => seconds(one) >= KEPT_SECONDS).sort((a, b) => seconds(b) - seconds(a)).slice(0, MOST_UNDER_WAY);
  }

  #finish(key: string, building: Building): void {
    this.#building.delete(key);
    if (building.samples.length > 0 && this.#waiting.length < MOST_WAITING) this.#waiting.push(blockOf(building, SMALL));
  }
}

/** How hard zlib tries. */
const FAST = 1;
const SMALL = 9;

const blockOf = ({ samples, top, kept: _, ...block }: Building, level: number): StreamBlock =>
  ({ ...block, count: samples.length, bytes: packBlock({ top, samples }, level) });

function follows(block: Building, deviceId: string, wave: Wave, start: number): boolean {
  const end = block.start + (block.samples.length / block.rate) * 1000;
  return block.deviceId === deviceId && block.rate === wave.rate && block.top === wave.top && Math.abs(start - end) <= DRIFT_MS;
}

/** The bytes of a block: samples of at most 128 steps, packed. */
export function packBlock(wave: PackedSamples, level = SMALL): Uint8Array {
  const step = Math.max(1, Math.ceil((wave.top + 1) / (STEPS + 1)));
  const samples = step === 1 ? wave.samples : wave.samples.map((sample) => (sample === null ? null : Math.floor(sample / step)));
  return deflateRawSync(packSamples({ top: Math.floor(wave.top / step), samples }), { level });
}

export const unpackBlock = (bytes: Uint8Array): PackedSamples => unpackSamples(inflateRawSync(bytes));
