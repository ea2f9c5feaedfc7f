import { hasSeverePressure, otherWarnings, placeAskedFor, type Warned } from '#domain/clinical/early-warnings.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';
import type { ScoreView } from '#domain/contract/scores.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import type { DaysLeftOut } from '#domain/queue/token.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { briefColumns, briefOf, type BriefRow } from './patients.ts';

export type TokenRow = SyncedRow<'token'>;

/** A token with the person it was given to. */
export interface QueueLine {
  readonly token: TokenRow;
  readonly patient: PatientBrief;
  /** How many steps were taken since it was issued; undo takes them back one by one. */
  readonly steps: number;
  /** The early warning score of this visit. */
  readonly score: ScoreView | null;
  readonly warning: QueueEntry['warning'];
}

type JoinedRow = BriefRow & { token_json: string; steps: number; score_json: string | null; warning_json: string | null };

const tokenJson = `json_object('id', t.id, 'label', t.label, 'service_day', t.service_day, 'service_id', t.service_id,
  'patient_id', t.patient_id, 'room_id', t.room_id, 'status', t.status, 'priority', t.priority, 'arrived_at', t.arrived_at,
  'booked_at', t.booked_at, 'called_at', t.called_at, 'started_at', t.started_at, 'ended_at', t.ended_at,
  'times_called', t.times_called, 'vitals_at', t.vitals_at, 'held_reason', t.held_reason)`;

const scoreJson = `json_object('rule', s.rule, 'version', s.version, 'total', s.total, 'knownTotal', s.known_total, 'band', s.band,
  'takenAt', s.taken_at, 'parts', json(s.parts), 'inputs', json(s.inputs), 'missing', json(s.missing))`;

const lineSql = `SELECT ${briefColumns}, ${tokenJson} AS token_json,
  (SELECT count(*) FROM token_event e WHERE e.token_id = t.id AND e.action NOT IN ('undo', 'spoken'))
  - (SELECT count(*) FROM token_event e WHERE e.token_id = t.id AND e.action = 'undo') AS steps
  , (SELECT ${scoreJson} FROM score s WHERE s.patient_id = t.patient_id AND s.rule = 'news2'
    ORDER BY s.at DESC, s.rid DESC LIMIT 1) AS score_json
  , (SELECT json_object('rule', s.rule, 'band', s.band, 'inputs', json(s.inputs), 'takenAt', s.taken_at) FROM score s
    WHERE s.patient_id = t.patient_id AND s.rule IN (${otherWarnings.map((rule) => `'${rule}'`).join(', ')}) ORDER BY s.at DESC, s.rid DESC LIMIT 1) AS warning_json
  FROM token t JOIN patient p ON p.id = t.patient_id`;

function lineOf({ token_json: json, score_json: scoreText, warning_json: warningText, steps, ...brief }: JoinedRow): QueueLine {
  const token = JSON.parse(json) as TokenRow;
  const score = scoreText === null ? null : JSON.parse(scoreText) as ScoreView;
  return { token, patient: briefOf(brief), steps, score: score && score.takenAt >= token.arrived_at ? score : null, warning: warningOf(token, warningText) };
}

function warningOf(token: TokenRow, json: string | null): QueueEntry['warning'] {
  const warned = json === null ? null : JSON.parse(json) as Warned & { rule: (typeof otherWarnings)[number]; takenAt: string };
  const place = warned && placeAskedFor(warned);
  if (!place || warned.takenAt < token.arrived_at) return null;
  return { rule: warned.rule, place, severePressure: hasSeverePressure(warned), takenAt: warned.takenAt };
}

/** The tokens of a service day, in the order they were issued. */
export function linesOfDay(db: ReadDb, day: string): QueueLine[] {
  return (db.statement(`${lineSql} WHERE t.rid IN (SELECT rid FROM token_of_day WHERE service_day = ?) ORDER BY t.rid`).all(day) as JoinedRow[]).map(lineOf);
}

export function findLine(db: ReadDb, tokenId: string): QueueLine | undefined {
  const row = db.statement(`${lineSql} WHERE t.id = ?`).get(tokenId) as JoinedRow | undefined;
  return row && lineOf(row);
}

/** The token that a patient has today and that has not ended; the last one given where there are several. */
export function openTokenOf(db: ReadDb, patientId: string, day: string): TokenRow | undefined {
  return db.statement(`SELECT * FROM token_of_patient WHERE patient_id = ? AND service_day = ? AND status NOT IN ('done', 'cancelled', 'no-show')
    ORDER BY rid DESC LIMIT 1`).get(patientId, day) as TokenRow | undefined;
}

/** The last day that tokens were given for, but for days that a wrong clock began. */
export function lastServiceDay(db: ReadDb, leftOut: DaysLeftOut | null): string | undefined {
  const last = (sql: string, day: string): string | undefined =>
    (db.statement(`SELECT max(day) AS day FROM (SELECT max(service_day) AS day FROM token_by_day WHERE service_day ${sql} ?
      UNION ALL SELECT max(service_day) FROM newest_token WHERE service_day ${sql} ?)`).get(day, day) as { day: string | null }).day ?? undefined;
  // Two looks at an index; one condition for both sides would read every token.
  return leftOut === null ? last('>', '') : last('>', leftOut.until) ?? last('<=', leftOut.from);
}

/** How many wait for a service on a day. */
export function countWaiting(db: ReadDb, day: string, serviceId: string): number {
  const which = "service_day = ? AND status = 'waiting' AND service_id = ?";
  const row = db.statement(`SELECT (SELECT count(*) FROM token_by_day WHERE ${which}) + (SELECT count(*) FROM newest_token WHERE ${which}) AS n`)
    .get(day, serviceId, day, serviceId) as { n: number };
  return row.n;
}

export interface TokenEventRow {
  id: string; token_id: string; at: string; action: string; room_id: string | null; service_id: string; before: string;
}

/** What was done to a token, newest first. */
export function eventsOf(db: ReadDb, tokenId: string): TokenEventRow[] {
  return db.statement(`SELECT id, token_id, at, action, room_id, service_id, before FROM token_event
    WHERE token_id = ? AND action <> 'spoken' ORDER BY rid DESC`).all(tokenId) as TokenEventRow[];
}

/** A call as it was made, with what an announcement says of it. */
export interface CallRow {
  id: string; token_id: string; at: string; label: string; room: string | null; service: string | null; priority: string;
  name: string; pronunciation: string | null; language: string | null;
}

/** The calls of a day made after an instant, oldest first. */
export function callsAfter(db: ReadDb, day: string, after: string, limit: number): CallRow[] {
  return (db.statement(`SELECT e.id, e.token_id, e.at, t.label, r.name AS room, s.name AS service, t.priority, p.name, p.pronunciation, p.language
    FROM token_event e JOIN token t ON t.id = e.token_id JOIN patient p ON p.id = e.patient_id
    LEFT JOIN room r ON r.id = e.room_id LEFT JOIN service s ON s.id = e.service_id
    WHERE e.service_day = ? AND e.action = 'call' AND e.at > ? ORDER BY e.rid DESC LIMIT ?`).all(day, after, limit) as CallRow[]).reverse();
}

/** Tokens of a range of days, for the flow statistics. */
export function tokensBetween(db: ReadDb, from: string, to: string): TokenRow[] {
  return db.statement('SELECT * FROM token_of_day WHERE service_day BETWEEN ? AND ?').all(from, to) as TokenRow[];
}
