import type { Dispensing, StockMovement } from '#domain/contract/stock-shapes.ts';
import { reversalId } from '#domain/stock/movement.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { findItem } from './stock.ts';

export type MovementRow = SyncedRow<'stock_movement'>;

interface ShownRow extends Omit<StockMovement, 'patient' | 'reverses' | 'reversed'> {
  readonly itemId: string;
  readonly reversesId: string | null;
  readonly patientId: string | null;
  readonly patientName: string | null;
  readonly patientNumber: string | null;
  readonly cost: number | null;
  readonly costUnits: number;
}

const select = `SELECT m.id, m.act_id AS actId, m.item_id AS itemId, m.kind, m.quantity, m.at, w.name AS "by", m.reason, m.batch_id AS batchId, b.lot, b.expires_on AS expiresOn,
  m.store_id AS storeId, coalesce(s.name, '') AS storeName, m.reverses_id AS reversesId, m.patient_id AS patientId, p.name AS patientName, p.number AS patientNumber,
  b.cost, coalesce(b.cost_units, 1) AS costUnits
  FROM stock_movement m LEFT JOIN stock_batch b ON b.id = m.batch_id LEFT JOIN stock_store s ON s.id = m.store_id LEFT JOIN person w ON w.id = m.person_id
  LEFT JOIN patient p ON p.id = m.patient_id`;

function shown(db: ReadDb, { itemId: _item, reversesId, patientId, patientName, patientNumber, cost: _cost, costUnits: _units, ...row }: ShownRow): StockMovement {
  return {
    ...row, reverses: reversesId !== null, reversed: reversesId === null && db.statement('SELECT 1 FROM stock_movement WHERE id = ?').get(reversalId(row.id)) !== undefined,
    patient: patientId === null || patientName === null ? null : { id: patientId, name: patientName, number: patientNumber ?? '' },
  };
}

/** The ledger of an item, newest first, from the one after `before` on. */
export function ledgerOf(db: ReadDb, itemId: string, before: string | null, limit: number): { movements: StockMovement[]; more: boolean } {
  const place = before === null ? undefined : db.statement('SELECT at, rid FROM stock_movement WHERE id = ?').get(before) as { at: string; rid: number } | undefined;
  const rows = db.statement(`${select} WHERE m.item_id = ? AND (m.at, m.rid) < (?, ?) ORDER BY m.at DESC, m.rid DESC LIMIT ?`)
    .all(itemId, place?.at ?? '9999', place?.rid ?? Number.MAX_SAFE_INTEGER, limit + 1) as ShownRow[];
  return { movements: rows.slice(0, limit).map((row) => shown(db, row)), more: rows.length > limit };
}

export const movementsOfAct = (db: ReadDb, actId: string): StockMovement[] =>
  (db.statement(`${select} WHERE m.act_id = ? ORDER BY m.rid`).all(actId) as ShownRow[]).map((row) => shown(db, row));

/** The last movements of a batch in a store, newest first. */
export const movementsOfBatch = (db: ReadDb, batchId: string, storeId: string, limit: number): StockMovement[] =>
  (db.statement(`${select} WHERE m.batch_id = ? AND m.store_id = ? ORDER BY m.at DESC, m.rid DESC LIMIT ?`).all(batchId, storeId, limit) as ShownRow[]).map((row) => shown(db, row));

/** What was received lately, newest first, with what it cost. */
export function lastReceived(db: ReadDb, limit: number): (StockMovement & { readonly itemId: string; readonly cost: number | null; readonly costUnits: number })[] {
  const rows = db.statement(`${select} WHERE m.rid IN (SELECT rid FROM stock_movement WHERE kind = 'receive' AND reverses_id IS NULL ORDER BY at DESC, rid DESC LIMIT ?)
    ORDER BY m.at DESC, m.rid DESC`).all(limit) as ShownRow[];
  return rows.map((row) => ({ ...shown(db, row), itemId: row.itemId, cost: row.cost, costUnits: row.costUnits }));
}

