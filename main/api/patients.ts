import { done, type PatientBrief } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { ArchivedChoice, Patient } from '#domain/contract/patients.ts';
import { inZone } from '#domain/kit/time.ts';
import { parseAgeOrBirth } from '#domain/patients/age.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { measuresOf, visitsOf } from '#db/queries/chart.ts';
import { mergePicture } from '#db/queries/merging.ts';
import { findDuplicates, searchPatients } from '#db/queries/patient-search.ts';
import { findPatient, pageOfPatients } from '#db/queries/patients.ts';
import { everyForm } from '#db/queries/forms.ts';
import { recordHistory } from '#db/queries/record-history.ts';
import type { ReadDb } from '#db/read.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { insertConsent } from './consent-rows.ts';
import { clinicOf } from './clinic.ts';
import { insertPatient, insertPhoto, patientColumns, writeAllergies, writeContacts } from './patient-rows.ts';
import { issuedToken, issueToken } from './token-rows.ts';

const SEARCH_FINDS = 50;

/** Registration and identity. */
export function patientHandlers(desk: DeskParts): Handlers<Contract['patients']> {
  return {
    search: (call, { text, limit, archived }) => ({ patients: searchPatients(call.read, text, limit, archived) }),
    list: (call, { text, ...page }) => (text === undefined ? pageOfPatients(call.read, page) : foundAsPage(call.read, text, page)),
    get: (call, { patientId }) => patientOf(call.read, patientId),
    duplicates: (call, input) => {
      const { birthDate, estimated } = birthOf(call.read, input.ageOrBirth, call.now);
      const candidate = { name: input.name, sex: input.sex, birthDate, birthEstimated: estimated, phone: input.phone ?? null };
      return { duplicates: findDuplicates(call.read, candidate, input.exceptId) };
    },
    create: (call, { commandId: _, ...draft }) => call.write((tx) => patientOf(tx, insertPatient(tx, draft, call.now, keptClock(desk)))),
    register: (call, { commandId: _, serviceId, priority, photo, consents, ...draft }) => call.writeAndTell((tx) => {
      const clock = keptClock(desk);
      const patientId = insertPatient(tx, draft, call.now, clock);
      if (photo !== undefined) insertPhoto(tx, patientId, photo, call.now);
      for (const answer of consents ?? []) insertConsent(tx, call, patientId, { ...answer, method: 'spoken', givenBy: '', note: '' });
      const { id, waitingAhead } = issueToken(tx, call, { patientId, serviceId, priority, clock });
      return [id, waitingAhead] as const;
    }, ([tokenId, waitingAhead], db) => {
      const token = issuedToken(db, tokenId, waitingAhead);
      return { patient: patientOf(db, token.patientId), token };
    }),
    update: (call, { commandId: _, patientId, version, ...draft }) => call.write((tx) => {
      const before = patientOf(tx, patientId);
      if (version !== undefined && version !== before.version) throw fail('CONFLICT', { reason: 'changed-meanwhile' });
      tx.update('patient', patientId, patientColumns(tx, draft, call.now));
      if (draft.contacts) writeContacts(tx, patientId, draft.contacts);
      if (draft.allergies) writeAllergies(tx, patientId, draft.allergies, call.now);
      return patientOf(tx, patientId);
    }),
    setPhoto: (call, { patientId, photo }) => call.write((tx) => {
      patientOf(tx, patientId);
      insertPhoto(tx, patientId, photo, call.now);
      return done;
    }),
    archive: (call, { patientId, reason }) => call.write((tx) => {
      patientOf(tx, patientId);
      tx.update('patient', patientId, { archived: 1, archived_reason: tidyText(reason) });
      return done;
    }),
    restore: (call, { patientId }) => call.write((tx) => {
      patientOf(tx, patientId);
      if (mergePicture(tx).isMerged(patientId)) throw fail('CONFLICT', { reason: 'part-of-another' });
      tx.update('patient', patientId, { archived: 0, archived_reason: null });
      return done;
    }),
    chart: (call, { patientId, visitLimit }) => ({
      patient: patientOf(call.read, patientId), ...visitsOf(call.read, patientId, visitLimit, call.caller.permissions.has('record.read')), ...measuresOf(call.read, patientId),
    }),
    history: (call, { patientId, of }) => {
      if (of === 'record' && !call.caller.permissions.has('record.read')) throw fail('NOT_ALLOWED', { permission: 'record.read' });
      patientOf(call.read, patientId);
      const answers = of === 'record' ? everyForm(call.read, patientId).map(({ id, names, lines }) => ({ rowId: id, names, lines })) : [];
      return { ...recordHistory(call.read, patientId, of), answers };
    },
    birthDatePreview: (call, { ageOrBirth }) => birthOf(call.read, ageOrBirth, call.now),
  };
}

/** The patient, or NOT_FOUND. */
export function patientOf(db: ReadDb, id: string): Patient {
  const patient = findPatient(db, id);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  return patient;
}

/** What a search finds, in the shape of a page. */
function foundAsPage(db: ReadDb, text: string, { limit, archived }: { limit: number; archived: ArchivedChoice }): { patients: PatientBrief[]; next: null } {
  if (archived === 'only') throw invalid('archived', 'not-with-text');
  return { patients: searchPatients(db, text, Math.min(limit, SEARCH_FINDS), archived === 'with'), next: null };
}

function birthOf(db: ReadDb, typed: string, now: number): { birthDate: string | null; estimated: boolean; problem: string | null } {
  const clinic = clinicOf(db);
  const read = parseAgeOrBirth(typed, { today: inZone(now, clinic.zone).date, order: clinic.dateOrder });
  return read.ok
    ? { birthDate: read.value.birthDate, estimated: read.value.estimated, problem: null }
    : { birthDate: null, estimated: false, problem: read.error.code };
}
