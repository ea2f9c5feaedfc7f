import type { Contract } from '#domain/contract/contract.ts';
import type { FilledForm, FormShape } from '#domain/contract/forms-shapes.ts';
import { done } from '#domain/contract/shapes.ts';
import { readAnswers } from '#domain/forms/answers.ts';
import { readDefinition } from '#domain/forms/definition.ts';
import { nameIn, type FormDefinition } from '#domain/forms/question.ts';
import type { WriteDb } from '#db/door.ts';
import { answersByVersion, filledForm, filledForms, findVersion, listForms, removedForms, shownVersion, versionsOf, type ReadVersion } from '#db/queries/forms.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { formSearchHandlers } from './form-search.ts';
import { setRemoved } from './put-away.ts';
import { atOf, clinicDay, visitIfAny, writablePatient } from './visits.ts';

type Area = Handlers<Contract['forms']>;

/** A clinic's own forms: built, filled, searched. spec: ENC-4 */
export function formHandlers(): Area {
  return { ...builderHandlers(), ...fillingHandlers(), ...formSearchHandlers() };
}

function builderHandlers(): Pick<Area, 'list' | 'version' | 'versions' | 'publish' | 'setActive'> {
  return {
    list: (call) => ({ forms: listForms(call.read) }),
    version: (call, { definitionId }) => shownVersion(versionOf(call.read, definitionId)),
    versions: (call, { formKey }) => {
      const answers = answersByVersion(call.read, formKey);
      return { versions: versionsOf(call.read, formKey).map((version) => ({ ...shownVersion(version), answers: answers.get(version.id) ?? 0 })) };
    },
    publish: (call, { formKey, basedOn, definition: typed }) => call.write((tx) => {
      const read = readDefinition(typed);
      if (!read.ok) throw fail('INVALID', { issues: [...read.error] });
      const key = formKey ?? tx.newId();
      const [newest] = versionsOf(tx, key);
      if (formKey !== undefined && !newest) throw fail('NOT_FOUND', { what: 'form' });
      if (newest && newest.id !== basedOn) throw fail('CONFLICT', { reason: 'form-changed' });
      if (newest?.definition && isSame(newest.definition, read.value)) return formOf(tx, key);
      storeVersion(tx, call, { key, newest, definition: read.value });
      return formOf(tx, key);
    }),
    setActive: (call, { formKey, active }) => call.write((tx) => {
      const [newest] = versionsOf(tx, formKey);
      if (!newest) throw fail('NOT_FOUND', { what: 'form' });
      tx.update('form_definition', newest.id, { active: active ? 1 : 0 });
      return formOf(tx, formKey);
    }),
  };
}

const isSame = (a: FormDefinition, b: FormDefinition): boolean => JSON.stringify(a) === JSON.stringify(b);

function storeVersion(tx: WriteDb, call: Call, { key, newest, definition }: { key: string; newest: ReadVersion | undefined; definition: FormDefinition }): void {
  tx.insert('form_definition', {
    id: tx.newId(), form_key: key, version: (newest?.version ?? 0) + 1, title: nameIn(definition.names, clinicOf(tx).languages[0] ?? 'en'), fields: JSON.stringify(definition),
    active: newest?.active === false ? 0 : 1, created_at: atOf(call), created_by: call.caller.personId,
  });
}

/** The form as it stands after a write of this call. */
function formOf(tx: WriteDb, formKey: string): FormShape {
  const form = listForms(tx).find((each) => each.formKey === formKey);
  if (!form) throw new Error('the form was not stored');
  return form;
}

function versionOf(db: ReadDb, definitionId: string): ReadVersion {
  const version = findVersion(db, definitionId);
  if (!version) throw fail('NOT_FOUND', { what: 'form' });
  return version;
}

function fillingHandlers(): Pick<Area, 'ofPatient' | 'fill' | 'setRemoved'> {
  return {
    ofPatient: (call, { patientId, removed }) => ({ filled: removed ? removedForms(call.read, patientId) : filledForms(call.read, { patientId }) }),
    fill: (call, { patientId, definitionId, answers: typed, inVisit, replacesId }) => call.write((tx) => {
      const version = versionOf(tx, definitionId);
      if (!version.definition) throw fail('CONFLICT', { reason: 'form-of-newer-program' });
      const read = readAnswers(version.definition, typed, { today: clinicDay(tx, call.now), order: clinicOf(tx).dateOrder });
      if (!read.ok) throw fail('INVALID', { issues: [...read.error] });
      const encounterId = replacesId === undefined ? visitIfAny(tx, call, { patientId, inVisit }) : visitOfCorrected(tx, { patientId, definitionId, replacesId });
      const id = tx.newId();
      tx.insert('form_answer', {
        id, patient_id: patientId, encounter_id: encounterId, form_key: version.formKey, form_version: version.version, definition_id: definitionId,
        answers: JSON.stringify(read.value), filled_at: atOf(call), filled_by: call.caller.personId, removed: 0, replaces_id: replacesId ?? null,
      });
      return stored(tx, id);
    }),
    setRemoved: (call, { patientId, id, removed }) => call.write((tx) => {
      writablePatient(tx, patientId);
      const row = tx.row('form_answer', id);
      if (row?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'filled-form' });
      setRemoved(tx, 'form_answer', row, removed);
      return done;
    }),
  };
}

/** A correction belongs to the visit of what it corrects, whether that is over or not. It answers the same version. */
function visitOfCorrected(tx: WriteDb, { patientId, definitionId, replacesId }: { patientId: string; definitionId: string; replacesId: string }): string | null {
  writablePatient(tx, patientId);
  const corrected = tx.row('form_answer', replacesId);
  if (corrected?.patient_id !== patientId || corrected.definition_id !== definitionId) throw fail('NOT_FOUND', { what: 'filled-form' });
  if (corrected.removed === 1) throw fail('CONFLICT', { reason: 'form-taken-out' });
  if (filledForm(tx, replacesId)?.replaced === true) throw fail('CONFLICT', { reason: 'form-corrected' });
  return corrected.encounter_id;
}

function stored(tx: WriteDb, id: string): FilledForm {
  const filled = filledForm(tx, id);
  if (!filled) throw new Error('the answers were not stored');
  return filled;
}
