import type { AnnounceSettings, ClinicSettings, Room, Service } from '#domain/contract/clinic.ts';
import { tables, type SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import type { WriteDb } from '../door.ts';

type ClinicRow = SyncedRow<'clinic'>;

/** What the clinic's row holds beside its settings. */
export interface ClinicIdentity {
  readonly id: string;
  readonly code: string;
  /** Days that a wrong clock began and a manager left out of the queue; see `daysLeftOut`. */
  readonly queueDaySet: string | null;
}

/** The clinic's own row; undefined before first run. */
export function findClinic(db: ReadDb): Readonly<ClinicSettings & ClinicIdentity> | undefined {
  return db.kept(tables.clinic.area, 'clinic', () => {
    const row = db.statement('SELECT * FROM clinic LIMIT 1').get() as ClinicRow | undefined;
    return row && { id: row.id, code: row.code, queueDaySet: row.queue_day_set, ...settingsOf(row) };
  });
}

/** Where the clinic chose nothing. */
export const USUAL_WAVE_DAYS = 7;
export const USUAL_CHART_MINUTES = 15;

function settingsOf(row: ClinicRow): ClinicSettings {
  return {
    name: row.name, zone: row.zone, languages: JSON.parse(row.languages) as string[],
    dateOrder: row.date_order as ClinicSettings['dateOrder'], autoLockMinutes: row.auto_lock_minutes,
    elderlyAge: row.elderly_age, waitAttentionMinutes: row.wait_attention_minutes, waitLateMinutes: row.wait_late_minutes,
    temperatureUnit: row.temperature_unit as ClinicSettings['temperatureUnit'],
    weightUnit: row.weight_unit as ClinicSettings['weightUnit'], heightUnit: row.height_unit as ClinicSettings['heightUnit'],
    glucoseUnit: row.glucose_unit as ClinicSettings['glucoseUnit'], announce: JSON.parse(row.announce) as AnnounceSettings,
    waveDays: row.wave_days ?? USUAL_WAVE_DAYS, chartMinutes: row.chart_minutes ?? USUAL_CHART_MINUTES,
    altitudeM: row.altitude_m ?? null,
  };
}

/** Settings as the columns that hold them; absent settings give no column. */
export function clinicColumns(settings: Partial<ClinicSettings>): Partial<ClinicRow> {
  const { name, zone, languages, dateOrder, autoLockMinutes, elderlyAge, waitAttentionMinutes, waitLateMinutes } = settings;
  const columns = {
    name, zone, languages: languages && JSON.stringify(languages), date_order: dateOrder, auto_lock_minutes: autoLockMinutes,
    elderly_age: elderlyAge, wait_attention_minutes: waitAttentionMinutes, wait_late_minutes: waitLateMinutes,
    temperature_unit: settings.temperatureUnit, weight_unit: settings.weightUnit, height_unit: settings.heightUnit,
    glucose_unit: settings.glucoseUnit, announce: settings.announce && JSON.stringify(settings.announce), wave_days: settings.waveDays, chart_minutes: settings.chartMinutes,
    altitude_m: settings.altitudeM,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

export function listRooms(db: ReadDb): Room[] {
  return db.all(db.build.selectFrom('room').select(['id', 'name', 'active']).orderBy('position').orderBy('rid'))
    .map((row) => ({ ...row, active: row.active === 1 }));
}

export function listServices(db: ReadDb): Service[] {
  return db.all(db.build.selectFrom('service').select(['id', 'name', 'room_id', 'active']).orderBy('position').orderBy('rid'))
    .map((row) => ({ id: row.id, name: row.name, roomId: row.room_id, active: row.active === 1 }));
}

/** Facts of this PC that are neither synced nor secret: its slot in patient numbers, its desk letter. */
export function metaOf(db: ReadDb, key: string): string | undefined {
  return db.kept(META, key, () => [(db.statement('SELECT value FROM local_meta WHERE key = ?').get(key) as { value: string } | undefined)?.value])[0];
}

/** With `removeMeta` the one way in which they are written: `metaOf` keeps what it read. */
export function setMeta(tx: WriteDb, key: string, value: string): void {
  tx.local(tx.build.insertInto('local_meta').values({ key, value }).onConflict((c) => c.column('key').doUpdateSet({ value })));
  tx.forget(META);
}

export function removeMeta(tx: WriteDb, key: string): void {
  tx.statement('DELETE FROM local_meta WHERE key = ?').run(key);
  tx.forget(META);
}

const META = 'meta';
