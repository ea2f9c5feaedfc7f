import type { Terms } from '#domain/billing/bill.ts';
import type { BillLine } from '#domain/contract/billing-shapes.ts';
import type { ReadDb } from '#db/read.ts';
import { findPayer, type InvoiceRow, type LineRow } from '#db/queries/billing.ts';
import { fail } from '../dispatch/failure.ts';
import { derivedId } from './derived-id.ts';
import { factsOf, keptOf, type Fact } from './sources.ts';
import { addRow, amountsOf, chargedSince, priceOfItem, termsOf, type Desk, type Place } from './work.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';

type PatientRow = SyncedRow<'patient'>;

/** The id of the line that charges a fact; `time` counts how often it was charged anew. */
const lineId = ({ source, sourceId, itemKey }: Pick<Fact, 'source' | 'sourceId' | 'itemKey'>, time: number): string => derivedId('charge', source, sourceId, itemKey, time);

/** A fact with its price, as the line it will be. */
interface Proposal {
  readonly fact: Fact;
  readonly line: BillLine;
}

const exists = (db: ReadDb, id: string): boolean => db.statement('SELECT 1 FROM invoice_line WHERE id = ?').get(id) !== undefined;

/** What was done, has a price and was not charged. What has no price costs nothing and is not listed. */
export function proposals(place: Place, patient: PatientRow, payerId: string | null): Proposal[] {
  const since = chargedSince(place);
  if (since === undefined) return [];
  return factsOf(place.db, patient.id, since).flatMap((fact) => {
    const id = lineId(fact, 0);
    return exists(place.db, id) ? [] : proposalOf(place, fact, id, patient, payerId);
  });
}

function proposalOf(place: Place, fact: Fact, id: string, patient: PatientRow, payerId: string | null): Proposal[] {
  const price = priceOfItem(place, fact.itemKey, patient, payerId);
  if (!price) return [];
  const terms = termsOf(place, price, payerId, fact.quantity);
  const { total, tax, insurer } = amountsOf(terms);
  const { taxRate, taxIncluded, unitAmount } = terms;
  return [{ fact, line: { id, stored: false, itemKey: fact.itemKey, title: fact.title, quantity: fact.quantity, unitAmount, taxRate, taxIncluded, charged: total, total, tax, insurer, source: fact.source, at: fact.at } }];
}

/** Puts everything that waits to be charged on the bill. */
export function takeCharges(desk: Desk, bill: InvoiceRow, patient: PatientRow): void {
  for (const proposal of proposals(desk, patient, bill.payer_id)) store(desk, bill, proposal);
}

/** All that a fact's line holds follows from the fact and its price, so that two PCs write the same. */
function store(desk: Desk, bill: InvoiceRow, { fact, line }: Proposal): void {
  addRow({ ...desk, personId: null }, bill, {
    id: line.id, kind: 'charge', source: fact.source, source_id: fact.sourceId, item_key: fact.itemKey, title: fact.title, quantity: fact.quantity, unit_amount: line.unitAmount,
    tax_rate: line.taxRate, tax_included: line.taxIncluded ? 1 : 0, total: line.total, tax: line.tax, insurer: line.insurer, at: fact.at,
  });
}

/** The newest line of a fact that was charged, and whether it was taken off again. */
function lastCharge(db: ReadDb, fact: Fact): { readonly time: number; readonly id: string; readonly reason: string | null; readonly isOff: boolean } | undefined {
  let time = -1;
  while (exists(db, lineId(fact, time + 1))) time += 1;
  if (time < 0) return undefined;
  const id = lineId(fact, time);
  const off = db.statement("SELECT reason FROM invoice_line WHERE of_id = ? AND kind = 'reversal' LIMIT 1").get(id) as { reason: string | null } | undefined;
  return { time, id, reason: off?.reason ?? null, isOff: off !== undefined };
}

/** What was done and is charged no more. */
export function leftOut(place: Place, patientId: string): { source: string; sourceId: string; itemKey: string; title: string; reason: string | null }[] {
  const since = chargedSince(place);
  if (since === undefined) return [];
  return factsOf(place.db, patientId, since).flatMap((fact) => {
    const last = lastCharge(place.db, fact);
    return last?.isOff ? [{ source: fact.source, sourceId: fact.sourceId, itemKey: fact.itemKey, title: fact.title, reason: last.reason }] : [];
  });
}

