import { beyondLimit, calm, stepWatch, usualLimits, type AlarmCause, type Limit, type Watch, type WatchStep } from '#domain/devices/alarms.ts';
import { daysOld } from '#domain/patients/known-age.ts';
import { inZone } from '#domain/kit/time.ts';
import type { WriteDb } from '#db/door.ts';
import type { Store } from '#db/store.ts';
import { ringingAlarms, type OpenUse } from '#db/queries/bedside.ts';
import { findClinic } from '#db/queries/clinic.ts';
import type { ReadDb } from '#db/read.ts';
import type { Log } from '../log.ts';
import { bestOfEach, type Entry } from './live-values.ts';
import type { Timers } from './timers.ts';

interface Parts {
  readonly store: Store;
  readonly timers: Timers;
  readonly log: Log;
  /** Alarms of a stay changed. */
  readonly changed: (stayId: string) => void;
}

/** What is known of one device at this moment. */
export interface DeviceNow {
  readonly use: OpenUse;
  /** The measure its alarms are named by. */
  readonly code: string;
  readonly streams: boolean;
  readonly speaking: boolean;
  readonly entries: readonly Entry[];
}

interface Pending {
  readonly use: OpenUse;
  readonly code: string;
  readonly step: WatchStep;
  readonly value: number | null;
  readonly limit: number | null;
  readonly key: string;
}

/** Limits of a patient where a stay has none of its own. */
export function limitsOfPatient(db: ReadDb, patientId: string, now: number): Readonly<Record<string, Limit>> {
  const row = db.statement('SELECT birth_date FROM patient WHERE id = ?').get(patientId) as { birth_date: string | null } | undefined;
  return usualLimits(daysOld(row?.birth_date ?? null, inZone(now, findClinic(db)?.zone ?? 'UTC').date));
}

