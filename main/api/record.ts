import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { allergiesOf, conditionsOf, prescriptionsOf, proceduresOf, referralsOf } from '#db/queries/record.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Call } from '../dispatch/call.ts';
import type { Handlers } from '../dispatch/router.ts';
import { patientOf } from './patients.ts';
import { setRemoved } from './put-away.ts';
import { atOf, CLOCK_SLACK_MS, clinicDay, valid, visitIfAny, writablePatient } from './visits.ts';

type Condition = SyncedRow<'condition'>;

/** The lists of a patient's record: problems, allergies, medicines, procedures. */
export function recordHandlers(): Handlers<Contract['record']> {
  return {
    lists: (call, { patientId }) => {
      patientOf(call.read, patientId);
      const which = { patientId };
      return {
        conditions: conditionsOf(call.read, which), allergies: allergiesOf(call.read, which), prescriptions: prescriptionsOf(call.read, which),
        procedures: proceduresOf(call.read, which), referrals: referralsOf(call.read, which),
      };
    },
    addCondition: (call, { patientId, inVisit, category, codeSystem, code, title, certainty, onsetOn, note }) => call.write((tx) => {
      const named = valid('title', storedText(title, MOST_CHARS.title));
      if (onsetOn !== undefined) checkDay('onsetOn', onsetOn, dayFacts(tx, call, patientId));
      const remark = valid('note', optionalText(note, MOST_CHARS.remark));
      const id = tx.newId();
      tx.insert('condition', {
        id, patient_id: patientId, encounter_id: visitIfAny(tx, call, { patientId, inVisit }), category, code_system: codeSystem ?? null, code: code ?? null, title: named,
        clinical_status: 'active', certainty, onset_on: onsetOn ?? null, ended_on: null, note: remark, recorded_at: atOf(call),
        recorded_by: call.caller.personId, source: 'desk', removed: 0,
      });
      return only(conditionsOf(tx, { id }));
    }),
    changeCondition: (call, { patientId, conditionId, note, commandId: _, ...change }) => call.write((tx) => {
      writablePatient(tx, patientId);
      const row = tx.row('condition', conditionId);
      if (row?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'condition' });
      tx.update('condition', conditionId, {
        ...changedColumns(tx, call, row, change), ...(note === undefined ? {} : { note: valid('note', optionalText(note, MOST_CHARS.remark)) }),
      });
      return only(conditionsOf(tx, { id: conditionId }));
    }),
    addProcedure: (call, { patientId, inVisit, codeSystem, code, title, performedAt = atOf(call), note }) => call.write((tx) => {
      const named = valid('title', storedText(title, MOST_CHARS.title));
      if (Date.parse(performedAt) > call.now + CLOCK_SLACK_MS) throw invalid('performedAt', 'future');
      const remark = valid('note', optionalText(note, MOST_CHARS.remark));
      const id = tx.newId();
      tx.insert('procedure', {
        id, patient_id: patientId, encounter_id: visitIfAny(tx, call, { patientId, inVisit }), code_system: codeSystem ?? null, code: code ?? null, title: named,
        status: 'completed', performed_at: performedAt, ended_at: null, performer: null, note: remark, recorded_at: atOf(call),
        recorded_by: call.caller.personId, source: 'desk', removed: 0,
      });
      return only(proceduresOf(tx, { id }));
    }),
    addAllergy: (call, { patientId, substance, reaction }) => call.write((tx) => {
      writablePatient(tx, patientId);
      const id = tx.newId();
      tx.insert('allergy', {
        id, patient_id: patientId, substance: valid('substance', storedText(substance, MOST_CHARS.title)),
        reaction: valid('reaction', optionalText(reaction, MOST_CHARS.title)) ?? '', recorded_at: atOf(call), removed: 0,
      });
      return only(allergiesOf(tx, { id }));
    }),
    setRemoved: (call, { patientId, list, id, removed }) => call.write((tx) => {
      writablePatient(tx, patientId);
      const row = tx.row(list, id);
      if (row?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'line' });
      setRemoved(tx, list, row, removed);
      return done;
    }),
  };
}

/** The one row that was just written. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('the row was not stored');
  return row;
}

interface DayFacts { readonly today: string; readonly birthDate: string | null }

const dayFacts = (tx: WriteDb, call: Call, patientId: string): DayFacts =>
  ({ today: clinicDay(tx, call.now), birthDate: patientOf(tx, patientId).birthDate });

/** Nothing of a person happens after today or before their birth. */
function checkDay(field: string, day: string, { today, birthDate }: DayFacts): void {
  if (day > today) throw invalid(field, 'future');
  if (birthDate !== null && day < birthDate) throw invalid(field, 'before-birth');
}

type Change = Partial<{ category: string; clinicalStatus: string; certainty: string; onsetOn: string | null; endedOn: string | null }>;

function changedColumns(tx: WriteDb, call: Call, row: Condition, { category, clinicalStatus, certainty, onsetOn, endedOn }: Change): Partial<Condition> {
  const facts = dayFacts(tx, call, row.patient_id);
  const onset = onsetOn === undefined ? row.onset_on : onsetOn;
  const status = clinicalStatus ?? row.clinical_status;
  const resolvedNow = clinicalStatus === 'resolved' && row.clinical_status !== 'resolved';
  const ended = status === 'active' ? null : endedOn === undefined ? (resolvedNow ? facts.today : row.ended_on) : endedOn;
  if (onsetOn != null) checkDay('onsetOn', onsetOn, facts);
  if (endedOn != null) checkDay('endedOn', endedOn, facts);
  if (onset !== null && ended !== null && ended.slice(0, onset.length) < onset) throw invalid('endedOn', 'before-start');
  return {
    onset_on: onset, ended_on: ended, clinical_status: status,
    ...(category === undefined ? {} : { category }), ...(certainty === undefined ? {} : { certainty }),
  };
}
