import type { Store } from '#db/store.ts';
import { bedsideSettings, lastCharted, type OpenUse } from '#db/queries/bedside.ts';
import { addDeviceEvent } from '#db/queries/devices.ts';
import type { Log } from '../log.ts';
import { chartSet, isCharted, judge, verdicts, type Source } from './chart-values.ts';
import { isSteady, type Entry } from './live-values.ts';
import type { Timers } from './timers.ts';

interface Parts {
  readonly store: Store;
  readonly timers: Timers;
  readonly log: Log;
  readonly clockMark: () => 'stale' | 'suspect' | null;
  readonly sourceOf: (entry: Entry) => Source | undefined;
  readonly changed: (stayId: string) => void;
}

/** Values that were charted less long ago than this share of the interval wait for their own turn. */
const TAKEN_ALONG = 0.5;
/** After a value was found unusual, or could not be written, it is looked at again after so long, milliseconds. */
const AGAIN_MS = 10_000;

/** Puts what devices say into the chart: a stream's steady value now and then, a finished measurement at once. */
export class Charting {
  readonly #parts: Parts;
  /** When each code of a use was last charted, milliseconds since 1970. */
  readonly #charted = new Map<string, Map<string, number>>();
  readonly #notBefore = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  forget(use: OpenUse): void {
    this.#charted.delete(use.id);
    for (const key of this.#notBefore.keys()) if (key.startsWith(`${use.id}/`)) this.#notBefore.delete(key);
  }

  /** A finished measurement of one device. */
  record(use: OpenUse, entries: readonly Entry[]): void {
    this.#chart(use, entries.filter((entry) => isCharted(entry) && entry.value !== null && entry.beyond === null));
  }

  /** Looks whether a stream's value is due. Called about once a second for each device that somebody has. */
  tick(use: OpenUse, entries: Iterable<Entry>): void {
    const { wall, steady } = { wall: this.#parts.timers.wall(), steady: this.#parts.timers.steady() };
    const everyMs = bedsideSettings(this.#parts.store.read).chartMinutes * 60_000;
    const charted = this.#chartedOf(use);
    const ready = [...entries].filter((entry) =>
      entry.kind === 'live' && isCharted(entry) && isSteady(entry, steady) && steady >= (this.#notBefore.get(`${use.id}/${entry.code}`) ?? -Infinity));
    for (const entry of ready) entry.chartedAt = charted.get(entry.code) ?? null;
    const ago = (entry: Entry): number => wall - (charted.get(entry.code) ?? -Infinity);
    if (!ready.some((entry) => ago(entry) >= everyMs)) return;
    this.#chart(use, ready.filter((entry) => ago(entry) >= everyMs * TAKEN_ALONG));
  }

  /** Somebody charted these by hand. */
  byHand(use: OpenUse, entries: readonly Entry[]): void {
    const wall = this.#parts.timers.wall();
    for (const entry of entries) this.#note(use, entry, wall);
  }

  #chart(use: OpenUse, entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    const { store, timers, log } = this.#parts;
    const now = timers.wall();
    try {
      const verdict = verdicts(judge(store.read, use.patientId, entries, now));
      const sound = entries.filter(({ code }) => !verdict.has(code));
      for (const entry of entries) this.#waits(use, entry, verdict.get(entry.code) ?? null);
      this.#tellOfRecords(use, entries, now);
      if (sound.length > 0 && this.#write(use, sound, now)) for (const entry of sound) this.#note(use, entry, now);
    } catch (error) {
      for (const { code } of entries) this.#notBefore.set(`${use.id}/${code}`, timers.steady() + AGAIN_MS);
      log.error('not-charted', { problem: error instanceof Error ? error.name : 'unknown' });
    }
    this.#parts.changed(use.stayId);
  }

  #waits(use: OpenUse, entry: Entry, why: 'unusual' | 'impossible' | null): void {
    entry.waiting = why;
    if (why !== null) this.#notBefore.set(`${use.id}/${entry.code}`, this.#parts.timers.steady() + AGAIN_MS);
  }

  /** A finished measurement that was not charted is replaced by the next one: that there was one stays in the device's log. */
  #tellOfRecords(use: OpenUse, entries: readonly Entry[], now: number): void {
    const held = entries.filter(({ kind, waiting }) => kind === 'record' && waiting !== null);
    if (held.length === 0) return;
    this.#parts.store.write({ personId: null, intent: 'bedside.not-charted' }, (tx) => {
      const detail = held.map(({ code, waiting }) => `${code} ${waiting ?? ''}`).join(', ');
      addDeviceEvent(tx, { deviceId: use.deviceId, stayId: use.stayId, kind: 'not-charted', detail, at: now, until: now });
    });
  }

  /** False when the patient has the device no longer: another PC may have written so a moment ago. */
  #write(use: OpenUse, sound: readonly Entry[], now: number): boolean {
    const { store, clockMark, sourceOf } = this.#parts;
    return store.write({ personId: use.startedBy, intent: 'bedside.chart' }, (tx) => {
      if (tx.row('device_use', use.id)?.status !== 'open') return false;
      const { values } = judge(tx, use.patientId, sound, now);
      const takenAt = new Date(Math.max(...sound.map(({ heard }) => heard.wall))).toISOString();
      chartSet(tx, sound, values, { patientId: use.patientId, tokenId: use.tokenId, by: use.startedBy, takenAt, now, confirmed: false, clock: clockMark(), sourceOf });
      return true;
    });
  }

  #note(use: OpenUse, entry: Entry, wall: number): void {
    entry.chartedAt = wall;
    entry.waiting = null;
    this.#chartedOf(use).set(entry.code, wall);
  }

  #chartedOf(use: OpenUse): Map<string, number> {
    const known = this.#charted.get(use.id);
    if (known) return known;
    const made = new Map([...lastCharted(this.#parts.store.read, use.patientId, use.startedAt)].map(([code, at]) => [code, Date.parse(at)]));
    this.#charted.set(use.id, made);
    return made;
  }
}