/** Charges once more what was taken off. */
export function chargeAgain(desk: Desk, bill: InvoiceRow, patient: PatientRow, wanted: { readonly sourceId: string; readonly itemKey: string }): void {
  const since = chargedSince(desk);
  const fact = since === undefined ? undefined : factsOf(desk.db, patient.id, since).find(({ sourceId, itemKey }) => sourceId === wanted.sourceId && itemKey === wanted.itemKey);
  const last = fact && lastCharge(desk.db, fact);
  if (!fact || !last) throw fail('NOT_FOUND', { what: 'charge' });
  if (!last.isOff) throw fail('CONFLICT', { reason: 'charged-already' });
  const [proposal] = proposalOf(desk, fact, lineId(fact, last.time + 1), patient, bill.payer_id);
  if (!proposal) throw fail('NOT_FOUND', { what: 'price' });
  store(desk, bill, proposal);
}

/** A stored line under the terms of another payer or in another quantity: the old one is taken off by the caller. */
export function chargeAnew(desk: Desk, bill: InvoiceRow, patient: PatientRow, row: LineRow): void {
  const { id, terms } = anew(desk, bill.payer_id, patient, row);
  addRow({ ...desk, personId: id === undefined ? desk.personId : null }, bill, {
    id: id ?? desk.db.newId(), kind: 'charge', source: row.source, source_id: row.source_id, item_key: row.item_key, title: row.title,
    quantity: row.quantity, unit_amount: terms.unitAmount, tax_rate: terms.taxRate, tax_included: terms.taxIncluded ? 1 : 0, at: row.at, ...amountsOf(terms),
  });
}

/** The terms of a stored line today and, where it charges a fact, the id it will have. */
function anew(place: Place, payerId: string | null, patient: PatientRow, row: LineRow): { readonly id: string | undefined; readonly terms: Terms } {
  const price = row.item_key === null ? undefined : priceOfItem(place, row.item_key, patient, payerId);
  const terms = price ? termsOf(place, price, payerId, row.quantity) : {
    quantity: row.quantity, unitAmount: row.unit_amount, taxRate: row.tax_rate, taxIncluded: row.tax_included === 1, insurerRate: findPayer(place.db, payerId)?.share ?? 0,
  };
  const fact = row.source === null || row.source_id === null || row.item_key === null ? undefined
    : { source: row.source, sourceId: row.source_id, itemKey: row.item_key, title: row.title, quantity: row.quantity, at: row.at };
  const last = fact && lastCharge(place.db, fact);
  return { id: fact && last ? lineId(fact, last.time + 1) : undefined, terms };
}

/** Charges that nothing reversed. */
export function liveLines(rows: readonly LineRow[]): LineRow[] {
  const reversed = new Set(rows.filter(({ kind }) => kind === 'reversal').map(({ of_id }) => of_id));
  return rows.filter(({ id, kind }) => kind === 'charge' && !reversed.has(id));
}

/** Lines of an open bill of which the patient has brought something back since, each in the quantity that was kept; 0: nothing was. */
export function changedByReturns(db: ReadDb, rows: readonly LineRow[]): LineRow[] {
  return liveLines(rows).flatMap((row) => {
    const kept = row.source === 'dispensing' && row.source_id !== null ? keptOf(db, row.source_id) : undefined;
    return kept === undefined || kept === row.quantity ? [] : [{ ...row, quantity: kept }];
  });
}

/** A line of an open bill as it will be charged anew. */
export function lineAnew(place: Place, payerId: string | null, patient: PatientRow, row: LineRow): BillLine {
  const { id = row.id, terms } = anew(place, payerId, patient, row);
  const { total, tax, insurer } = amountsOf(terms);
  const { taxRate, taxIncluded, unitAmount } = terms;
  return {
    id, stored: false, itemKey: row.item_key, title: row.title, quantity: row.quantity, unitAmount, taxRate, taxIncluded, charged: total, total, tax, insurer, source: row.source, at: row.at,
  };
}
