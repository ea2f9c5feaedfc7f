import type { DeviceState } from '#domain/contract/devices.ts';
import type { WriteDb } from '#db/door.ts';
import type { OpenUse } from '#db/queries/bedside.ts';
import { addDeviceEvent, endDeviceEvent, gapKinds, lastEventOf, type GapKind } from '#db/queries/devices.ts';
import type { ReadDb } from '#db/read.ts';

interface Row {
  place: number | null;
  readonly use: OpenUse;
  readonly kind: 'on' | GapKind;
  readonly at: number;
  until: number | null;
}

/** Lines that were lost one after the other are one gap, until none was for so long, milliseconds. */
const LOSSY_MS = 10_000;

export const isGap = (state: DeviceState): state is GapKind & DeviceState => (gapKinds as readonly string[]).includes(state);

/**
 * Remembers for each use of a device when it spoke and when not, and why. A program that is killed leaves the last moment it had
 * written, from which the next one counts its gap.
 */
export class Gaps {
  /** The row each use is in, by use. */
  readonly #current = new Map<string, Row>();
  #changed = new Set<Row>();

  /** A use goes on that another run of the program began: what lies between is a gap. */
  resume(db: ReadDb, use: OpenUse): void {
    const last = lastEventOf(db, use.deviceId, use.stayId);
    const startedAt = Date.parse(use.startedAt);
    if (last && last.at >= startedAt && last.kind !== 'on' && last.until === null) {
      this.#current.set(use.id, { place: last.place, use, kind: last.kind as GapKind, at: last.at, until: null });
      return;
    }
    this.#enter(use, 'program-stopped', Math.max(startedAt, last?.until ?? startedAt));
  }

  /** @param wall milliseconds since 1970 */
  spoke(use: OpenUse, wall: number): void {
    const row = this.#current.get(use.id);
    if (row?.kind === 'lines-lost' && wall - (row.until ?? wall) < LOSSY_MS) return;
    if (row?.kind !== 'on') {
      this.#enter(use, 'on', wall);
      return;
    }
    if (wall <= (row.until ?? 0)) return;
    row.until = wall;
    this.#changed.add(row);
  }

  /** It speaks, and says by its own count that something it said before never arrived. */
  missed(use: OpenUse, wall: number): void {
    const row = this.#current.get(use.id);
    if (row?.kind === 'on') this.#enter(use, 'lines-lost', row.until ?? row.at);
    const lossy = this.#current.get(use.id);
    if (lossy?.kind !== 'lines-lost') return;
    lossy.until = wall;
    this.#changed.add(lossy);
  }

  /** It speaks no more since `wall`. */
  fellSilent(use: OpenUse, kind: GapKind, wall: number): void {
    const row = this.#current.get(use.id);
    // Opening the line again and again is one gap, named by its first reason.
    if (row && row.kind !== 'on' && row.kind !== 'lines-lost') return;
    this.#enter(use, kind, Math.max(row?.until ?? wall, row?.kind === 'lines-lost' ? wall : 0));
  }

  /** The patient has the device no longer. */
  ended(use: OpenUse, wall: number): void {
    const row = this.#current.get(use.id);
    if (!row) return;
    if (row.kind !== 'on' && row.kind !== 'lines-lost') row.until = wall;
    this.#changed.add(row);
    this.#current.delete(use.id);
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0;
  }

  /** Writes what changed. Call the returned function once it is committed. */
  write(tx: WriteDb): () => void {
    const rows = [...this.#changed];
    const places = rows.map((row) => {
      if (row.place === null) {
        return addDeviceEvent(tx, { deviceId: row.use.deviceId, stayId: row.use.stayId, kind: row.kind, detail: row.use.deviceName, at: row.at, until: row.until });
      }
      if (row.until !== null) endDeviceEvent(tx, row.place, row.until);
      return row.place;
    });
    const untils = rows.map(({ until }) => until);
    return () => {
      rows.forEach((row, i) => {
        row.place = places[i] ?? null;
        if (row.until === untils[i]) this.#changed.delete(row);
      });
    };
  }

  #enter(use: OpenUse, kind: Row['kind'], at: number): void {
    const before = this.#current.get(use.id);
    if (before) {
      // Lost lines end with the last that was lost, however long it is before that is known.
      if (before.kind !== 'on' && before.kind !== 'lines-lost') before.until = at;
      this.#changed.add(before);
    }
    const row: Row = { place: null, use, kind, at, until: kind === 'on' ? at : null };
    this.#current.set(use.id, row);
    this.#changed.add(row);
  }
}
