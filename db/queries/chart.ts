import type { Visit } from '#domain/contract/patients.ts';
import type { LabFlag } from '#domain/lab/range.ts';
import type { ReadDb } from '../read.ts';
import { isShown } from './still-asked.ts';
import { happenedIn } from './visit-summaries.ts';

interface EncounterRow { id: string; started_at: string; ended_at: string | null; title: string; status: string; reason: string | null }
interface TokenRow { id: string; arrived_at: string; ended_at: string | null; label: string; status: string; service: string | null }
interface ValueRow { code: string; value: number | null; text: string | null; unit: string; taken_at: string; id: string }

/** A token by which no visit was opened: the visit stands for both. */
const aloneToken = `NOT EXISTS (SELECT 1 FROM encounter e WHERE e.token_id = token_of_patient.id AND ${isShown('encounter', 'e')})`;

/** A patient's visits, newest first, and how many there are in all; `withRecord`: with what was written in them. */
export function visitsOf(db: ReadDb, patientId: string, limit: number, withRecord: boolean): { visits: Visit[]; visitCount: number } {
  const encounters = db.statement(`SELECT id, started_at, ended_at, title, status, reason FROM encounter
    WHERE patient_id = ? AND ${isShown('encounter')} ORDER BY started_at DESC LIMIT ?`).all(patientId, limit) as EncounterRow[];
  const tokens = db.statement(`SELECT token_of_patient.id, arrived_at, ended_at, label, status, s.name AS service FROM token_of_patient
    LEFT JOIN service s ON s.id = service_id WHERE patient_id = ? AND ${aloneToken} ORDER BY arrived_at DESC LIMIT ?`).all(patientId, limit) as TokenRow[];
  const happened = withRecord ? happenedIn(db, patientId) : undefined;
  const visits: Visit[] = encounters.map((row) => ({
    id: row.id, kind: 'encounter', startedAt: row.started_at, endedAt: row.ended_at, title: row.title, status: row.status, reason: row.reason,
    happened: happened?.get(row.id) ?? null,
  }));
  for (const row of tokens) {
    visits.push({
      id: row.id, kind: 'token', startedAt: row.arrived_at, endedAt: row.ended_at, title: `${row.label} · ${row.service ?? ''}`,
      status: row.status, reason: null, happened: null,
    });
  }
  visits.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
  return { visits: visits.slice(0, limit), visitCount: countVisits(db, patientId) };
}

function countVisits(db: ReadDb, patientId: string): number {
  const row = db.statement(`SELECT (SELECT count(*) FROM encounter WHERE patient_id = ? AND ${isShown('encounter')})
    + (SELECT count(*) FROM token_of_patient WHERE patient_id = ? AND ${aloneToken}) AS n`).get(patientId, patientId) as { n: number };
  return row.n;
}

export interface Measures {
  /** `flag` is what the laboratory said of it; null of what it did not give. */
  readonly latest: { code: string; value: number | null; text: string | null; unit: string; takenAt: string; flag: LabFlag | null }[];
  readonly series: { code: string; unit: string; times: string[]; values: number[] }[];
}

/** Every valid measure of a patient as one series a code, oldest first, and the latest value of each. */
export function measuresOf(db: ReadDb, patientId: string): Measures {
  const rows = db.statement('SELECT id, code, value, text, unit, taken_at FROM observation WHERE patient_id = ? ORDER BY taken_at')
    .all(patientId) as ValueRow[];
  const wrong = new Set((db.statement('SELECT observation_id FROM observation_mark WHERE patient_id = ?').all(patientId) as
    { observation_id: string }[]).map((mark) => mark.observation_id));
  const flags = flagsReported(db, patientId);
  const latest = new Map<string, Measures['latest'][number]>();
  const series = new Map<string, Measures['series'][number]>();
  for (const row of rows) {
    if (wrong.has(row.id)) continue;
    latest.set(row.code, { code: row.code, value: row.value, text: row.text, unit: row.unit, takenAt: row.taken_at, flag: flags.get(row.id) ?? null });
    if (row.value === null) continue;
    let line = series.get(row.code);
    if (!line) series.set(row.code, line = { code: row.code, unit: row.unit, times: [], values: [] });
    line.times.push(row.taken_at);
    line.values.push(row.value);
  }
  return { latest: [...latest.values()], series: [...series.values()] };
}

/** What the laboratory reported of each measure that it gave, by the range that held then. */
const flagsReported = (db: ReadDb, patientId: string): ReadonlyMap<string, LabFlag> =>
  new Map((db.statement(`SELECT e.observation_id AS id, v.flag FROM lab_event e CROSS JOIN lab_value v ON v.id = e.value_id
    WHERE e.patient_id = ? AND e.observation_id IS NOT NULL AND v.flag IS NOT NULL`).all(patientId) as { id: string; flag: LabFlag }[]).map(({ id, flag }) => [id, flag]));
