import type { ScoreView } from '#domain/contract/scores.ts';
import type { ReadDb } from '../read.ts';

interface ScoreRow {
  rule: string; version: number; total: number | null; known_total: number; band: string; taken_at: string; parts: string; inputs: string; missing: string;
}

const COLUMNS = 'rule, version, total, known_total, band, taken_at, parts, inputs, missing';

const scoreOf = (row: ScoreRow): ScoreView => ({
  rule: row.rule, version: row.version, total: row.total, knownTotal: row.known_total, band: row.band as ScoreView['band'], takenAt: row.taken_at,
  parts: JSON.parse(row.parts) as ScoreView['parts'], inputs: JSON.parse(row.inputs) as ScoreView['inputs'], missing: JSON.parse(row.missing) as string[],
});

/** The score of a rule as it stands: the one made last, since a value taken back makes another of older ones. */
export const latestScore = (db: ReadDb, patientId: string, rule: string): ScoreView | null => listScores(db, patientId, rule, 1)[0] ?? null;

/** Scores of a rule, the one made last first. */
export function listScores(db: ReadDb, patientId: string, rule: string, limit: number): ScoreView[] {
  return (db.statement(`SELECT ${COLUMNS} FROM score WHERE patient_id = ? AND rule = ? ORDER BY at DESC, rid DESC LIMIT ?`)
    .all(patientId, rule, limit) as ScoreRow[]).map(scoreOf);
}

export interface TakenValue {
  readonly code: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly takenAt: string;
}

const VALID = `NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)`;

/** Valid values of some codes taken in a stretch of time, both ends included, oldest first. */
export function valuesTaken(db: ReadDb, patientId: string, codes: readonly string[], from: string, to: string): TakenValue[] {
  return db.statement(`SELECT o.code, o.value, o.text, o.taken_at AS takenAt FROM observation o
    WHERE o.patient_id = ? AND o.taken_at BETWEEN ? AND ? AND o.code IN (SELECT value FROM json_each(?)) AND ${VALID}
    ORDER BY o.taken_at, o.rid`).all(patientId, from, to, JSON.stringify(codes)) as TakenValue[];
}

/** When one of some codes was last taken validly, from an instant on. */
export function lastTaken(db: ReadDb, patientId: string, codes: readonly string[], since: string): string | null {
  return (db.statement(`SELECT max(o.taken_at) AS at FROM observation o
    WHERE o.patient_id = ? AND o.taken_at >= ? AND o.code IN (SELECT value FROM json_each(?)) AND ${VALID}`).get(patientId, since, JSON.stringify(codes)) as { at: string | null }).at;
}

export interface Decision {
  readonly text: string;
  readonly at: string;
  readonly by: string | null;
}

/** The last thing a person decided and wrote down under a code, such as the saturation scale. */
export function lastDecision(db: ReadDb, patientId: string, code: string): Decision | null {
  const row = db.statement(`SELECT o.text, o.taken_at AS at, p.name AS by FROM observation o LEFT JOIN person p ON p.id = o.recorded_by
    WHERE o.patient_id = ? AND o.code = ? AND o.text IS NOT NULL AND ${VALID} ORDER BY o.taken_at DESC, o.rid DESC LIMIT 1`).get(patientId, code) as Decision | undefined;
  return row ?? null;
}
