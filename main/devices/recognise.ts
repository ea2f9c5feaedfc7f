import type { PortSettings } from '#domain/contract/devices.ts';
import type { Decoded, Driver, Framer } from './driver.ts';
import { portProblemOf, type PortProblem, type Ports } from './port/line.ts';
import type { Timers } from './timers.ts';

export interface Candidate {
  readonly driver: Driver;
  /** 0 to 1. */
  readonly confidence: number;
  readonly settings: PortSettings;
  /** What it said last. */
  readonly example: Decoded | null;
}

export interface Heard {
  readonly candidates: readonly Candidate[];
  readonly bytesHeard: number;
  readonly problem: PortProblem | null;
}

interface Parts {
  readonly ports: Ports;
  readonly timers: Timers;
  readonly drivers: readonly Driver[];
}

/** How long each setting is listened to, milliseconds: some devices speak every two seconds. */
const LISTEN_MS = 2600;
/** As sure as this, nothing else is tried. */
const SURE = 0.9;
/** A line of which nothing at all is heard so often has nobody who speaks: a device that did would be heard at any speed, as noise. */
const SILENT_TRIES = 3;
/** Bytes listened to at one setting: a line gone mad ends the listening, not the program. */
const MOST_BYTES = 64 * 1024;

/** Listens to a port at the settings devices are known to use, and names who speaks. Writes nothing. */
export async function recognise(path: string, { ports, timers, drivers }: Parts): Promise<Heard> {
  const best = new Map<string, Candidate>();
  let bytesHeard = 0;
  let silent = 0;
  const anySpeed = ports.anySpeed(path);
  for (const { settings, drivers: speakers } of anySpeed ? [everybody(drivers)] : likelySettings(drivers)) {
    const ears = speakers.map((driver) => new Ear(driver));
    try {
      bytesHeard += await listen(path, settings, ears, { ports, timers });
    } catch (error) {
      return { candidates: ranked(best), bytesHeard, problem: portProblemOf(error) };
    }
    for (const ear of ears) {
      const confidence = ear.confidence();
      if (confidence > (best.get(ear.driver.facts.id)?.confidence ?? 0)) {
        best.set(ear.driver.facts.id, { driver: ear.driver, confidence, settings: anySpeed ? ownSettings(ear.driver) : settings, example: ear.example });
      }
    }
    silent = ears.every((ear) => ear.bytes === 0) ? silent + 1 : 0;
    if ([...best.values()].some(({ confidence }) => confidence >= SURE) || silent >= SILENT_TRIES) break;
  }
  return { candidates: ranked(best), bytesHeard, problem: null };
}

const ranked = (best: ReadonlyMap<string, Candidate>): Candidate[] => [...best.values()].filter(({ confidence }) => confidence > 0).sort((a, b) => b.confidence - a.confidence);

interface Setting { readonly settings: PortSettings; readonly drivers: Driver[] }

const ownSettings = ({ facts }: Driver): PortSettings => ({ line: facts.lines[0] ?? NINE_SIX, dtr: facts.dtr, rts: facts.rts });
const NINE_SIX = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;

const everybody = (drivers: readonly Driver[]): Setting => ({ settings: { line: NINE_SIX, dtr: true, rts: true }, drivers: drivers.filter(({ facts }) => facts.lines.length > 0) });

/** Every setting some driver names, those of many drivers first. */
function likelySettings(drivers: readonly Driver[]): Setting[] {
  const found = new Map<string, Setting>();
  for (const driver of drivers) {
    const { lines, dtr, rts } = driver.facts;
    for (const line of lines) {
      const settings = { line, dtr, rts };
      const key = JSON.stringify(settings);
      const known = found.get(key);
      if (known) known.drivers.push(driver);
      else found.set(key, { settings, drivers: [driver] });
    }
  }
  return [...found.values()].sort((a, b) => b.drivers.length - a.drivers.length);
}

async function listen(path: string, settings: PortSettings, ears: readonly Ear[], { ports, timers }: Pick<Parts, 'ports' | 'timers'>): Promise<number> {
  const started = timers.steady();
  let bytes = 0;
  let enough = (): void => undefined;
  const line = await ports.open(path, settings, {
    data: (chunk) => {
      if (bytes >= MOST_BYTES) return;
      bytes += chunk.length;
      for (const ear of ears) ear.hear(chunk, timers.steady() - started);
      if (bytes >= MOST_BYTES || ears.some((ear) => ear.confidence() >= SURE)) enough();
    },
    ended: () => { enough(); },
  });
  await new Promise<void>((resolve) => {
    const stop = timers.after(LISTEN_MS, resolve);
    enough = () => {
      stop();
      resolve();
    };
  });
  await line.close();
  return bytes;
}

/** One driver that listens along. */
class Ear {
  readonly driver: Driver;
  bytes = 0;
  example: Decoded | null = null;
  readonly #framer: Framer<unknown>;
  readonly #frames: unknown[] = [];
  #inFrames = 0;

  constructor(driver: Driver) {
    this.driver = driver;
    this.#framer = driver.newFramer();
  }

  hear(chunk: Uint8Array, afterMs: number): void {
    this.bytes += chunk.length;
    if (afterMs < this.driver.facts.settleMs) return;
    for (const frame of this.#framer.push(chunk)) {
      this.#inFrames += this.driver.rawOf(frame).length;
      if (this.#frames.length < 1000) this.#frames.push(frame);
      this.example = this.driver.decode(frame) ?? this.example;
    }
  }

  confidence(): number {
    const { driver } = this;
    if (this.#frames.length === 0) return 0;
    if (driver.confidence) return driver.confidence(this.#frames, this.#framer.dropped);
    // Two frames that keep their form are hardly chance; bytes that belong to none speak against it.
    return (1 - 0.25 ** this.#frames.length) * (this.#inFrames / (this.#inFrames + this.#framer.dropped));
  }
}
