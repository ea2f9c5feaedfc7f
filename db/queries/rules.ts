import { calculationOf, readCodes, readLoincs } from '#domain/clinical/calculate/all.ts';
import { toneOf } from '#domain/clinical/calculate/calculation.ts';
import type { Taken } from '#domain/vitals/taken.ts';
import type { Answers } from '#domain/clinical/calculate/question.ts';
import type { KeptRule, UsedInput } from '#domain/contract/scores.ts';
import type { ReadDb } from '../read.ts';

/** The newest valid value of each code and LOINC code that a published rule reads. */
export function newestValues(db: ReadDb, patientId: string): Taken[] {
  // Beside max(), SQLite gives the other columns of the row that holds it.
  return db.statement(`SELECT o.code, o.loinc, o.value, o.text, o.unit, max(o.taken_at) AS takenAt FROM observation o
    WHERE o.patient_id = ? AND (o.code IN (SELECT value FROM json_each(?)) OR o.loinc IN (SELECT value FROM json_each(?)))
      AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)
    GROUP BY o.code, o.loinc`).all(patientId, JSON.stringify(readCodes), JSON.stringify(readLoincs)) as Taken[];
}

interface Row {
  id: string; rule: string; version: number; total: number | null; known_total: number; value: number | null; unit: string | null; band: string;
  parts: string; inputs: string; taken_at: string; at: string; by: string | null;
}

/** Results of a rule that somebody kept, newest first. */
export function keptRules(db: ReadDb, patientId: string, rule: string, limit: number): KeptRule[] {
  const rows = db.statement(`SELECT s.id, s.rule, s.version, s.total, s.known_total, s.value, s.unit, s.band, s.parts, s.inputs, s.taken_at, s.at, p.name AS by
    FROM score s LEFT JOIN person p ON p.id = s.person_id WHERE s.patient_id = ? AND s.rule = ? ORDER BY s.at DESC, s.rid DESC LIMIT ?`).all(patientId, rule, limit) as Row[];
  const calculation = calculationOf(rule);
  return rows.map((row) => ({
    id: row.id, rule: row.rule, version: row.version, total: row.total, knownTotal: row.known_total, value: row.value, unit: row.unit ?? '', band: row.band === '' ? null : row.band,
    atLeast: null, tone: calculation ? toneOf(calculation, row.band === '' ? null : row.band) : null, parts: JSON.parse(row.parts) as Record<string, number>,
    inputs: usedInputs(row.inputs), takenAt: row.taken_at, at: row.at, by: row.by,
  }));
}

/** What was answered when each rule was last kept: it is offered again. */
export function keptAnswers(db: ReadDb, patientId: string): ReadonlyMap<string, Answers> {
  const rows = db.statement(`SELECT rule, inputs, max(at) AS at FROM score WHERE patient_id = ? GROUP BY rule`).all(patientId) as { rule: string; inputs: string }[];
  return new Map(rows.map(({ rule, inputs }) =>
    [rule, Object.fromEntries(usedInputs(inputs).filter(({ from }) => from === 'answer').map(({ name, value }) => [name, value]))]));
}

/** The early warning score keeps its inputs by name, without their origins. */
function usedInputs(json: string): UsedInput[] {
  const inputs = JSON.parse(json) as UsedInput[] | Record<string, unknown>;
  return Array.isArray(inputs) ? inputs : [];
}
