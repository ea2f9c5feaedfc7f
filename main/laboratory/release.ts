import type { LabTest } from '#domain/lab/test.ts';
import { convertLab, labUnits } from '#domain/vitals/lab-units.ts';
import { canonicalValue, isQuantity, quantityOf } from '#domain/vitals/quantities.ts';
import { labSettings } from '#db/queries/lab-catalogue.ts';
import { fail } from '../dispatch/failure.ts';
import { standingValues, type ValueRow } from './values.ts';
import { lineRow, moveLine, testOfLine, type LineRow, type Work } from './work.ts';

/** Verifies the value somebody saw: it goes into the record. Throws CONFLICT where another one stands by now, or the same person entered it. */
export function verifyLine(work: Work, lineId: string, valueId: string): void {
  const line = lineRow(work.tx, lineId);
  // A second press, or the same answer of a retry.
  if (line.status === 'verified' && line.value_id === valueId) return;
  const value = standingValues(work.tx, lineId).find(({ id }) => id === valueId);
  if (!value) throw fail('CONFLICT', { reason: 'lab-value-changed' });
  if (labSettings(work.tx).secondPerson && value.source !== 'analyser' && value.entered_by === work.personId) throw fail('CONFLICT', { reason: 'lab-second-person' });
  release(work, line, value);
}

function release(work: Work, line: LineRow, value: ValueRow): void {
  const observationId = writeObservation(work, line, value);
  moveLine(work, line, 'verify', { valueId: value.id, ...(observationId === null ? {} : { observationId }), changes: { value_id: value.id } });
}

/** A corrected result: what stood in the record is marked, and the new value goes there unless a second person must see it first. */
export function settleAmended(work: Work, line: LineRow, row: ValueRow, reason: string | null): void {
  if (line.value_id !== null) markInError(work, line, line.value_id, reason ?? '');
  if (!labSettings(work.tx).secondPerson) release(work, lineRow(work.tx, line.id), row);
}

function markInError({ tx, now, personId }: Work, line: LineRow, valueId: string, reason: string): void {
  const event = tx.statement("SELECT observation_id FROM lab_event WHERE line_id = ? AND to_status = 'verified' AND value_id = ? ORDER BY at DESC, rid DESC LIMIT 1")
    .get(line.id, valueId) as { observation_id: string | null } | undefined;
  if (event?.observation_id == null) return;
  tx.insert('observation_mark', {
    id: tx.newId(), observation_id: event.observation_id, patient_id: line.patient_id, reason, at: new Date(now).toISOString(), person_id: personId,
  });
}

/** A verified value among the patient's other measures, in their unit, with how it was reported beside it. Null for what has no value. */
function writeObservation(work: Work, line: LineRow, value: ValueRow): string | null {
  if (value.value === null && value.text === null) return null;
  const test = testOfLine(work, line);
  const specimen = line.specimen_id === null ? undefined : work.tx.row('lab_specimen', line.specimen_id);
  const kept = recordValue(test, value);
  const id = work.tx.newId();
  work.tx.insert('observation', {
    id, patient_id: line.patient_id, set_id: line.order_id, encounter_id: work.tx.row('lab_order', line.order_id)?.encounter_id ?? null, token_id: null, code: test.observationCode,
    ...kept, typed_value: value.value === null ? null : String(value.value), typed_unit: value.value === null ? null : value.unit,
    taken_at: specimen?.collected_at ?? value.entered_at, recorded_at: new Date(work.now).toISOString(), recorded_by: value.entered_by, source: 'laboratory', confirmed: 1,
    clock: work.clock,
  });
  return id;
}

/** In the unit the record keeps this measure in; a number with a comparator is kept as words, so that nothing takes it for the number. */
export function recordValue(test: LabTest, { value, comparator, text, unit }: Pick<ValueRow, 'value' | 'comparator' | 'text' | 'unit'>): { value: number | null; text: string | null; unit: string; loinc: string | null } {
  if (value === null) return { value: null, text, unit: '', loinc: test.loinc };
  if (comparator !== null) return { value: null, text: `${comparator}${String(value)} ${unit}`.trim(), unit: '', loinc: test.loinc };
  const code = test.observationCode;
  if (isQuantity(code)) {
    const canonical = canonicalValue(code, value, unit) ?? viaAnalyte(test, value, unit, quantityOf(code).unit);
    if (canonical !== undefined) return { value: canonical, text: null, unit: quantityOf(code).unit, loinc: quantityOf(code).unit === test.unit ? test.loinc : test.loincSi ?? test.loinc };
  }
  const si = test.analyte === null ? undefined : labUnits(test.analyte)[0]?.ucum;
  const converted = si === undefined ? undefined : viaAnalyte(test, value, unit, si);
  if (si === undefined || converted === undefined) return { value, text: null, unit, loinc: test.loinc };
  return { value: converted, text: null, unit: si, loinc: si === test.unit ? test.loinc : test.loincSi ?? test.loinc };
}

const viaAnalyte = ({ analyte }: LabTest, value: number, from: string, to: string): number | undefined =>
  (analyte === null ? undefined : convertLab(analyte, value, from, to));
