/** How long what a device has pulled may be known only here: it serves those who watch, nothing depends on it. */
const NOTE_EVERY_MS = 30_000;
/** That it still asks is written down this often. */
const ALIVE_EVERY_MS = 5 * 60_000;
const MOST = 20_000;

/** How far a device has pulled, and when it said so; milliseconds since 1970. */
export interface Heard {
  readonly seq: number;
  readonly at: number;
}

/** Remembers how far devices have pulled and says when it is time to write that down: not at every poll. */
export class AckNotes {
  readonly #noted = new Map<string, Heard>();
  readonly #heard = new Map<string, Heard>();

  /** True when it is time to write the place down; counts as written then. */
  isDue(clinicId: string, deviceId: string, seq: number, now: number): boolean {
    const key = `${clinicId}:${deviceId}`;
    if (this.#heard.size >= MOST) this.#heard.clear();
    this.#heard.set(key, { seq, at: now });
    const noted = this.#noted.get(key);
    if (noted && now - noted.at < (noted.seq === seq ? ALIVE_EVERY_MS : NOTE_EVERY_MS)) return false;
    if (this.#noted.size >= MOST) this.#noted.clear();
    this.#noted.set(key, { seq, at: now });
    return true;
  }

  /** What it last said, written down or not; undefined when this server has not heard of it since it started. */
  heard(clinicId: string, deviceId: string): Heard | undefined {
    return this.#heard.get(`${clinicId}:${deviceId}`);
  }
}
