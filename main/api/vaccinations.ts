import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import type { VaccinationList } from '#domain/contract/vaccinations.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { CVX, plannedDoses, usualSchedule } from '#domain/record/vaccine-schedule.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { vaccinationsOf } from '#db/queries/vaccinations.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { patientOf } from './patients.ts';
import { atOf, clinicDay } from './visits.ts';

/** Vaccinations and what is due by the schedule. */
export function vaccinationHandlers(): Handlers<Contract['vaccinations']> {
  return {
    list: (call, { patientId }) => listOf(call.read, patientId, clinicDay(call.read, call.now)),
    record: (call, { patientId, vaccine, name, givenOn, lot, expiresOn, site }) => call.write((tx) => {
      const today = clinicDay(tx, call.now);
      const on = givenOn ?? today;
      const series = usualSchedule.find(({ id }) => id === vaccine);
      if (vaccine !== undefined && !series) throw fail('NOT_FOUND', { what: 'vaccine' });
      const named = tidyText(name) ?? series?.id;
      if (named === undefined) throw invalid('name', 'empty');
      checkDay(patientOf(tx, patientId), { on, today, expiresOn });
      const before = vaccinationsOf(tx, patientId).filter((each) => each.vaccine === series?.id && each.givenOn <= on).length;
      tx.insert('immunization', {
        id: tx.newId(), patient_id: patientId, encounter_id: null, code_system: series?.cvx ? CVX : null, code: series?.cvx ?? null, vaccine: named,
        dose_number: series ? before + 1 : null, given_at: on, lot: tidyText(lot), expires_on: expiresOn ?? null, site: tidyText(site), route: null,
        given_by: call.caller.personId, status: 'completed', reason: null, note: null, recorded_at: atOf(call), recorded_by: call.caller.personId, source: 'desk', removed: 0,
      } satisfies SyncedRow<'immunization'>);
      return listOf(tx, patientId, today);
    }),
    setRemoved: (call, { patientId, vaccinationId, removed }) => call.write((tx) => {
      if (tx.row('immunization', vaccinationId)?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'vaccination' });
      tx.update('immunization', vaccinationId, { removed: removed ? 1 : 0 });
      return done;
    }),
  };
}

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
  const known = given.flatMap(({ vaccine, givenOn }) => (vaccine === null ? [] : [{ vaccine, on: givenOn }]));
  return { given, planned: birthDate === null ? [] : plannedDoses({ birthDate, sex, today }, known) };
}
