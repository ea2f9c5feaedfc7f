import { isLabCode } from '../../vitals/lab-code.ts';
import type { ImportedEncounter, ImportedObservation } from '../records.ts';
import { LOINC, NULL_FLAVOR, OWN_VITAL } from './coded.ts';
import type { JsonObject } from './json.ts';
import { vitalByCode } from './vital-codes.ts';

const reference = (key: string): JsonObject => ({ reference: `urn:uuid:${key}` });

/** A visit as a FHIR R4 Encounter. */
export const writeEncounter = ({ key, patientKey, startedAt, endedAt, status, classCode, title, reason }: ImportedEncounter): JsonObject => ({
  resourceType: 'Encounter', id: key, status,
  class: classCode === null ? { system: NULL_FLAVOR, code: 'UNK' } : { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: classCode },
  ...(title === '' ? {} : { type: [{ text: title }] }),
  subject: reference(patientKey),
  period: { start: startedAt, ...(endedAt === null ? {} : { end: endedAt }) },
  ...(reason === null || reason === '' ? {} : { reasonCode: [{ text: reason }] }),
});

/**
 * Values as FHIR R4 Observations. The two values of a blood pressure become one panel, as the vital signs profile
 * asks for; its components carry the ids of the values. A value with neither number nor text has nothing to say.
 * @param panelId makes the id of a panel from its systolic value's
 */
export function writeObservations(observations: readonly ImportedObservation[], panelId: (systolicKey: string) => string): JsonObject[] {
  const partners = pressurePairs(observations);
  const paired = new Set(partners.values());
  return observations.filter((one) => !paired.has(one) && (one.value !== null || one.text !== null)).map((one) => {
    const diastolic = partners.get(one);
    return diastolic ? writePanel(one, diastolic, panelId(one.key)) : { ...head(one, one.key), code: codeOf(one), ...valueOf(one) };
  });
}

/** Systolic → its diastolic: the only one of each at that moment of that visit. */
function pressurePairs(observations: readonly ImportedObservation[]): Map<ImportedObservation, ImportedObservation> {
  const groups = new Map<string, ImportedObservation[]>();
  for (const one of observations) {
    if ((one.code !== 'systolic' && one.code !== 'diastolic') || one.value === null) continue;
    const moment = `${one.takenAt} ${one.encounterKey ?? ''}`;
    groups.set(moment, [...(groups.get(moment) ?? []), one]);
  }
  const pairs = new Map<ImportedObservation, ImportedObservation>();
  for (const group of groups.values()) {
    const [systolic, diastolic] = ['systolic', 'diastolic'].map((code) => group.find((one) => one.code === code));
    if (group.length === 2 && systolic && diastolic) pairs.set(systolic, diastolic);
  }
  return pairs;
}

function writePanel(systolic: ImportedObservation, diastolic: ImportedObservation, id: string): JsonObject {
  const component = [systolic, diastolic].map((one) => ({ id: one.key, code: codeOf(one), ...valueOf(one) }));
  return { ...head(systolic, id), code: { coding: [{ system: LOINC, code: '85354-9' }] }, component };
}

const head = (one: ImportedObservation, id: string): JsonObject => ({
  resourceType: 'Observation', id, status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: isLabCode(one.code) ? 'laboratory' : 'vital-signs' }] }],
  subject: reference(one.patientKey),
  ...(one.encounterKey === null ? {} : { encounter: reference(one.encounterKey) }),
  effectiveDateTime: one.takenAt,
});

function codeOf({ code, loinc }: ImportedObservation): JsonObject {
  const known = loinc ?? vitalByCode(code)?.loinc;
  return { coding: [...(known === undefined ? [] : [{ system: LOINC, code: known }]), { system: OWN_VITAL, code }] };
}

function valueOf({ value, text, unit }: ImportedObservation): JsonObject {
  if (value === null) return { valueString: text };
  return { valueQuantity: { value, ...(unit === '' ? {} : { unit, system: 'http://unitsofmeasure.org', code: unit }) } };
}
