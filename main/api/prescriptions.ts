import type { Contract } from '#domain/contract/contract.ts';
import type { DrugSuggestion } from '#domain/contract/record.ts';
import { readDosage, type ReadDosage, type TypedDosage } from '#domain/record/dosage.ts';
import { allergyMatches, type AllergyMatch } from '#domain/record/drugs/allergy-match.ts';
import { searchDrugs } from '#domain/record/drugs/search.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import { searchTokens } from '#domain/patients/names.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { allergiesOf, prescriptionsOf, writtenDrugs } from '#db/queries/record.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { patientOf } from './patients.ts';
import { only } from './record.ts';
import { atOf, clinicDay, valid, visitIfAny, writablePatient } from './visits.ts';

type Row = SyncedRow<'prescription'>;

/** Medicines. */
export function prescriptionHandlers(): Handlers<Contract['prescriptions']> {
  return {
    suggest: (call, { text, language, limit }) => ({ drugs: suggested(call.read, text, language, limit) }),
    check: (call, { patientId, drug }) => {
      patientOf(call.read, patientId);
      return { warnings: warningsFor(call.read, patientId, drug) };
    },
    add: (call, input) => call.write((tx) => {
      const { patientId, inVisit, allergyReason } = input;
      const drug = valid('drug', storedText(input.drug, MOST_CHARS.title));
      const dosage = valid('dose', readDosage(input, input.doseUnit));
      const instructions = valid('instructions', optionalText(input.instructions, MOST_CHARS.instructions));
      const product = {
        strength: valid('strength', optionalText(input.strength, MOST_CHARS.title)), form: valid('form', optionalText(input.form, MOST_CHARS.title)),
        route: valid('route', optionalText(input.route, MOST_CHARS.title)),
      };
      const warning = answered(tx, { patientId, drug, reason: allergyReason, isOrder: input.intent === 'order' });
      return store(tx, call, {
        patient_id: patientId, encounter_id: visitIfAny(tx, call, { patientId, inVisit }), intent: input.intent, code_system: input.codeSystem ?? null, code: input.code ?? null,
        drug, ...product, ...dosageColumns(input, dosage), instructions, as_needed: input.asNeeded ? 1 : 0, warning,
      });
    }),
    end: (call, { patientId, prescriptionId, how, reason }) => call.write((tx) => {
      const row = prescriptionOf(tx, patientId, prescriptionId);
      if (row.status !== 'active') throw fail('CONFLICT', { reason: 'prescription-ended' });
      const why = valid('reason', optionalText(reason, MOST_CHARS.title));
      if (how === 'stopped' && why === null) throw invalid('reason', 'empty');
      tx.update('prescription', prescriptionId, { status: how, ended_on: clinicDay(tx, call.now), stop_reason: why });
      return only(prescriptionsOf(tx, { id: prescriptionId }));
    }),
    renew: (call, { patientId, inVisit, prescriptionId, days, allergyReason }) => call.write((tx) => {
      const { id: _, ...row } = prescriptionOf(tx, patientId, prescriptionId);
      const typed = { dose: numberText(row.dose), timing: row.timing ?? '', days: days ?? numberText(row.days), quantity: '' };
      const dosage = valid('days', readDosage(typed, row.dose_unit ?? ''));
      const warning = answered(tx, { patientId, drug: row.drug, reason: allergyReason, isOrder: true });
      if (row.status === 'active') tx.update('prescription', prescriptionId, { status: 'completed', ended_on: clinicDay(tx, call.now) });
      return store(tx, call, {
        patient_id: patientId, encounter_id: visitIfAny(tx, call, { patientId, inVisit }), intent: 'order', code_system: row.code_system, code: row.code, drug: row.drug,
        form: row.form, strength: row.strength, route: row.route, instructions: row.instructions, as_needed: row.as_needed, warning,
        ...dosageColumns({ ...typed, doseUnit: row.dose_unit ?? '' }, dosage), per_day: row.per_day ?? dosage.perDay,
      });
    }),
  };
}

const numberText = (value: number | null): string => (value === null ? '' : String(value));

function prescriptionOf(tx: WriteDb, patientId: string, id: string): Row {
  writablePatient(tx, patientId);
  const row = tx.row('prescription', id);
  if (row?.patient_id !== patientId || row.removed === 1) throw fail('NOT_FOUND', { what: 'prescription' });
  return row;
}

type Dosed = 'dose' | 'dose_unit' | 'per_day' | 'timing' | 'days' | 'quantity' | 'quantity_unit';

function dosageColumns({ doseUnit, timing }: Pick<TypedDosage, 'timing'> & { doseUnit: string }, { dose, perDay, days, quantity }: ReadDosage): Pick<Row, Dosed> {
  const unit = doseUnit.trim() === '' ? null : doseUnit.trim();
  return {
    dose, dose_unit: unit, per_day: perDay, timing: timing.trim() === '' ? null : timing.trim(), days, quantity, quantity_unit: quantity === null ? null : unit,
  };
}

type Written = Omit<Row, 'id' | 'status' | 'started_on' | 'ended_on' | 'stop_reason' | 'prescribed_at' | 'prescribed_by' | 'source' | 'removed'>;

function store(tx: WriteDb, call: Call, written: Written) {
  const id = tx.newId();
  tx.insert('prescription', {
    id, ...written, status: 'active', started_on: clinicDay(tx, call.now), ended_on: null, stop_reason: null, prescribed_at: atOf(call),
    prescribed_by: call.caller.personId, source: 'desk', removed: 0,
  });
  return only(prescriptionsOf(tx, { id }));
}

const warningsFor = (db: ReadDb, patientId: string, drug: string): AllergyMatch[] =>
  allergyMatches(drug, allergiesOf(db, { patientId }));

/**
 * What is kept of the allergy that speaks against a drug; null where none does. CONFIRM `allergy` as long as nobody said why it is
 * written all the same. What a patient takes from elsewhere is a fact and needs no answer.
 */
function answered(tx: WriteDb, { patientId, drug, reason, isOrder }: { patientId: string; drug: string; reason: string | undefined; isOrder: boolean }): string | null {
  const [closest] = warningsFor(tx, patientId, drug);
  if (!closest || !isOrder) return null;
  const why = valid('allergyReason', optionalText(reason, MOST_CHARS.title));
  if (why === null) throw fail('CONFIRM', { issues: [{ field: 'drug', code: 'allergy' }] });
  return JSON.stringify({ substance: closest.substance, kind: closest.kind, reason: why });
}

/** What this clinic wrote before, as it last wrote it, then names of the program's list. */
function suggested(db: ReadDb, text: string, language: string, limit: number): DrugSuggestion[] {
  const parts = searchTokens(text);
  if (parts.length === 0) return [];
  const own = writtenDrugs(db).filter(({ drug }) => {
    const words = ` ${searchTokens(drug).join(' ')}`;
    return parts.every((part) => words.includes(` ${part}`));
  }).slice(0, limit).map((row): DrugSuggestion => ({
    drug: row.drug, last: { dose: row.dose, doseUnit: row.dose_unit, timing: row.timing, days: row.days, instructions: row.instructions, asNeeded: row.as_needed === 1, strength: row.strength, form: row.form, route: row.route },
  }));
  const seen = new Set(own.map(({ drug }) => drug.toLowerCase()));
  const listed = searchDrugs(text, language, limit).filter((name) => !seen.has(name.toLowerCase())).map((drug): DrugSuggestion => ({ drug, last: null }));
  return [...own, ...listed].slice(0, limit);
}