/** Watches values and devices, and writes alarms as they begin and end. */
export class AlarmWatch {
  readonly #parts: Parts;
  readonly #watches = new Map<string, Watch>();
  /** The row of each alarm that rings, by stay, code and cause. */
  readonly #rows = new Map<string, string>();
  readonly #limits = new Map<string, Readonly<Record<string, Limit>>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    // What rang when the program was stopped goes on ringing: it is not to sound as a new one, nor to be forgotten.
    for (const { id, stayId, code, cause } of ringingAlarms(parts.store.read)) {
      this.#rows.set(`${stayId}/${code}/${cause}`, id);
      const key = `${stayId}/${code}/${isOfDevice(cause) ? 'device' : 'value'}`;
      this.#watches.set(key, { cause, since: parts.timers.steady(), raised: cause });
    }
  }

  /** A stay's own limits, or its patient, changed. */
  forgetLimits(): void {
    this.#limits.clear();
  }

  /** A device was taken from a patient: its alarms end with it, in the rows too. Part of the transaction that takes it. */
  static end(tx: WriteDb, stayId: string, codes: readonly string[] | null, at: string): void {
    for (const { id, code } of tx.statement("SELECT id, code FROM bedside_alarm WHERE stay_id = ? AND ended_at IS NULL").all(stayId) as { id: string; code: string }[]) {
      if (codes === null || codes.includes(code)) tx.update('bedside_alarm', id, { ended_at: at });
    }
  }

  /** What was watched of these codes of a stay, or of all of it, begins anew. */
  forget(stayId: string, codes: readonly string[]): void {
    for (const code of codes) {
      for (const map of [this.#watches, this.#rows]) {
        for (const key of map.keys()) if (key.startsWith(`${stayId}/${code}/`)) map.delete(key);
      }
    }
  }

  /** Looks at everything, a few times a second. */
  tick(devices: readonly DeviceNow[]): void {
    const pending: Pending[] = [];
    const stays = new Map<string, DeviceNow[]>();
    for (const device of devices) {
      stays.set(device.use.stayId, [...(stays.get(device.use.stayId) ?? []), device]);
      this.#lookAtDevice(device, pending);
    }
    for (const [stayId, here] of stays) {
      for (const entry of bestOfEach(here.flatMap(({ entries }) => entries))) {
        const use = here.find((one) => one.use.deviceId === entry.deviceId)?.use;
        if (use) this.#lookAtValue(stayId, use, entry, pending);
      }
    }
    if (pending.length > 0) this.#write(pending);
  }

  #lookAtDevice({ use, code, streams, speaking, entries }: DeviceNow, pending: Pending[]): void {
    if (!streams) return;
    const off = entries.some(({ missing, stale }) => !stale && (missing === 'sensor-off' || missing === 'sensor-fault'));
    const cause = !speaking ? 'silent' : off ? 'sensor-off' : null;
    this.#carryOn(`${use.stayId}/${code}/device`, cause, false, { use, code, value: null, limit: null }, pending);
  }

  #lookAtValue(stayId: string, use: OpenUse, entry: Entry, pending: Pending[]): void {
    const key = `${stayId}/${entry.code}/value`;
    const before = this.#watches.get(key) ?? calm;
    const about = { use, code: entry.code, value: entry.value, limit: null };
    // Without a number nobody can say that it is back inside; the device's own alarm takes over.
    if (entry.value === null || entry.stale) {
      const device = this.#watches.get(`${stayId}/${entry.code}/device`);
      if (entry.kind === 'record' || (device ?? calm).raised !== null) this.#carryOn(key, null, false, about, pending);
      return;
    }
    const limit = this.#limitsOf(use)[entry.code];
    const cause = beyondLimit(entry.code, entry.value, limit, before.raised);
    this.#carryOn(key, cause, entry.kind === 'record', { ...about, limit: cause === null ? null : (limit?.[cause] ?? null) }, pending);
  }

  #carryOn(key: string, cause: AlarmCause | null, atOnce: boolean, about: Omit<Pending, 'step' | 'key'>, pending: Pending[]): void {
    const before = this.#watches.get(key) ?? calm;
    const step = stepWatch(before, cause, this.#parts.timers.steady(), atOnce);
    if (step.raised === null && step.ended === null) this.#watches.set(key, step.watch);
    else pending.push({ ...about, step, key });
  }

  #limitsOf(use: OpenUse): Readonly<Record<string, Limit>> {
    const known = this.#limits.get(use.stayId);
    if (known) return known;
    const limits = { ...limitsOfPatient(this.#parts.store.read, use.patientId, this.#parts.timers.wall()), ...use.limits };
    this.#limits.set(use.stayId, limits);
    return limits;
  }

  #write(pending: readonly Pending[]): void {
    const at = new Date(this.#parts.timers.wall()).toISOString();
    try {
      const made = this.#parts.store.write({ personId: null, intent: 'bedside.alarms' }, (tx) => pending.map((one) => this.#writeOne(tx, one, at)));
      pending.forEach(({ use, code, step, key }, i) => {
        this.#watches.set(key, step.watch);
        if (step.ended !== null) this.#rows.delete(`${use.stayId}/${code}/${step.ended}`);
        const row = made[i];
        if (step.raised !== null && row !== undefined && row !== null) this.#rows.set(`${use.stayId}/${code}/${step.raised}`, row);
      });
      for (const stayId of new Set(pending.map(({ use }) => use.stayId))) this.#parts.changed(stayId);
    } catch (error) {
      // The watches were left as they were: the next look tries again.
      this.#parts.log.error('alarm-not-written', { problem: error instanceof Error ? error.name : 'unknown' });
    }
  }

  #writeOne(tx: WriteDb, { use, code, step, value, limit }: Pending, at: string): string | null {
    const old = step.ended === null ? undefined : this.#rows.get(`${use.stayId}/${code}/${step.ended}`);
    if (old !== undefined && tx.row('bedside_alarm', old)) tx.update('bedside_alarm', old, { ended_at: at });
    if (step.raised === null) return null;
    const id = tx.newId();
    tx.insert('bedside_alarm', {
      id, stay_id: use.stayId, patient_id: use.patientId, code, cause: step.raised, value, limit_value: limit, started_at: at, ended_at: null,
      acknowledged_at: null, acknowledged_by: null,
    });
    return id;
  }
}

const isOfDevice = (cause: AlarmCause): boolean => cause === 'silent' || cause === 'sensor-off';
