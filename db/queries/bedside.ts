import type { AlarmLimits, AlarmView, Bed, RingingAlarm } from '#domain/contract/bedside.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import type { AlarmCause } from '#domain/devices/alarms.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { briefColumns, briefOf, type BriefRow } from './patients.ts';
import { USUAL_CHART_MINUTES, USUAL_WAVE_DAYS } from './clinic.ts';

export function listBeds(db: ReadDb): Bed[] {
  return (db.statement('SELECT id, name, room_id, active FROM bed ORDER BY position, rid').all() as { id: string; name: string; room_id: string | null; active: 0 | 1 }[])
    .map((row) => ({ id: row.id, name: row.name, roomId: row.room_id, active: row.active === 1 }));
}

/** A device that a patient has now. */
export interface OpenUse {
  readonly id: string;
  readonly stayId: string;
  readonly patientId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly driver: string;
  readonly startedAt: string;
  readonly startedBy: string | null;
  readonly tokenId: string | null;
  readonly limits: AlarmLimits | null;
}

interface UseRow {
  id: string; stay_id: string; patient_id: string; device_id: string; device_name: string; driver: string; started_at: string; started_by: string | null;
  token_id: string | null; limits: string | null;
}

const useOf = (row: UseRow): OpenUse => ({
  id: row.id, stayId: row.stay_id, patientId: row.patient_id, deviceId: row.device_id, deviceName: row.device_name, driver: row.driver,
  startedAt: row.started_at, startedBy: row.started_by, tokenId: row.token_id, limits: limitsOf(row.limits),
});

const limitsOf = (text: string | null): AlarmLimits | null => (text === null ? null : (JSON.parse(text) as AlarmLimits));

const USES = `SELECT u.id, u.stay_id, u.patient_id, u.device_id, u.device_name, u.driver, u.started_at, u.started_by, s.token_id, s.limits
  FROM device_use u JOIN bedside_stay s ON s.id = u.stay_id WHERE u.status = 'open' AND s.status = 'open'`;

/** Every device that is with a patient, on any PC; oldest first. Two PCs may have given away one device: the later one counts. */
export const openUses = (db: ReadDb): OpenUse[] => (db.statement(`${USES} ORDER BY u.started_at, u.rid`).all() as UseRow[]).map(useOf);

export function openUsesOf(db: ReadDb, deviceId: string): OpenUse[] {
  return (db.statement(`${USES} AND u.device_id = ? ORDER BY u.started_at, u.rid`).all(deviceId) as UseRow[]).map(useOf);
}

/** A stay as it is shown, without what its devices say. */
export interface OpenStay {
  readonly id: string;
  readonly patient: PatientBrief;
  readonly birthDate: string | null;
  readonly bedId: string | null;
  readonly tokenId: string | null;
  readonly startedAt: string;
  readonly startedBy: string | null;
  readonly limits: AlarmLimits | null;
}

type StayRow = BriefRow & { stay_id: string; bed_id: string | null; token_id: string | null; started_at: string; started_by_name: string | null; limits: string | null };

const STAYS = `SELECT ${briefColumns}, s.id AS stay_id, s.bed_id, s.token_id, s.started_at, w.name AS started_by_name, s.limits
  FROM bedside_stay s JOIN patient p ON p.id = s.patient_id LEFT JOIN person w ON w.id = s.started_by WHERE s.status = 'open'`;

const stayOf = ({ stay_id, bed_id, token_id, started_at, started_by_name, limits, ...brief }: StayRow): OpenStay => ({
  id: stay_id, patient: briefOf(brief), birthDate: brief.birth_date, bedId: bed_id, tokenId: token_id, startedAt: started_at, startedBy: started_by_name,
  limits: limitsOf(limits),
});

/** Everybody who is watched, who came first first. */
export const openStays = (db: ReadDb): OpenStay[] => (db.statement(`${STAYS} ORDER BY s.started_at, s.rid`).all() as StayRow[]).map(stayOf);

export function findOpenStay(db: ReadDb, stayId: string): OpenStay | undefined {
  const row = db.statement(`${STAYS} AND s.id = ?`).get(stayId) as StayRow | undefined;
  return row && stayOf(row);
}

/** The stay a patient is in. Two PCs may have opened one each: the first counts. */
export function openStayOf(db: ReadDb, patientId: string): string | undefined {
  return (db.statement(`SELECT id FROM bedside_stay INDEXED BY bedside_stay_patient WHERE patient_id = ? AND status = 'open' ORDER BY started_at, rid LIMIT 1`)
    .get(patientId) as { id: string } | undefined)?.id;
}

/** Who lay in this stay, whether it goes on or not. */
export const stayPatient = (db: ReadDb, stayId: string): string | undefined =>
  (db.statement('SELECT patient_id FROM bedside_stay WHERE id = ?').get(stayId) as { patient_id: string } | undefined)?.patient_id;

