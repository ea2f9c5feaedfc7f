import type { PortSettings } from '#domain/contract/devices.ts';
import type { Mapping } from '#domain/devices/mapping.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** A device this PC remembers, by the cable it came with. */
export interface DeviceProfile {
  readonly id: string;
  readonly name: string;
  /** Id of its driver; it may be one this program no longer has. */
  readonly driver: string;
  readonly transport: 'serial' | 'http';
  readonly path: string | null;
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  readonly settings: PortSettings | null;
  readonly mapping: Mapping | null;
  readonly active: boolean;
  /** The credential of a sensor that sends over HTTP. */
  readonly tokenId: string | null;
}

interface ProfileRow {
  id: string; name: string; driver: string; transport: string; path: string | null; vendor_id: string | null; product_id: string | null;
  serial_number: string | null; settings: string; mapping: string | null; active: 0 | 1; added_at: string; token_id: string | null;
}

const profileOf = (row: ProfileRow): DeviceProfile => ({
  id: row.id, name: row.name, driver: row.driver, transport: row.transport as DeviceProfile['transport'], path: row.path, vendorId: row.vendor_id,
  productId: row.product_id, serialNumber: row.serial_number, settings: JSON.parse(row.settings) as PortSettings | null,
  mapping: row.mapping === null ? null : (JSON.parse(row.mapping) as Mapping), active: row.active === 1, tokenId: row.token_id,
});

export function listProfiles(db: ReadDb): DeviceProfile[] {
  return db.all(db.build.selectFrom('device_profile').selectAll().orderBy('added_at').orderBy('id')).map(profileOf);
}

export function saveProfile(tx: WriteDb, profile: DeviceProfile, at: string): void {
  const row: ProfileRow = {
    id: profile.id, name: profile.name, driver: profile.driver, transport: profile.transport, path: profile.path, vendor_id: profile.vendorId,
    product_id: profile.productId, serial_number: profile.serialNumber, settings: JSON.stringify(profile.settings),
    mapping: profile.mapping === null ? null : JSON.stringify(profile.mapping), active: profile.active ? 1 : 0, added_at: at, token_id: profile.tokenId,
  };
  const { id: _, added_at: __, ...changed } = row;
  tx.local(tx.build.insertInto('device_profile').values(row).onConflict((conflict) => conflict.column('id').doUpdateSet(changed)), 'bedside');
}

export function removeProfile(tx: WriteDb, id: string): void {
  tx.local(tx.build.deleteFrom('device_profile').where('id', '=', id), 'bedside');
}

/**
 * What happened to a device's line. `on`: it spoke from `at` to `until`, and belonged to the stay. Everything else is a time in which
 * it did not, named by the reason; `until` is null while that lasts. Times are milliseconds since 1970.
 */
export interface DeviceEvent {
  readonly deviceId: string;
  readonly stayId: string | null;
  readonly kind: string;
  readonly detail: string;
  readonly at: number;
  readonly until: number | null;
}

/** Adds an event; returns its place, by which it is ended. */
export function addDeviceEvent(tx: WriteDb, { deviceId, stayId, kind, detail, at, until }: DeviceEvent): number {
  return Number(tx.statement('INSERT INTO device_event (device_id, stay_id, kind, detail, at, until) VALUES (?, ?, ?, ?, ?, ?)')
    .run(deviceId, stayId, kind, detail, at, until).lastInsertRowid);
}

export function endDeviceEvent(tx: WriteDb, place: number, until: number): void {
  tx.statement('UPDATE device_event SET until = ? WHERE place = ?').run(until, place);
}

interface EventRow { place: number; device_id: string; stay_id: string | null; kind: string; detail: string; at: number; until: number | null }

const eventOf = (row: EventRow): DeviceEvent & { readonly place: number } =>
  ({ place: row.place, deviceId: row.device_id, stayId: row.stay_id, kind: row.kind, detail: row.detail, at: row.at, until: row.until });

/** Newest first. */
export function eventsOfDevice(db: ReadDb, deviceId: string, limit: number): DeviceEvent[] {
  return (db.statement('SELECT * FROM device_event WHERE device_id = ? ORDER BY at DESC, place DESC LIMIT ?').all(deviceId, limit) as EventRow[]).map(eventOf);
}

/** The last event of a device in a stay. */
export function lastEventOf(db: ReadDb, deviceId: string, stayId: string): (DeviceEvent & { readonly place: number }) | undefined {
  const row = db.statement('SELECT * FROM device_event WHERE device_id = ? AND stay_id = ? ORDER BY place DESC LIMIT 1').get(deviceId, stayId) as EventRow | undefined;
  return row && eventOf(row);
}

/** Times of a stay, between two instants, in which a device of it did not speak; oldest first. */
export function gapsOfStay(db: ReadDb, stayId: string, from: number, to: number): DeviceEvent[] {
  return (db.statement(`SELECT * FROM device_event WHERE stay_id = ? AND kind IN (${GAPS}) AND at < ? AND coalesce(until, at + 1) > ? ORDER BY at, place`)
    .all(stayId, to, from) as EventRow[]).map(eventOf);
}

/** Reasons for which something a device says is not there: it does not speak, or its lines do not all arrive. */
export const gapKinds = ['silent', 'absent', 'held', 'refused', 'fault', 'off', 'program-stopped', 'lines-lost'] as const;
export type GapKind = (typeof gapKinds)[number];
const GAPS = gapKinds.map((kind) => `'${kind}'`).join(', ');

/** Events of devices that no patient had, and of devices that are gone, are of no use for long. */
export function forgetEventsBefore(tx: WriteDb, at: number): void {
  tx.statement('DELETE FROM device_event WHERE stay_id IS NULL AND at < ?').run(at);
}

/** Takes note of a sensor's reading; false when it was noted before. */
export const noteSensorReading = (tx: WriteDb, deviceId: string, readingId: string, at: number): boolean =>
  tx.statement('INSERT OR IGNORE INTO sensor_reading (device_id, reading_id, at) VALUES (?, ?, ?)').run(deviceId, readingId, at).changes === 1;

export function forgetSensorReadingsBefore(tx: WriteDb, at: number): void {
  tx.statement('DELETE FROM sensor_reading WHERE at < ?').run(at);
}
