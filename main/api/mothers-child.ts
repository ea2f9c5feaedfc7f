import { apgar, type ApgarInputs } from '#domain/clinical/apgar.ts';
import { apgarMinutes } from '#domain/mothers/words.ts';
import { inZone } from '#domain/kit/time.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { VitalValue } from '#domain/vitals/form.ts';
import { quantityOf } from '#domain/vitals/quantities.ts';
import type { WriteDb } from '#db/door.ts';
import { fail } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';
import { rowOf, type Hand } from './mothers-writes.ts';
import { insertPatient } from './patient-rows.ts';
import { insertValue } from './vitals.ts';

/** LOINC of the total at each minute. */
const APGAR_LOINC = { 1: '9272-6', 5: '9274-2', 10: '9271-8' } as const;
const GRAMS_PER_KG = 1000;

interface Child {
  readonly newbornId: string;
  readonly name: string;
  /** What the mother is to the child, in the clinic's words. */
  readonly relation: string;
}

/** Makes a newborn a patient with what was measured at the birth. Returns the patient's id. */
export function registerNewborn(tx: WriteDb, hand: Hand, { newbornId, name, relation }: Child): string {
  const newborn = rowOf(tx, 'newborn', newbornId);
  if (newborn.child_id !== null) throw fail('CONFLICT', { reason: 'child-is-patient' });
  if (newborn.outcome.startsWith('stillbirth')) throw fail('CONFLICT', { reason: 'not-born-alive' });
  const [mother, delivery] = [tx.row('patient', newborn.patient_id), tx.row('delivery', newborn.delivery_id)];
  if (!mother || !delivery) throw fail('NOT_FOUND', { what: 'patient' });
  const childId = insertPatient(tx, {
    name, ageOrBirth: inZone(Date.parse(delivery.born_at), clinicOf(tx).zone).date, sex: newborn.sex as 'female' | 'male' | 'other' | 'unknown',
    ...given('phone', mother.phone), ...given('address', mother.address), ...given('district', mother.district), ...given('state', mother.state), language: mother.language,
    contacts: [{ name: mother.name, relation: tidyText(relation) ?? '', phone: mother.phone ?? '' }],
  }, hand.now, hand.clock);
  if (newborn.died_on !== null) tx.update('patient', childId, { deceased_at: newborn.died_on });
  tx.update('newborn', newbornId, { child_id: childId });
  writeBirthMeasures(tx, hand, childId, delivery.born_at, newborn);
  return childId;
}

const given = <K extends string>(field: K, value: string | null): Partial<Record<K, string>> => (value === null ? {} : { [field]: value } as Record<K, string>);

interface Measured { readonly weight_g: number | null; readonly length_cm: number | null; readonly head_cm: number | null; readonly apgar: string }

function writeBirthMeasures(tx: WriteDb, hand: Hand, childId: string, bornAt: string, newborn: Measured): void {
  const setId = tx.newId();
  const write = (value: VitalValue, takenAt: string): void => insertValue(tx, hand, { patientId: childId, tokenId: null, setId, takenAt, confirmed: true, clock: hand.clock }, value);
  const measures = [['weight', newborn.weight_g === null ? null : newborn.weight_g / GRAMS_PER_KG], ['height', newborn.length_cm], ['head-circumference', newborn.head_cm]] as const;
  for (const [code, value] of measures) {
    if (value === null) continue;
    const { loinc, unit } = quantityOf(code);
    const typed = code === 'weight' ? { typedValue: String(newborn.weight_g), typedUnit: 'g' } : { typedValue: String(value), typedUnit: unit };
    write({ code, loinc, value, text: null, unit, ...typed }, bornAt);
  }
  const scores = JSON.parse(newborn.apgar) as Partial<Record<string, Record<string, number | null>>>;
  for (const minute of apgarMinutes) {
    const parts = scores[minute];
    const { total } = apgar(Object.fromEntries(Object.entries(parts ?? {}).map(([part, points]) => [part, points ?? undefined])) as ApgarInputs);
    if (total === null) continue;
    const takenAt = new Date(Date.parse(bornAt) + Number(minute) * 60_000).toISOString();
    write({ code: `apgar-${minute}`, loinc: APGAR_LOINC[minute], value: total, text: null, unit: '{score}', typedValue: null, typedUnit: null }, takenAt);
  }
}
