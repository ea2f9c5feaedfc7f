import type { LiveUpdate } from '#domain/contract/bedside.ts';
import type { Wave } from '#domain/devices/reading.ts';
import { BEAT_MS } from './port/beat.ts';
import type { Timers } from './timers.ts';

type StayUpdate = LiveUpdate['stays'][number];
type WaveUpdate = LiveUpdate['waves'][number];

/** Shortest time between two events, milliseconds: that of the beat on which lines are read, and more often than an eye needs for moving. */
const PACE_MS = BEAT_MS;
/** What is heard within one beat goes into one event, milliseconds. */
const GATHER_MS = 4;
/** Samples of one waveform kept for a window that does not read, seconds. */
const WAVE_SECONDS = 10;

interface Gathered {
  heardAt: number | null;
  readonly stays: Map<string, StayUpdate>;
  readonly waves: Map<string, { -readonly [K in keyof WaveUpdate]: WaveUpdate[K] }>;
}

const nothing = (): Gathered => ({ heardAt: null, stays: new Map(), waves: new Map() });

interface Parts {
  readonly timers: Timers;
  /** A stay as it is at this moment; undefined when it has ended. */
  readonly stayNow: (stayId: string) => StayUpdate;
}

/** Tells every window what changed at the bedside, all of them together at one pace. */
export class LiveFeed {
  readonly #parts: Parts;
  readonly #windows = new Set<{ waiting: Gathered; wake: (() => void) | undefined }>();
  readonly #dirty = new Set<string>();
  #waves: Gathered['waves'] = new Map();
  #heardAt: number | null = null;
  #pending = false;
  #sentAt = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Something of a stay changed. `heardAt`: when the bytes that say so were received, milliseconds since 1970. */
  touch(stayId: string, heardAt: number | null = null): void {
    if (this.#windows.size === 0) return;
    this.#dirty.add(stayId);
    this.#heard(heardAt);
    this.#plan();
  }

  wave(stayId: string, wave: Wave, heardAt: number): void {
    if (this.#windows.size === 0) return;
    addSamples(this.#waves, stayId, wave);
    this.#heard(heardAt);
    this.#plan();
  }

  /** Events until the caller hangs up, the first at once with everything that is known of `stayIds`. */
  async* follow(stayIds: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<LiveUpdate, void, void> {
    const window = { waiting: nothing(), wake: undefined as (() => void) | undefined };
    const wake = (): void => { window.wake?.(); };
    this.#windows.add(window);
    signal?.addEventListener('abort', wake);
    try {
      yield { at: this.#now(), heardAt: null, stays: stayIds.map((id) => this.#parts.stayNow(id)), waves: [] };
      while (!signal?.aborted) {
        if (window.waiting.stays.size === 0 && window.waiting.waves.size === 0) {
          await new Promise<void>((resolve) => { window.wake = resolve; });
          continue;
        }
        const { heardAt, stays, waves } = window.waiting;
        window.waiting = nothing();
        yield { at: this.#now(), heardAt: heardAt === null ? null : new Date(heardAt).toISOString(), stays: [...stays.values()], waves: [...waves.values()] };
      }
    } finally {
      this.#windows.delete(window);
      signal?.removeEventListener('abort', wake);
    }
  }

  #now(): string {
    return new Date(this.#parts.timers.wall()).toISOString();
  }

  #heard(heardAt: number | null): void {
    if (heardAt !== null && (this.#heardAt === null || heardAt > this.#heardAt)) this.#heardAt = heardAt;
  }

  #plan(): void {
    if (this.#pending) return;
    this.#pending = true;
    const { timers } = this.#parts;
    timers.after(Math.max(GATHER_MS, this.#sentAt + PACE_MS - timers.steady()), () => { this.#send(); });
  }

  #send(): void {
    this.#pending = false;
    this.#sentAt = this.#parts.timers.steady();
    const stays = [...this.#dirty].map((id) => this.#parts.stayNow(id));
    const waves = this.#waves;
    this.#dirty.clear();
    this.#waves = new Map();
    const heardAt = this.#heardAt;
    this.#heardAt = null;
    for (const { waiting, wake } of this.#windows) {
      for (const stay of stays) waiting.stays.set(stay.stayId, stay);
      for (const [key, wave] of waves) {
        const before = waiting.waves.get(key);
        if (!before) waiting.waves.set(key, { ...wave });
        else before.samples = [...before.samples, ...wave.samples].slice(-wave.rate * WAVE_SECONDS);
      }
      waiting.heardAt = heardAt ?? waiting.heardAt;
      wake?.();
    }
  }
}

function addSamples(waves: Gathered['waves'], stayId: string, { code, rate, top, samples }: Wave): void {
  const key = `${stayId}/${code}`;
  const before = waves.get(key);
  if (before?.rate === rate && before.top === top) for (const sample of samples) before.samples.push(sample);
  else waves.set(key, { stayId, code, rate, top, samples: [...samples] });
}
