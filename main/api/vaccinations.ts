import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import type { SeriesShape, VaccinationList } from '#domain/contract/vaccinations.ts';
import { isCalendarDate } from '#domain/kit/calendar.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { CVX, OWN_VACCINE, plannedDoses, seriesIssues, type VaccineSeries } from '#domain/record/vaccine-schedule.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { saveSeries, vaccinationsOf, vaccineSchedule } from '#db/queries/vaccinations.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { patientOf } from './patients.ts';
import { dueForDoses } from './vaccinations-due.ts';
import { atOf, clinicDay } from './visits.ts';

/** Vaccinations and what is due by the schedule. */
export function vaccinationHandlers(): Handlers<Contract['vaccinations']> {
  return {
    list: (call, { patientId }) => listOf(call.read, patientId, clinicDay(call.read, call.now)),
    record: (call, { patientId, vaccine, name, givenOn, lot, expiresOn, site }) => call.write((tx) => {
      const today = clinicDay(tx, call.now);
      const on = givenOn ?? today;
      const series = vaccineSchedule(tx).find(({ id }) => id === vaccine);
      if (vaccine !== undefined && !series) throw fail('NOT_FOUND', { what: 'vaccine' });
      const named = tidyText(name) ?? series?.name ?? series?.id;
      if (named === undefined) throw invalid('name', 'empty');
      checkDay(patientOf(tx, patientId), { on, today, expiresOn });
      const before = vaccinationsOf(tx, patientId).filter((each) => each.vaccine === series?.id && each.givenOn <= on).length;
      tx.insert('immunization', {
        id: tx.newId(), patient_id: patientId, encounter_id: null, ...codeOf(series), vaccine: named,
        dose_number: series ? before + 1 : null, given_at: on, lot: tidyText(lot), expires_on: expiresOn ?? null, site: tidyText(site), route: null,
        given_by: call.caller.personId, status: 'completed', reason: null, note: null, recorded_at: atOf(call), recorded_by: call.caller.personId, source: 'desk', removed: 0,
      } satisfies SyncedRow<'immunization'>);
      return listOf(tx, patientId, today);
    }),
    schedule: (call) => scheduleOf(call.read),
    saveSeries: (call, { series }) => call.write((tx) => {
      const made: VaccineSeries = { ...series, id: series.id === '' ? tx.newId() : series.id, name: tidyText(series.name ?? '') ?? null, cvx: tidyText(series.cvx ?? '') ?? null };
      const known = vaccineSchedule(tx);
      if (series.id !== '' && !known.some(({ id }) => id === series.id)) throw fail('NOT_FOUND', { what: 'vaccine' });
      const issues = [...seriesIssues(made), ...(made.cvx !== null && known.some(({ id, cvx }) => id !== made.id && cvx === made.cvx) ? [{ field: 'cvx', code: 'taken' }] : [])];
      if (issues.length > 0) throw fail('INVALID', { issues });
      saveSeries(tx, made);
      return scheduleOf(tx);
    }),
    due: (call, { withinDays, vaccine }) => dueForDoses(call.read, clinicDay(call.read, call.now), { withinDays, vaccine }),
    setRemoved: (call, { patientId, vaccinationId, removed }) => call.write((tx) => {
      if (tx.row('immunization', vaccinationId)?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'vaccination' });
      tx.update('immunization', vaccinationId, { removed: removed ? 1 : 0 });
      return done;
    }),
  };
}

/** By which code a dose belongs to its series. */
const codeOf = (series: VaccineSeries | undefined): Pick<SyncedRow<'immunization'>, 'code_system' | 'code'> =>
  (series ? { code_system: series.cvx === null ? OWN_VACCINE : CVX, code: series.cvx ?? series.id } : { code_system: null, code: null });

const scheduleOf = (db: ReadDb): { series: SeriesShape[] } => ({ series: vaccineSchedule(db).map((series) => ({ ...series, doses: [...series.doses] })) });

interface Days {
  readonly on: string;
  readonly today: string;
  readonly expiresOn: string | undefined;
}

/** Nobody is vaccinated tomorrow or before birth, nor with what had expired. */
function checkDay({ birthDate, birthEstimated }: { readonly birthDate: string | null; readonly birthEstimated: boolean }, { on, today, expiresOn }: Days): void {
  if (on > today) throw invalid('givenOn', 'future');
  if (birthDate !== null && !birthEstimated && on < birthDate) throw invalid('givenOn', 'before-birth');
  if (expiresOn !== undefined && expiresOn < on) throw invalid('expiresOn', 'expired', expiresOn);
}

function listOf(db: ReadDb, patientId: string, today: string): VaccinationList {
  const { birthDate, sex } = patientOf(db, patientId);
  const given = vaccinationsOf(db, patientId);
  const known = given.flatMap(({ vaccine, givenOn }) => (vaccine === null || !isCalendarDate(givenOn) ? [] : [{ vaccine, on: givenOn }]));
  return { given, planned: birthDate === null ? [] : plannedDoses({ birthDate, sex, today }, known, vaccineSchedule(db)) };
}
