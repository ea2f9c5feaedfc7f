import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { packSamples, unpackSamples, type PackedSamples } from '#domain/devices/pack-samples.ts';
import type { Wave } from '#domain/devices/reading.ts';
import type { WriteDb } from '#db/door.ts';
import { addBlock, type StreamBlock } from '#db/queries/streams.ts';

/** Seconds of samples in a block. Longer ones pack little better, and a program that is killed loses the one under way. */
const BLOCK_SECONDS = 30;
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
      building = { stayId, deviceId, code: wave.code, rate: wave.rate, top: wave.top, start: Math.round(start), samples: [] };
      this.#building.set(key, building);
    }
    for (const sample of wave.samples) building.samples.push(sample);
    if (building.samples.length >= building.rate * BLOCK_SECONDS) this.#finish(key, building);
  }

  /** Ends the blocks of a stay, or all: nothing more will come. */
  finish(stayId?: string): void {
    for (const [key, building] of this.#building) if (stayId === undefined || building.stayId === stayId) this.#finish(key, building);
  }

  /** Writes the finished blocks. Call the returned function once it is committed. */
  write(tx: WriteDb): () => void {
    const { length } = this.#waiting;
    for (const block of this.#waiting) addBlock(tx, block);
    return () => { this.#waiting = this.#waiting.slice(length); };
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  #finish(key: string, { samples, top, ...block }: Building): void {
    this.#building.delete(key);
    if (samples.length === 0 || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({ ...block, count: samples.length, bytes: packBlock({ top, samples }) });
  }
}

function follows(block: Building, deviceId: string, wave: Wave, start: number): boolean {
  const end = block.start + (block.samples.length / block.rate) * 1000;
  return block.deviceId === deviceId && block.rate === wave.rate && block.top === wave.top && Math.abs(start - end) <= DRIFT_MS;
}

/** The bytes of a block: samples of at most 128 steps, packed. */
export function packBlock(wave: PackedSamples): Uint8Array {
  const step = Math.max(1, Math.ceil((wave.top + 1) / (STEPS + 1)));
  const samples = step === 1 ? wave.samples : wave.samples.map((sample) => (sample === null ? null : Math.floor(sample / step)));
  return deflateRawSync(packSamples({ top: Math.floor(wave.top / step), samples }), { level: 9 });
}

export const unpackBlock = (bytes: Uint8Array): PackedSamples => unpackSamples(inflateRawSync(bytes));