/** Rows of an act as they are stored; what takes others back is left out. */
export const actRows = (db: ReadDb, actId: string): MovementRow[] =>
  db.statement('SELECT * FROM stock_movement WHERE act_id = ? AND reverses_id IS NULL ORDER BY rid').all(actId) as MovementRow[];

/** What is out of each batch for a dispensing: handed out, less what came back and what was taken back. */
export const outOf = (db: ReadDb, dispensingId: string): { readonly batchId: string; readonly storeId: string; readonly out: number }[] => db.statement(`SELECT batch_id AS batchId,
  store_id AS storeId, -sum(quantity) AS "out" FROM stock_movement WHERE dispensing_id = ? GROUP BY batch_id, store_id ORDER BY min(rid)`).all(dispensingId) as { batchId: string; storeId: string; out: number }[];

interface DispensingRow extends Omit<Dispensing, 'itemName' | 'unit' | 'packs' | 'lots'> { readonly lots: string }

const dispensingSql = `SELECT d.id, d.patient_id AS patientId, d.prescription_id AS prescriptionId, d.item_id AS itemId, d.quantity, d.at, w.name AS "by", d.substituted, d.directions,
  coalesce((SELECT -sum(m.quantity) FROM stock_movement m WHERE m.dispensing_id = d.id), 0) AS net,
  (SELECT json_group_array(DISTINCT b.lot) FROM stock_movement m JOIN stock_batch b ON b.id = m.batch_id WHERE m.dispensing_id = d.id AND b.lot IS NOT NULL) AS lots
  FROM stock_dispensing d LEFT JOIN person w ON w.id = d.person_id`;

function dispensingOf(db: ReadDb, { lots, ...row }: DispensingRow): Dispensing {
  const item = findItem(db, row.itemId);
  const itemName = item ? [item.name, item.strength, item.form].filter(Boolean).join(' ') : '';
  return { ...row, itemName, unit: item?.unit ?? '', packs: item?.packs ?? [], lots: (JSON.parse(lots) as string[]).sort() };
}

export function findDispensing(db: ReadDb, id: string): Dispensing | undefined {
  const row = db.statement(`${dispensingSql} WHERE d.id = ?`).get(id) as DispensingRow | undefined;
  return row && dispensingOf(db, row);
}

export const dispensingsOfPatient = (db: ReadDb, patientId: string): Dispensing[] =>
  (db.statement(`${dispensingSql} WHERE d.patient_id = ? ORDER BY d.at DESC, d.rid DESC`).all(patientId) as DispensingRow[]).map((row) => dispensingOf(db, row));

export const dispensingsOfPrescription = (db: ReadDb, prescriptionId: string): Dispensing[] =>
  (db.statement(`${dispensingSql} WHERE d.prescription_id = ? ORDER BY d.row_hlc, d.row_tie`).all(prescriptionId) as DispensingRow[]).map((row) => dispensingOf(db, row));

/** How a prescription is to be taken. */
export interface Dose {
  readonly dose: number | null; readonly doseUnit: string | null; readonly timing: string | null; readonly days: number | null;
  readonly instructions: string | null; readonly asNeeded: 0 | 1;
}

export const doseOf = (db: ReadDb, prescriptionId: string): Dose | undefined => db.statement(`SELECT dose, dose_unit AS doseUnit, timing, days, instructions, as_needed AS asNeeded
  FROM prescription WHERE id = ?`).get(prescriptionId) as Dose | undefined;

/** Until when a lot of an item is good, where that is known. */
export const expiryOfLot = (db: ReadDb, itemId: string, lot: string): string | null =>
  (db.statement('SELECT expires_on AS expiresOn FROM stock_batch WHERE item_id = ? AND lot = ? AND expires_on IS NOT NULL ORDER BY expires_on LIMIT 1').get(itemId, lot) as { expiresOn: string } | undefined)?.expiresOn ?? null;

export const batchDetails = (db: ReadDb, batchId: string): { readonly itemId: string; readonly lot: string | null; readonly expiresOn: string | null } | undefined =>
  db.statement('SELECT item_id AS itemId, lot, expires_on AS expiresOn FROM stock_batch WHERE id = ?').get(batchId) as { itemId: string; lot: string | null; expiresOn: string | null } | undefined;
