import { procedureKey } from '#domain/billing/prices.ts';
import { nameIn } from '#domain/lab/test.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { labCatalogue } from '#db/queries/lab-catalogue.ts';
import type { ReadDb } from '#db/read.ts';

/** Something that was done for a patient and may have a price. */
export interface Fact {
  readonly source: string;
  /** The row that says it was done: the same fact is never charged twice, on any PC. */
  readonly sourceId: string;
  /** What it is in the price list. */
  readonly itemKey: string;
  readonly title: string;
  readonly quantity: number;
  readonly at: string;
}

/** A calendar day and the instant at which it begins in the clinic's zone. */
export interface Since {
  readonly day: string;
  readonly instant: string;
}

interface ChargeSource {
  readonly name: string;
  /** What was done for the patient since a day of the clinic, oldest first. */
  readonly ofPatient: (db: ReadDb, patientId: string, since: Since) => Fact[];
}

type ServiceRow = { source_id: string; service_id: string; name: string; at: string };

/** Whoever was given a token for a service or was seen in one; a service once in each visit. */
const visits: ChargeSource = {
  name: 'visit',
  ofPatient: (db, patientId, since) => (db.statement(`SELECT source_id, service_id, s.name, min(at) AS at FROM (
      SELECT coalesce(token_id, id) AS source_id, service_id, started_at AS at FROM encounter
        WHERE patient_id = ? AND started_at >= ? AND source = 'desk' AND removed = 0 AND service_id IS NOT NULL AND status IN ('in-progress', 'finished')
      UNION ALL SELECT id, service_id, arrived_at FROM token_of_patient WHERE patient_id = ? AND service_day >= ? AND status NOT IN ('cancelled', 'no-show'))
    JOIN service s ON s.id = service_id GROUP BY source_id, service_id ORDER BY at`).all(patientId, since.instant, patientId, since.day) as ServiceRow[])
    .map((row) => ({ source: 'visit', sourceId: row.source_id, itemKey: `service:${row.service_id}`, title: row.name, quantity: 1, at: row.at })),
};

const tests: ChargeSource = {
  name: 'laboratory',
  ofPatient: (db, patientId, since) => {
    const rows = db.statement(`SELECT id, test_code, ordered_at FROM lab_order_line WHERE patient_id = ? AND ordered_at >= ?
      AND status NOT IN ('cancelled', 'rejected') ORDER BY ordered_at, rid`).all(patientId, since.instant) as { id: string; test_code: string; ordered_at: string }[];
    if (rows.length === 0) return [];
    const { byCode } = labCatalogue(db);
    const language = findClinic(db)?.languages[0] ?? 'en';
    return rows.map((row) => ({
      source: 'laboratory', sourceId: row.id, itemKey: `lab:${row.test_code}`, title: nameIn(byCode.get(row.test_code)?.names ?? { en: row.test_code }, language), quantity: 1, at: row.ordered_at,
    }));
  },
};

const procedures: ChargeSource = {
  name: 'procedure',
  ofPatient: (db, patientId, since) => (db.statement(`SELECT id, code, title, performed_at FROM procedure WHERE patient_id = ? AND performed_at >= ?
      AND source = 'desk' AND removed = 0 AND status IN ('completed', 'in-progress') ORDER BY performed_at, rid`)
    .all(patientId, since.instant) as { id: string; code: string | null; title: string; performed_at: string }[])
    .map((row) => ({ source: 'procedure', sourceId: row.id, itemKey: procedureKey(row.code, row.title), title: row.title, quantity: 1, at: row.performed_at })),
};

/** What was handed out and not taken back, in base units. */
const medicines: ChargeSource = {
  name: 'dispensing',
  ofPatient: (db, patientId, since) => (db.statement(`SELECT d.id, d.item_id, d.at, trim(i.name || ' ' || coalesce(i.strength, '')) AS title,
      (SELECT -coalesce(sum(m.quantity), 0) FROM stock_movement m WHERE m.dispensing_id = d.id) AS quantity
      FROM stock_dispensing d JOIN stock_item i ON i.id = d.item_id WHERE d.patient_id = ? AND d.at >= ? ORDER BY d.at, d.rid`)
    .all(patientId, since.instant) as { id: string; item_id: string; at: string; title: string; quantity: number }[]).filter(({ quantity }) => quantity > 0)
    .map((row) => ({ source: 'dispensing', sourceId: row.id, itemKey: `stock:${row.item_id}`, title: row.title, quantity: row.quantity, at: row.at })),
};

/** How much of one dispensing the patient kept, in base units; undefined while its rows are not here. */
export function keptOf(db: ReadDb, dispensingId: string): number | undefined {
  const { kept } = db.statement('SELECT -sum(quantity) AS kept FROM stock_movement WHERE dispensing_id = ?').get(dispensingId) as { kept: number | null };
  return kept === null ? undefined : Math.max(0, kept);
}

/** Everything that makes charges by itself. */
export const chargeSources: readonly ChargeSource[] = [visits, tests, procedures, medicines];

export const factsOf = (db: ReadDb, patientId: string, since: Since): Fact[] => chargeSources.flatMap((source) => source.ofPatient(db, patientId, since));
