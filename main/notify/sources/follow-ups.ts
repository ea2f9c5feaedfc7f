import { addDays } from '#domain/kit/calendar.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { listServices } from '#db/queries/clinic.ts';
import { listProviders } from '#db/queries/providers.ts';
import { DAYS_BACK, dayOf, dayText, dueByDay, instantOfDay, type Source } from './source.ts';

/** Visits that a doctor asked for and nobody booked. */
export const followUpSource: Source = {
  events: ['follow-up-due'],
  plan(place, rule, horizon) {
    const days = rule.lead_minutes / 1440;
    const rows = place.db.statement("SELECT id, patient_id, due_on FROM follow_up WHERE status = 'wanted' AND due_on BETWEEN ? AND ? ORDER BY due_on, id")
      .all(addDays(dayOf(place, place.now), -DAYS_BACK), addDays(dayOf(place, horizon), days + 1)) as Pick<SyncedRow<'follow_up'>, 'id' | 'patient_id' | 'due_on'>[];
    return rows.flatMap((row) => {
      const dueAt = dueByDay(place, rule, row.due_on, horizon);
      return dueAt === undefined ? [] : [{ subjectId: row.id, about: row.due_on, patientId: row.patient_id, dueAt, untilAt: instantOfDay(place, addDays(row.due_on, DAYS_BACK)) }];
    });
  },
  facts({ db, clinicName }, _event, { subjectId, about }) {
    const row = db.statement('SELECT * FROM follow_up WHERE id = ?').get(subjectId) as SyncedRow<'follow_up'> | undefined;
    if (row?.status !== 'wanted' || row.due_on !== about) return undefined;
    const provider = listProviders(db).find(({ id }) => id === row.provider_id)?.name ?? null;
    const service = listServices(db).find(({ id }) => id === row.service_id)?.name ?? null;
    return { name: '', phone: null, values: (language) => ({ clinic: clinicName, provider, service, date: dayText(row.due_on, language) }) };
  },
};
