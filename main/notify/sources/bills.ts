import { dueOf } from '#domain/billing/bill.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { decimalsOf } from '#domain/kit/money.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { sumsOf } from '#db/queries/billing.ts';
import { clinicCurrency } from '#db/queries/stock.ts';
import { DAYS_BACK, dayOf, dayText, instantOfDay, tagOf, type Source } from './source.ts';

/** Closed bills of which the patient owes something some days after the bill's own: one message for each bill and span. */
export const billSource: Source = {
  events: ['bill-unpaid'],
  plan(place, rule, horizon) {
    const days = rule.lead_minutes / 1440;
    const rows = place.db.statement(`SELECT s.invoice_id AS id, s.patient_id, s.day FROM invoice_sum s INDEXED BY invoice_sum_unsettled JOIN invoice i ON i.id = s.invoice_id
      WHERE s.total - s.insurer - s.paid <> 0 AND s.total - s.insurer > s.paid AND i.status = 'issued' AND s.day BETWEEN ? AND ? ORDER BY s.day, s.invoice_id`)
      .all(addDays(dayOf(place, place.now), -days - DAYS_BACK), addDays(dayOf(place, horizon), -days)) as { id: string; patient_id: string; day: string }[];
    return rows.flatMap((row) => {
      const dueAt = instantOfDay(place, addDays(row.day, days));
      return dueAt > horizon || dueAt < Date.parse(rule.since) ? [] : [{ subjectId: row.id, about: String(days), patientId: row.patient_id, dueAt, untilAt: null }];
    });
  },
  facts({ db, clinicName }, _event, { subjectId }) {
    const bill = db.statement('SELECT * FROM invoice WHERE id = ?').get(subjectId) as SyncedRow<'invoice'> | undefined;
    const due = dueOf(sumsOf(db, subjectId));
    if (bill?.status !== 'issued' || due <= 0) return undefined;
    const currency = clinicCurrency(db);
    return {
      name: '', phone: null, values: (language) => ({
        clinic: clinicName, number: bill.number, date: dayText(bill.day, language),
        amount: new Intl.NumberFormat(tagOf(language), { style: 'currency', currency, minimumFractionDigits: decimalsOf(currency), maximumFractionDigits: decimalsOf(currency) }).format(due / 10 ** decimalsOf(currency)),
      }),
    };
  },
};
