import { dueOf, standingLines, totalsOf, undone, type Taken } from '#domain/billing/bill.ts';
import { inCash } from '#domain/kit/money.ts';
import type { Account, Bill, BillLine, Unpaid, Waiting } from '#domain/contract/billing-shapes.ts';
import type { z } from 'zod';
import { dayNumber } from '#domain/kit/calendar.ts';
import { asBillRow, balanceOf, billOf, closedBills, depositOf, depositsOf, draftOf, findPayer, rowsOfBill, sumsOf, type InvoiceRow } from '#db/queries/billing.ts';
import { waitingPatients } from '#db/queries/billing-lists.ts';
import { briefOfPatient } from '#db/queries/patients.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { fail } from '../dispatch/failure.ts';
import { changedByReturns, leftOut, lineAnew, proposals } from './charges.ts';
import { dayBegins, patientRowOf, usualPayer, type Place } from './work.ts';

type PatientRow = SyncedRow<'patient'>;

/** As many closed bills are listed; older ones only while something is due. */
const NEWEST = 20;

/** All that a patient was charged, paid and owes. */
export function accountOf(place: Place, patientId: string): z.input<typeof Account> {
  const { db, settings } = place;
  const row = patientRowOf(db, patientId);
  const patient = briefOfPatient(db, patientId);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  const open = openBillOf(place, row);
  return {
    patient, open, bills: closedBills(db, patientId, NEWEST).map((invoice) => billOf(db, invoice, settings.cashStep)), leftOut: leftOut(place, patientId),
    deposits: depositsOf(db, patientId), balance: balanceOf(db, patientId), deposit: depositOf(db, patientId),
  };
}

const NOTHING: Pick<Bill, 'id' | 'number' | 'lines' | 'cuts' | 'payments'> = { id: null, number: null, lines: [], cuts: [], payments: [] };

/** What is charged next, stored or not; null when nothing is. */
export function openBillOf(place: Place, patient: PatientRow): Bill | null {
  const { db, settings } = place;
  const draft = draftOf(db, patient.id);
  const payerId = draft ? draft.payer_id : usualPayer(db, patient);
  const { off, anew } = draft ? returns(place, draft, patient) : { off: [], anew: [] };
  const lines = [...anew, ...proposals(place, patient, payerId).map(({ line }) => line)];
  if (!draft && lines.length === 0) return null;
  const stored = draft ? billOf(db, draft, settings.cashStep) : NOTHING;
  const sums = sumsWith(draft ? sumsOf(db, draft.id) : NO_SUMS, totalsOf([...lines, ...off]));
  return {
    ...stored, day: draft?.day ?? place.day, status: 'draft', payer: findPayer(db, payerId) ?? null, lines: [...stored.lines.filter(({ id }) => !off.some(({ ofId }) => ofId === id)), ...lines],
    sums, reason: null, dueInCash: inCash(sums.due, settings.cashStep),
  };
}

/** What the next step will take off an open bill because it came back, and what will be charged instead. */
function returns(place: Place, draft: InvoiceRow, patient: PatientRow): { readonly off: readonly Taken[]; readonly anew: readonly BillLine[] } {
  const rows = rowsOfBill(place.db, draft.id);
  const changed = changedByReturns(place.db, rows);
  if (changed.length === 0) return { off: [], anew: [] };
  const off = standingLines(rows.map(asBillRow)).filter(({ id }) => changed.some((row) => row.id === id)).map(undone);
  return { off, anew: changed.filter(({ quantity }) => quantity > 0).map((row) => lineAnew(place, draft.payer_id, patient, row)) };
}

const NO_SUMS = { total: 0, tax: 0, insurer: 0, paid: 0, insured: 0 };

function sumsWith(kept: typeof NO_SUMS, more: { readonly total: number; readonly tax: number; readonly insurer: number }): Bill['sums'] {
  const sums = { ...kept, total: kept.total + more.total, tax: kept.tax + more.tax, insurer: kept.insurer + more.insurer };
  return { ...sums, patient: sums.total - sums.insurer, due: dueOf(sums) };
}

/** Who of today has something to pay, in the order they came; then those of earlier days whose bill is still open. */
export function waitingNow(place: Place): Waiting[] {
  const { db, day } = place;
  return waitingPatients(db, day, dayBegins(place, day)).flatMap(({ patientId, token, tokenStatus, arrivedAt }) => {
    const patient = briefOfPatient(db, patientId);
    if (!patient) return [];
    const open = openBillOf(place, patientRowOf(db, patientId));
    const drafted = open?.id == null ? 0 : dueOf(sumsOf(db, open.id));
    const due = balanceOf(db, patientId) - drafted + (open?.sums.due ?? 0);
    const lines = open?.lines.length ?? 0;
    return due > 0 || lines > 0 ? [{ patient, token, tokenStatus, arrivedAt, due, lines }] : [];
  });
}

/** How old what is owed is, in days from the bill's own. */
export const withAge = <T extends { readonly day: string }>(rows: readonly T[], today: string): (T & Pick<Unpaid, 'ageDays'>)[] =>
  rows.map((row) => ({ ...row, ageDays: Math.max(0, dayNumber(today) - dayNumber(row.day)) }));

/** Where one group of ages begins, in days. */
const AGES = [0, 31, 61, 91] as const;

export function byAge(unpaid: readonly Unpaid[]): { fromDays: number; bills: number; due: number }[] {
  return AGES.map((fromDays, index) => {
    const group = unpaid.filter(({ ageDays }) => ageDays >= fromDays && ageDays < (AGES[index + 1] ?? Infinity));
    return { fromDays, bills: group.length, due: group.reduce((sum, { due }) => sum + due, 0) };
  });
}
