import { lineAmounts, MOST_LINES, type Amounts, type Terms } from '#domain/billing/bill.ts';
import type { Money } from '#domain/kit/money.ts';
import { priceFor, type Price } from '#domain/billing/prices.ts';
import { formatReceiptNumber } from '#domain/billing/receipt-number.ts';
import type { BillingSettings } from '#domain/billing/settings.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { yearsOld } from '#domain/patients/known-age.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { billingSettings, draftOf, findPayer, listPayers, pricesOfItem, type InvoiceRow, type LineRow } from '#db/queries/billing.ts';
import { metaOf } from '#db/queries/clinic.ts';
import type { ReadDb } from '#db/read.ts';
import { clinicOf } from '../api/clinic.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { derivedId } from './derived-id.ts';
import type { Since } from './sources.ts';

/** What everything at the cashier's needs to know of the clinic and the hour. */
export interface Place<D extends ReadDb = ReadDb> {
  readonly db: D;
  readonly at: string;
  /** The clinic's calendar day. */
  readonly day: string;
  readonly personId: string | null;
  /** IANA zone of the clinic. */
  readonly zone: string;
  readonly settings: BillingSettings;
}

export type Desk = Place<WriteDb>;

export const placeOf = <D extends ReadDb>(db: D, { now, caller }: { readonly now: number; readonly caller: { readonly personId: string | null } }): Place<D> => {
  const { zone } = clinicOf(db);
  return { db, at: new Date(now).toISOString(), day: inZone(now, zone).date, personId: caller.personId, zone, settings: billingSettings(db) };
};

/** When a day of the clinic begins. */
export const dayBegins = ({ zone }: Pick<Place, 'zone'>, day: string): string => new Date(instantAt(day, '00:00', zone)).toISOString();

/** Older facts are not charged by themselves any more: somebody left them out. */
const CHARGED_DAYS = 30;

/** From which day on what was done is charged; undefined while nothing is. */
export function chargedSince(place: Place): Since | undefined {
  const { settings: { chargeFrom }, day } = place;
  if (chargeFrom === null) return undefined;
  const window = addDays(day, -CHARGED_DAYS);
  const since = window > chargeFrom ? window : chargeFrom;
  return { day: since, instant: dayBegins(place, since) };
}

type PatientRow = SyncedRow<'patient'>;

export function patientRowOf(db: ReadDb, patientId: string): PatientRow {
  const row = db.statement('SELECT * FROM patient WHERE id = ?').get(patientId) as PatientRow | undefined;
  if (!row) throw fail('NOT_FOUND', { what: 'patient' });
  return row;
}

export function reasonOf(typed: string | undefined): string {
  const reason = tidyText(typed ?? '');
  if (reason === null) throw invalid('reason', 'empty');
  return reason;
}

export const someAmount = (field: string, amount: Money): Money => {
  if (amount < 1) throw invalid(field, 'nothing');
  return amount;
};

/** The payer whose name or code stands in the patient's own record. */
export function usualPayer(db: ReadDb, { payer }: Pick<PatientRow, 'payer'>): string | null {
  const wanted = payer?.trim().toLowerCase();
  if (wanted === undefined || wanted === '') return null;
  return listPayers(db).find(({ name, code, active }) => active && (name.toLowerCase() === wanted || (code !== '' && code.toLowerCase() === wanted)))?.id ?? null;
}

/** The terms of a price for a payer. */
export function termsOf({ db, settings }: Place, price: Pick<Price, 'amount' | 'tax'>, payerId: string | null, quantity: number): Terms {
  const tax = settings.taxes.find(({ code }) => code === price.tax);
  return { quantity, unitAmount: price.amount, taxRate: tax?.rate ?? 0, taxIncluded: tax?.included ?? false, insurerRate: findPayer(db, payerId)?.share ?? 0 };
}

export function priceOfItem({ db, day }: Place, itemKey: string, patient: PatientRow, payerId: string | null): Price | undefined {
  const ageYears = patient.birth_date !== null && patient.birth_date > day ? null : yearsOld(patient.birth_date, day);
  return priceFor(pricesOfItem(db, itemKey), itemKey, { payerId, ageYears });
}

export function amountsOf(terms: Terms): Amounts {
  const amounts = lineAmounts(terms);
  if (!amounts.ok) throw invalid('quantity', amounts.error);
  return amounts.value;
}

/** The patient's open bill, begun where there is none. Its id and number follow from patient, day and place in that day. */
export function openBill(desk: Desk, patient: PatientRow): InvoiceRow {
  const { db, day } = desk;
  const known = draftOf(db, patient.id);
  if (known) return known;
  const { n } = db.statement('SELECT count(*) AS n FROM invoice WHERE patient_id = ? AND day = ?').get(patient.id, day) as { n: number };
  let place = n;
  while (db.row('invoice', invoiceId(patient.id, day, place))) place += 1;
  const row: InvoiceRow = {
    id: invoiceId(patient.id, day, place), patient_id: patient.id, day, number: `${patient.number}/${day.slice(2).replaceAll('-', '')}-${String(place + 1)}`, status: 'draft',
    payer_id: usualPayer(db, patient), reason: null,
  };
  db.insert('invoice', row);
  return row;
}

const invoiceId = (patientId: string, day: string, place: number): string => derivedId('invoice', patientId, day, place);

export function billRow(db: ReadDb, invoiceIdOf: string, patientId?: string): InvoiceRow {
  const row = db.statement('SELECT * FROM invoice WHERE id = ?').get(invoiceIdOf) as InvoiceRow | undefined;
  if (!row || (patientId !== undefined && row.patient_id !== patientId)) throw fail('NOT_FOUND', { what: 'bill' });
  return row;
}

type NewLine = Pick<LineRow, 'id' | 'kind' | 'title' | 'total' | 'tax' | 'insurer'> & Partial<LineRow>;

/** Adds a row to a bill. */
export function addRow({ db, at, day, personId }: Desk, { id: invoice_id, patient_id }: InvoiceRow, line: NewLine): void {
  const { n } = db.statement('SELECT count(*) AS n FROM invoice_line WHERE invoice_id = ?').get(invoice_id) as { n: number };
  if (n >= MOST_LINES) throw fail('CONFLICT', { reason: 'bill-full' });
  db.insert('invoice_line', {
    invoice_id, patient_id, day, of_id: null, source: null, source_id: null, item_key: null, quantity: 1, unit_amount: line.total, tax_rate: 0, tax_included: 0, at,
    person_id: personId, reason: null, number: null, ...line,
  });
}

/** The next number of this till's series for the year; counted with what carries it, so no number is lost. */
export function nextReceipt({ db, day }: Desk): string {
  const { slot, suffix } = tillOf(db);
  const year = day.slice(0, 4);
  return formatReceiptNumber({ slot, suffix, year, counter: db.nextNumber(`receipt:${slot}${suffix}:${year}`) });
}

/** The letters of this PC, by which its drawer and its receipts are known. */
export function tillOf(db: ReadDb): { readonly slot: string; readonly suffix: string } {
  const slot = metaOf(db, 'slot');
  if (slot === undefined) throw fail('CONFLICT', { reason: 'not-set-up' });
  return { slot, suffix: metaOf(db, 'slot_suffix') ?? '' };
}
