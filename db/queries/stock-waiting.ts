import { briefColumns, briefOf, type BriefRow } from './patients.ts';
import type { WaitingPatient } from '#domain/contract/stock-shapes.ts';
import type { ReadDb } from '../read.ts';

/** A prescription of somebody who is here today, with what was handed out of it. */
export interface OwedRow {
  readonly patientId: string;
  readonly id: string; readonly drug: string; readonly form: string | null; readonly strength: string | null; readonly dose: number | null; readonly doseUnit: string | null;
  readonly timing: string | null; readonly days: number | null; readonly quantity: number | null; readonly quantityUnit: string | null; readonly instructions: string | null;
  readonly asNeeded: 0 | 1; readonly warning: string | null; readonly prescribedAt: string; readonly prescribedBy: string | null; readonly dispensed: number; readonly times: number;
}

/**
 * Orders in force that were written today, or belong to somebody with a token of today and were written within `since`.
 * @param since instant; @param dayStart instant at which the clinic's day began
 */
export const prescriptionsToday = (db: ReadDb, { serviceDay, dayStart, since }: { serviceDay: string; dayStart: string; since: string }): OwedRow[] => db.statement(`SELECT r.patient_id AS patientId, r.id, r.drug, r.form,
  r.strength, r.dose, r.dose_unit AS doseUnit, r.timing, r.days, r.quantity, r.quantity_unit AS quantityUnit, r.instructions, r.as_needed AS asNeeded, r.warning,
  r.prescribed_at AS prescribedAt, w.name AS prescribedBy,
  coalesce((SELECT -sum(m.quantity) FROM stock_dispensing d JOIN stock_movement m ON m.dispensing_id = d.id WHERE d.prescription_id = r.id), 0) AS dispensed,
  (SELECT count(*) FROM stock_dispensing d WHERE d.prescription_id = r.id) AS times
  FROM prescription r LEFT JOIN person w ON w.id = r.prescribed_by
  WHERE r.rid IN (SELECT rid FROM prescription WHERE prescribed_at >= ? UNION ALL SELECT p.rid FROM token_of_day t JOIN prescription p ON p.patient_id = t.patient_id
    WHERE t.service_day = ? AND t.status NOT IN ('cancelled', 'no-show') AND p.prescribed_at >= ?)
  AND r.intent = 'order' AND r.status = 'active' AND r.removed = 0 ORDER BY r.prescribed_at, r.rid`).all(dayStart, serviceDay, since) as OwedRow[];

type PersonRow = BriefRow & { label: string | null; status: string | null; arrived_at: string | null; substances: string };

/** Who they are: brief, last token of the day, substances they are allergic to. */
export function waitingPeople(db: ReadDb, ids: readonly string[], serviceDay: string): ReadonlyMap<string, Omit<WaitingPatient, 'prescriptions'>> {
  const rows = db.statement(`SELECT ${briefColumns}, t.label, t.status, t.arrived_at,
    (SELECT json_group_array(a.substance) FROM allergy a WHERE a.patient_id = p.id AND a.removed = 0) AS substances
    FROM json_each(?) j JOIN patient p ON p.id = j.value
    LEFT JOIN (SELECT patient_id, max(rid) AS rid FROM token_of_day WHERE service_day = ? AND status NOT IN ('cancelled', 'no-show') GROUP BY patient_id) d ON d.patient_id = p.id
    LEFT JOIN token t ON t.rid = d.rid`)
    .all(JSON.stringify(ids), serviceDay) as PersonRow[];
  return new Map(rows.map((row) => [row.id, {
    patient: briefOf(row), allergies: JSON.parse(row.substances) as string[],
    token: row.label === null ? null : { label: row.label, status: row.status ?? '', arrivedAt: row.arrived_at ?? '' },
  }]));
}
