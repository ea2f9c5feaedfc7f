import type { JsonObject } from './json.ts';
import { objectsAt } from './json.ts';
import { readPatient } from './patient.ts';
import type { ReadPatient } from './patient.ts';
import { BIRTH_ESTIMATED_URL, PAYER_URL, POLICY_NUMBER_URL } from './extension-urls.ts';
import { PATIENT_NUMBER } from '../systems.ts';
import type { ImportedPatient } from '../records.ts';

/** Elements a column is written to. One that ends in `*` stands for all of `onset[x]`. */
type Elements = Readonly<Record<string, readonly string[]>>;

/** By table, where its columns go in FHIR; what is not named is no element. */
export const ELEMENTS: Readonly<Record<string, Elements>> = {
  condition: {
    category: ['category'], code_system: ['code'], code: ['code'], title: ['code'], clinical_status: ['clinicalStatus'], certainty: ['verificationStatus'],
    onset_on: ['onset*'], ended_on: ['abatement*'], note: ['note'], encounter_id: ['encounter'], patient_id: ['subject'],
  },
  procedure: {
    code_system: ['code'], code: ['code'], title: ['code'], status: ['status'], performed_at: ['performed*'], ended_at: ['performed*'],
    performer: ['performer'], note: ['note'], encounter_id: ['encounter'], patient_id: ['subject'],
  },
  prescription: {
    intent: ['intent', 'reported*'], code_system: ['medication*'], code: ['medication*'], drug: ['medication*'], form: ['medication*'], strength: ['medication*'],
    route: ['dosageInstruction'], dose: ['dosageInstruction'], dose_unit: ['dosageInstruction'], per_day: ['dosageInstruction'], timing: ['dosageInstruction'],
    days: ['dosageInstruction'], instructions: ['dosageInstruction'], as_needed: ['dosageInstruction'], started_on: ['dosageInstruction'],
    ended_on: ['dosageInstruction'], quantity: ['dispenseRequest'], quantity_unit: ['dispenseRequest'], status: ['status'], stop_reason: ['statusReason'],
    encounter_id: ['encounter'], patient_id: ['subject'],
  },
  immunization: {
    code_system: ['vaccineCode'], code: ['vaccineCode'], vaccine: ['vaccineCode'], dose_number: ['protocolApplied'], given_at: ['occurrence*'], lot: ['lotNumber'],
    expires_on: ['expirationDate'], site: ['site'], route: ['route'], given_by: ['performer'], status: ['status'], reason: ['statusReason'], note: ['note'],
    encounter_id: ['encounter'], patient_id: ['patient'],
  },
  document: { title: ['description'], written_at: ['date'], encounter_id: ['context'], patient_id: ['subject'] },
  encounter: {
    started_at: ['period'], ended_at: ['period'], status: ['status', 'statusHistory'], class_code: ['class'], title: ['type'], reason: ['reasonCode', 'reasonReference'],
    provider_id: ['participant'], patient_id: ['subject'],
  },
  allergy: { substance: ['code'], reaction: ['reaction'], patient_id: ['patient'] },
};

/** An original with some of its elements as they are now. @param written all elements, as they are now */
export function overlaid(original: JsonObject, written: JsonObject, elements: ReadonlySet<string>): JsonObject {
  const isMeant = (key: string): boolean => [...elements].some((element) => (
    element.endsWith('*') ? key.startsWith(element.slice(0, -1)) && /^[A-Z]/.test(key.slice(element.length - 1)) : key === element || key === `_${element}`
  ));
  return {
    ...Object.fromEntries(Object.entries(original).filter(([key]) => !isMeant(key))),
    ...Object.fromEntries(Object.entries(written).filter(([key]) => isMeant(key))),
  };
}

/** By element, the fields of a patient that are written to it. */
const FIELDS: Readonly<Record<string, readonly (keyof ReadPatient)[]>> = {
  'name': ['name'], 'telecom': ['phone', 'email'], 'address': ['address', 'district', 'state'], 'gender': ['sex'], 'birthDate': ['birthDate', 'birthEstimated'],
  'deceased*': ['deceased'], 'communication': ['language'], 'contact': ['contacts'],
};
const OWN_EXTENSIONS: ReadonlySet<unknown> = new Set([PAYER_URL, POLICY_NUMBER_URL, BIRTH_ESTIMATED_URL]);

/**
 * The original of a patient with what has changed since laid over it, and this program's number beside the others.
 * @param written as the patient is now
 */
export function overlaidPatient(original: JsonObject, patient: ImportedPatient, written: JsonObject): JsonObject {
  const back = readPatient(original, '9999-12-31');
  const was: Partial<ReadPatient> = back.ok ? back.value : {};
  const differs = (field: keyof ReadPatient): boolean => JSON.stringify(was[field] ?? null) !== JSON.stringify(patient[field] ?? null);
  const changed = Object.entries(FIELDS).filter(([, fields]) => fields.some(differs)).map(([element]) => element);
  const extensions = differs('payer') || differs('policyNumber') || differs('birthEstimated')
    ? [...objectsAt(original, 'extension').filter((one) => !OWN_EXTENSIONS.has(one['url'])), ...objectsAt(written, 'extension')] : objectsAt(original, 'extension');
  const identifiers = differs('identifiers') ? objectsAt(written, 'identifier') : [
    ...objectsAt(written, 'identifier').slice(0, 1), ...objectsAt(original, 'identifier').filter((one) => one['system'] !== PATIENT_NUMBER),
  ];
  const laid = overlaid(original, written, new Set(changed));
  const { extension: _extension, identifier: _identifier, ...rest } = laid;
  return { ...rest, ...(extensions.length === 0 ? {} : { extension: extensions }), identifier: identifiers };
}
