import type { CriticalShape } from '#domain/contract/lab-shapes.ts';
import type { ReadDb } from '../read.ts';

interface Row {
  id: string; line_id: string; patient_id: string; patient_name: string; patient_number: string; test_code: string; ordered_by_id: string | null; ordered_by: string | null;
  raised_at: string; status: string; told: string | null; acknowledged_at: string | null; acknowledged_by: string | null;
  value_id: string; value: number | null; comparator: string | null; text: string | null; unit: string; range: string | null; flag: string | null; entered_at: string;
  source: string; entered_by: string | null;
}

const select = `SELECT k.id, k.line_id, k.patient_id, p.name AS patient_name, p.number AS patient_number, v.test_code, k.ordered_by AS ordered_by_id, w.name AS ordered_by,
  k.raised_at, k.status, k.told, k.acknowledged_at, a.name AS acknowledged_by, v.id AS value_id, v.value, v.comparator, v.text, v.unit, v.range, v.flag, v.entered_at,
  v.source, e.name AS entered_by
  FROM lab_critical k JOIN patient p ON p.id = k.patient_id JOIN lab_value v ON v.id = k.value_id LEFT JOIN person w ON w.id = k.ordered_by
  LEFT JOIN person a ON a.id = k.acknowledged_by LEFT JOIN person e ON e.id = v.entered_by`;

const MOST = 200;

/** Critical results that wait for somebody to be told, oldest first; or all, newest first. */
export function listCriticals(db: ReadDb, all: boolean, personId: string | null): CriticalShape[] {
  const rows = db.statement(`${select} ${all ? 'ORDER BY k.raised_at DESC, k.rid DESC' : "WHERE k.status = 'open' ORDER BY k.raised_at, k.rid"} LIMIT ${String(MOST)}`).all() as Row[];
  return rows.map((row) => ({
    id: row.id, lineId: row.line_id, patientId: row.patient_id, patientName: row.patient_name, patientNumber: row.patient_number, testCode: row.test_code,
    value: {
      id: row.value_id, value: row.value, comparator: row.comparator as CriticalShape['value']['comparator'], text: row.text, unit: row.unit,
      range: row.range === null ? null : JSON.parse(row.range) as CriticalShape['value']['range'], flag: row.flag as CriticalShape['value']['flag'], delta: null, comment: null,
      refused: null, replacesId: null, reason: null, enteredAt: row.entered_at, enteredBy: row.entered_by, source: row.source as CriticalShape['value']['source'],
    },
    orderedBy: row.ordered_by, mine: row.ordered_by_id !== null && row.ordered_by_id === personId, raisedAt: row.raised_at,
    status: row.status as CriticalShape['status'], told: row.told, acknowledgedAt: row.acknowledged_at, acknowledgedBy: row.acknowledged_by,
  }));
}
