import { NEWS2 } from '#domain/clinical/news2.ts';
import { SPO2_SCALE_CODE } from '#domain/clinical/news2-inputs.ts';
import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { daysOld } from '#domain/patients/known-age.ts';
import { inZone } from '#domain/kit/time.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { checkVitalsForm, confirmCode, type VitalEntry, type VitalIssue, type VitalValue } from '#domain/vitals/form.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { lastDecision, listScores } from '#db/queries/scores.ts';
import { lastValues, listObservations, observationsOfSet } from '#db/queries/vitals.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { isScored, scoreAfter } from './scores.ts';

/** How far in the future a measuring time may lie: clocks of two PCs differ by minutes. */
const CLOCK_SLACK_MS = 5 * 60_000;

/** Vital signs by hand. */
export function vitalsHandlers(desk: DeskParts): Handlers<Contract['vitals']> {
  return {
    record: (call, input) => call.write((tx) => {
      const takenAt = input.takenAt ?? new Date(call.now).toISOString();
      if (Date.parse(takenAt) > call.now + CLOCK_SLACK_MS) throw invalid('takenAt', 'future');
      const values = checkedValues(tx, input.patientId, takenAt, input.entries, new Set(input.confirmed));
      const note = input.note === undefined ? null : tidyText(input.note);
      const all = note === null ? values : [...values, noteValue(note)];
      if (all.length === 0) throw invalid('entries', 'empty');
      const setId = tx.newId();
      const confirmed = input.confirmed.length > 0;
      const clock = keptClock(desk);
      for (const value of all) insertValue(tx, call, { patientId: input.patientId, tokenId: input.tokenId ?? null, setId, takenAt, confirmed, clock }, value);
      if (input.tokenId !== undefined && tx.row('token', input.tokenId)) tx.update('token', input.tokenId, { vitals_at: takenAt });
      scoreAfter(tx, call, { patientId: input.patientId, tokenId: input.tokenId ?? null, takenAt, codes: all.map(({ code }) => code) });
      return { setId, observations: observationsOfSet(tx, input.patientId, setId) };
    }),
    list: (call, input) => ({ observations: listObservations(call.read, input) }),
    score: (call, { patientId }) => {
      const decided = lastDecision(call.read, patientId, SPO2_SCALE_CODE);
      const [score = null, ...earlier] = listScores(call.read, patientId, NEWS2.rule, 20);
      return {
        applies: isScored(call.read, patientId, call.now), score, earlier,
        spo2Scale: { scale: decided?.text === '2' ? 2 : 1, at: decided?.at ?? null, by: decided?.by ?? null },
      };
    },
    setSpo2Scale: (call, { patientId, scale }) => call.write((tx) => {
      if (!tx.row('patient', patientId)) throw fail('NOT_FOUND', { what: 'patient' });
      const takenAt = new Date(call.now).toISOString();
      const value = { code: SPO2_SCALE_CODE, loinc: null, value: null, text: String(scale), unit: '', typedValue: null, typedUnit: null };
      insertValue(tx, call, { patientId, tokenId: null, setId: tx.newId(), takenAt, confirmed: true, clock: keptClock(desk) }, value);
      scoreAfter(tx, call, { patientId, tokenId: null, takenAt, codes: [value.code] });
      return done;
    }),
    markInError: (call, { observationId, reason }) => call.write((tx) => {
      const observation = tx.row('observation', observationId);
      if (!observation) throw fail('NOT_FOUND', { what: 'observation' });
      const why = tidyText(reason);
      if (why === null) throw invalid('reason', 'empty');
      tx.insert('observation_mark', {
        id: tx.newId(), observation_id: observationId, patient_id: observation.patient_id, reason: why,
        at: new Date(call.now).toISOString(), person_id: call.caller.personId,
      });
      scoreAfter(tx, call, { patientId: observation.patient_id, tokenId: observation.token_id, takenAt: new Date(call.now).toISOString(), codes: [observation.code] });
      return done;
    }),
  };
}

/** What the boxes mean. Throws INVALID for what cannot be, CONFIRM for what is unusual and was not confirmed. */
function checkedValues(db: ReadDb, patientId: string, takenAt: string, entries: readonly VitalEntry[], confirmed: ReadonlySet<string>): readonly VitalValue[] {
  const patient = db.statement('SELECT birth_date FROM patient WHERE id = ?').get(patientId) as { birth_date: string | null } | undefined;
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  const day = inZone(Date.parse(takenAt), clinicOf(db).zone).date;
  const ageDays = daysOld(patient.birth_date, day);
  const { refused, unusual, values } = checkVitalsForm(entries, { ageDays, previous: lastValues(db, patientId) });
  if (refused.length > 0) throw fail('INVALID', { issues: refused.map(withoutSuggestion) });
  const open = unusual.filter((issue) => !confirmed.has(confirmCode(issue)));
  if (open.length > 0) throw fail('CONFIRM', { issues: open.map((issue) => ({ ...issue })) });
  return values;
}

/** The screen knows the same rule and offers the suggestion itself. */
const withoutSuggestion = ({ field, code, limit }: VitalIssue) => (limit === undefined ? { field, code } : { field, code, limit });

const noteValue = (note: string): VitalValue =>
  ({ code: 'note', loinc: null, value: null, text: note, unit: '', typedValue: null, typedUnit: null });

export interface Taking {
  readonly patientId: string;
  readonly tokenId: string | null;
  readonly setId: string;
  readonly takenAt: string;
  readonly confirmed: boolean;
  readonly clock: 'stale' | 'suspect' | null;
}

/** Stores one value of a set. */
export function insertValue(tx: WriteDb, call: Pick<Call, 'now' | 'caller'>, taking: Taking, value: VitalValue): void {
  tx.insert('observation', {
    id: tx.newId(), patient_id: taking.patientId, set_id: taking.setId, encounter_id: null, token_id: taking.tokenId,
    code: value.code, loinc: value.loinc, value: value.value, text: value.text, unit: value.unit,
    typed_value: value.typedValue, typed_unit: value.typedUnit, taken_at: taking.takenAt,
    recorded_at: new Date(call.now).toISOString(), recorded_by: call.caller.personId, source: 'by-hand', confirmed: taking.confirmed ? 1 : 0,
    clock: taking.clock,
  });
}
