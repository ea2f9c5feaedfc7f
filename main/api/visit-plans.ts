import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { readDue } from '#domain/record/follow-up-date.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { atOf, clinicDay, valid, visitOf, visitToWrite, writablePatient } from './visits.ts';

type Plans = Pick<Handlers<Contract['encounters']>, 'refer' | 'settleReferral' | 'followUp' | 'cancelFollowUp'>;

/** Where a patient goes from a visit: to somebody else, or here again. */
export function planHandlers(): Plans {
  return {
    refer: (call, { toPlace, speciality, urgency, reason, ...target }) => call.write((tx) => {
      const place = valid('toPlace', storedText(toPlace, MOST_CHARS.title));
      const why = valid('reason', storedText(reason, MOST_CHARS.reason));
      const encounterId = visitToWrite(tx, call, target);
      const id = tx.newId();
      tx.insert('referral', {
        id, patient_id: target.patientId, encounter_id: encounterId, to_place: place, speciality: valid('speciality', optionalText(speciality, MOST_CHARS.title)), urgency,
        reason: why, status: 'sent', answer: null, written_at: atOf(call), written_by: call.caller.personId, closed_at: null,
      });
      return { encounterId, id };
    }),
    settleReferral: (call, { patientId, referralId, status, answer }) => call.write((tx) => {
      writablePatient(tx, patientId);
      const row = tx.row('referral', referralId);
      if (row?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'referral' });
      if (row.status === 'cancelled' && (status === 'answered' || status === 'closed')) throw fail('CONFLICT', { reason: 'referral-taken-back' });
      if (status === 'answered') valid('answer', storedText(answer ?? row.answer ?? '', MOST_CHARS.remark));
      const over = status === 'closed' || status === 'cancelled';
      tx.update('referral', referralId, {
        status, closed_at: over ? atOf(call) : null, ...(answer === undefined ? {} : { answer: valid('answer', optionalText(answer, MOST_CHARS.remark)) }),
      });
      return done;
    }),
    followUp: (call, { due, reason, ...target }) => call.write((tx) => {
      const dueOn = valid('due', readDue(due, { today: clinicDay(tx, call.now), order: clinicOf(tx).dateOrder }));
      const why = valid('reason', optionalText(reason, MOST_CHARS.title)) ?? '';
      const encounterId = visitToWrite(tx, call, target);
      const visit = visitOf(tx, target.patientId, encounterId);
      const id = tx.newId();
      tx.insert('follow_up', {
        id, patient_id: target.patientId, encounter_id: encounterId, due_on: dueOn, reason: why, service_id: visit.service_id ?? null,
        provider_id: visit.provider_id ?? null, status: 'wanted', created_at: atOf(call), person_id: call.caller.personId,
      });
      return { encounterId, id, dueOn };
    }),
    cancelFollowUp: (call, { patientId, followUpId }) => call.write((tx) => {
      if (tx.row('follow_up', followUpId)?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'follow-up' });
      tx.update('follow_up', followUpId, { status: 'cancelled' });
      return done;
    }),
  };
}