interface AlarmRow extends SyncedRow<'bedside_alarm'> { by_name: string | null }

const alarmOf = (row: AlarmRow): AlarmView => ({
  id: row.id, code: row.code, cause: row.cause as AlarmCause, value: row.value, limit: row.limit_value, startedAt: row.started_at, endedAt: row.ended_at,
  acknowledgedAt: row.acknowledged_at, acknowledgedBy: row.by_name,
});

const ALARMS = 'SELECT a.*, w.name AS by_name FROM bedside_alarm a LEFT JOIN person w ON w.id = a.acknowledged_by';

/** Alarms of a stay that still ring, or that nobody has acknowledged; newest first. */
export function standingAlarms(db: ReadDb, stayId: string): AlarmView[] {
  return (db.statement(`${ALARMS} WHERE a.stay_id = ? AND (a.ended_at IS NULL OR a.acknowledged_at IS NULL) ORDER BY a.started_at DESC, a.rid DESC LIMIT 50`)
    .all(stayId) as AlarmRow[]).map(alarmOf);
}

/** All alarms of a stay, newest first. */
export const alarmsOfStay = (db: ReadDb, stayId: string): AlarmView[] =>
  (db.statement(`${ALARMS} WHERE a.stay_id = ? ORDER BY a.started_at DESC, a.rid DESC LIMIT 500`).all(stayId) as AlarmRow[]).map(alarmOf);

export function findAlarm(db: ReadDb, id: string): { readonly view: AlarmView; readonly stayId: string; readonly patientId: string } | undefined {
  const row = db.statement(`${ALARMS} WHERE a.id = ?`).get(id) as AlarmRow | undefined;
  return row && { view: alarmOf(row), stayId: row.stay_id, patientId: row.patient_id };
}

/** Alarms of open stays that stand and that nobody has answered, newest first, with the names of their beds. */
export function unansweredAlarms(db: ReadDb): RingingAlarm[] {
  const rows = db.statement(`SELECT a.*, w.name AS by_name, b.name AS bed FROM bedside_stay s JOIN bedside_alarm a ON a.stay_id = s.id
    LEFT JOIN person w ON w.id = a.acknowledged_by LEFT JOIN bed b ON b.id = s.bed_id
    WHERE s.status = 'open' AND a.ended_at IS NULL AND a.acknowledged_at IS NULL ORDER BY a.started_at DESC, a.rid DESC LIMIT 200`).all() as (AlarmRow & { bed: string | null })[];
  return rows.map((row) => ({ stayId: row.stay_id, bed: row.bed, alarm: alarmOf(row) }));
}

/** Alarms that ring, of open stays: what a program that was stopped goes on with. */
export function ringingAlarms(db: ReadDb): { readonly id: string; readonly stayId: string; readonly code: string; readonly cause: AlarmCause }[] {
  return (db.statement(`SELECT a.id, a.stay_id, a.code, a.cause FROM bedside_alarm a JOIN bedside_stay s ON s.id = a.stay_id
    WHERE s.status = 'open' AND a.ended_at IS NULL`).all() as { id: string; stay_id: string; code: string; cause: AlarmCause }[])
    .map((row) => ({ id: row.id, stayId: row.stay_id, code: row.code, cause: row.cause }));
}

/** Minutes between two values that a stream charts by itself, and days for which waveforms are kept. */
export function bedsideSettings(db: ReadDb): { readonly chartMinutes: number; readonly waveDays: number } {
  return db.kept('clinic', 'bedside', () => {
    const row = db.statement('SELECT chart_minutes, wave_days FROM clinic LIMIT 1').get() as { chart_minutes: number | null; wave_days: number | null } | undefined;
    return { chartMinutes: row?.chart_minutes ?? USUAL_CHART_MINUTES, waveDays: row?.wave_days ?? USUAL_WAVE_DAYS };
  });
}

export function findOrigin(db: ReadDb, patientId: string, id: string): SyncedRow<'reading_origin'> | undefined {
  return db.statement('SELECT * FROM reading_origin WHERE id = ? AND patient_id = ?').get(id, patientId) as SyncedRow<'reading_origin'> | undefined;
}

/** When a code of a patient last went into the chart from a device, by code. */
export function lastCharted(db: ReadDb, patientId: string, since: string): Map<string, string> {
  const rows = db.statement(`SELECT o.code, max(o.taken_at) AS at FROM observation o JOIN reading_origin r ON r.id = o.origin_id
    WHERE o.patient_id = ? AND o.taken_at >= ? AND o.origin_id IS NOT NULL GROUP BY o.code`).all(patientId, since) as { code: string; at: string }[];
  return new Map(rows.map(({ code, at }) => [code, at]));
}
