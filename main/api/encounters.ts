import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import type { VisitPage } from '#domain/contract/record-shapes.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import type { WriteDb } from '#db/door.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import { findVisit, hasContent, tokenNow } from '#db/queries/encounters.ts';
import { eventsOf } from '#db/queries/queue.ts';
import { notesOf } from '#db/queries/record.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { lastStep, undoStep } from './queue-steps.ts';
import { queueDay } from './token-rows.ts';
import { planHandlers } from './visit-plans.ts';
import { atOf, currentVisit, endToken, valid, visitOf, visitToWrite, writablePatient } from './visits.ts';

/** Visits: from the call to the end. */
export function encounterHandlers(): Handlers<Contract['encounters']> {
  return {
    current: (call, { patientId }) => {
      const { current, others } = currentVisit(call.read, patientId, call.now);
      return {
        visit: current ? pageOf(call.read, patientId, current.id) : null,
        others: others.map(({ id, started_at, title }) => ({ id, startedAt: started_at, title })), token: tokenView(call.read, patientId, call.now),
      };
    },
    page: (call, { patientId, encounterId }) => pageOf(call.read, patientId, encounterId),
    start: (call, { patientId }) => call.write((tx) => ({ encounterId: visitToWrite(tx, call, { patientId }) })),
    setReason: (call, { reason, ...target }) => call.write((tx) => {
      const text = valid('reason', optionalText(reason, MOST_CHARS.reason));
      const encounterId = visitToWrite(tx, call, target);
      tx.update('encounter', encounterId, { reason: text });
      return { encounterId };
    }),
    signNote: (call, { patientId, encounterId, text, amendsId }) => call.write((tx) => {
      const stored = valid('text', storedText(text, MOST_CHARS.note));
      const visitId = visitOfNote(tx, call, { patientId, encounterId, amendsId });
      const id = tx.newId();
      tx.insert('clinical_note', {
        id, patient_id: patientId, encounter_id: visitId, kind: amendsId === undefined ? 'visit' : 'addendum', text: stored, amends_id: amendsId ?? null,
        signed_at: atOf(call), signed_by: call.caller.personId, source: 'desk',
      });
      const note = notesOf(tx, { patientId, encounterId: visitId }).find((each) => each.id === id);
      if (!note) throw new Error('the note was not stored');
      return { encounterId: visitId, note };
    }),
    ...planHandlers(),
    finish: (call, { patientId, encounterId, outcome }) => call.write((tx) => {
      const visit = visitOf(tx, patientId, encounterId);
      if (visit.status !== 'in-progress') throw fail('CONFLICT', { reason: 'visit-ended' });
      tx.update('encounter', encounterId, { status: 'finished', ended_at: endOf(visit.started_at, call), outcome, ended_by: call.caller.personId });
      endToken(tx, call, visit);
      return done;
    }),
    reopen: (call, { patientId, encounterId }) => call.write((tx) => {
      const visit = visitOf(tx, patientId, encounterId);
      writablePatient(tx, patientId);
      if (visit.status !== 'finished' || visit.source !== 'desk') throw fail('CONFLICT', { reason: 'visit-not-ended' });
      tx.update('encounter', encounterId, { status: 'in-progress', ended_at: null, ended_by: null });
      takeTokenBack(tx, call, visit.token_id ?? null);
      return done;
    }),
    discard: (call, { patientId, encounterId }) => call.write((tx) => {
      const visit = visitOf(tx, patientId, encounterId);
      if (visit.reason !== null || hasContent(tx, patientId, encounterId)) throw fail('CONFLICT', { reason: 'visit-has-content' });
      tx.update('encounter', encounterId, { status: 'cancelled', ended_at: endOf(visit.started_at, call), ended_by: call.caller.personId, removed: 1 });
      return done;
    }),
  };
}

/** A PC whose clock is behind that of the one where the visit began must not end it before its beginning. */
const endOf = (startedAt: string, call: Call): string => (atOf(call) < startedAt ? startedAt : atOf(call));

function pageOf(db: ReadDb, patientId: string, encounterId: string): VisitPage {
  const visit = findVisit(db, encounterId);
  if (visit?.patientId !== patientId) throw fail('NOT_FOUND', { what: 'visit' });
  return visit;
}

/** An addendum belongs to the visit of the note it amends, whether that visit is over or not. */
function visitOfNote(tx: WriteDb, call: Call, { patientId, encounterId, amendsId }: { patientId: string; encounterId: string | undefined; amendsId: string | undefined }): string {
  if (amendsId === undefined) return visitToWrite(tx, call, { patientId, encounterId });
  writablePatient(tx, patientId);
  const amended = tx.row('clinical_note', amendsId);
  if (amended?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'note' });
  return amended.encounter_id ?? visitToWrite(tx, call, { patientId, encounterId });
}

/** The token was finished with the visit: that step is taken back too, unless something else happened to it since. */
function takeTokenBack(tx: WriteDb, call: Call, tokenId: string | null): void {
  if (tokenId === null || tx.row('token', tokenId)?.status !== 'done') return;
  if (lastStep(eventsOf(tx, tokenId))?.action === 'finish') undoStep(tx, call, tokenId);
}

function tokenView(db: ReadDb, patientId: string, now: number) {
  const token = tokenNow(db, patientId, queueDay(db, now));
  if (!token) return null;
  return {
    id: token.id, label: token.label, status: token.status, serviceName: listServices(db).find(({ id }) => id === token.service_id)?.name ?? '',
    roomName: listRooms(db).find(({ id }) => id === token.room_id)?.name ?? null,
  };
}
