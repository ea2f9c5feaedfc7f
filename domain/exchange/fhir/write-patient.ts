import { knownBirth } from '../../patients/known-age.ts';
import type { ExportedPatient } from '../exported.ts';
import type { ImportedAllergy, ImportedContact, ImportedPatient } from '../records.ts';
import { PATIENT_NUMBER } from '../systems.ts';
import { BIRTH_ESTIMATED_URL, PAYER_URL, POLICY_NUMBER_URL } from './extension-urls.ts';
import type { JsonObject } from './json.ts';

/** A patient as a FHIR R4 Patient. What R4 keeps elsewhere (payer, estimated birth date) goes into extensions. */
export function writePatient({ patient, number }: ExportedPatient): JsonObject {
  const { key, identifiers, name, sex, language, contacts, deceased } = patient;
  const birthDate = knownBirth(patient.birthDate);
  return {
    resourceType: 'Patient', id: key,
    ...list('extension', extensionsOf(patient)),
    identifier: [
      { use: 'official', system: PATIENT_NUMBER, value: number },
      ...identifiers.map(({ system, value }) => (system === '' ? { value } : { system, value })),
    ],
    name: [nameOf(name)],
    ...list('telecom', telecomOf(patient.phone, patient.email)),
    gender: sex,
    ...(birthDate === null ? {} : { birthDate }),
    ...(deceased === undefined ? {} : deceased.at === null ? { deceasedBoolean: true } : { deceasedDateTime: deceased.at }),
    ...list('address', addressOf(patient)),
    ...list('contact', contacts.map(contactOf)),
    ...(language === null ? {} : { communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] } }] }),
  };
}

/** FHIR has no empty lists. */
export const list = (key: string, items: readonly unknown[]): JsonObject => (items.length === 0 ? {} : { [key]: items });

/** The last word stands as family name; reading puts the words together again as they were. */
function nameOf(name: string): JsonObject {
  const words = name.split(' ');
  return { text: name, family: words.at(-1), ...list('given', words.slice(0, -1)) };
}

function telecomOf(phone: string | null, email: string | null): JsonObject[] {
  return [
    ...(phone === null || phone === '' ? [] : [{ system: 'phone', value: phone }]),
    ...(email === null || email === '' ? [] : [{ system: 'email', value: email }]),
  ];
}

function addressOf({ address, district, state }: ImportedPatient): JsonObject[] {
  const place = {
    ...(address === null ? {} : { line: [address] }), ...(district === null ? {} : { district }), ...(state === null ? {} : { state }),
  };
  return Object.keys(place).length === 0 ? [] : [place];
}

const contactOf = ({ name, relation, phone }: ImportedContact): JsonObject => ({
  ...(relation === '' ? {} : { relationship: [{ text: relation }] }),
  ...(name === '' ? {} : { name: nameOf(name) }),
  ...list('telecom', telecomOf(phone, null)),
});

function extensionsOf({ payer, policyNumber, birthEstimated }: ImportedPatient): JsonObject[] {
  return [
    ...(payer === null ? [] : [{ url: PAYER_URL, valueString: payer }]),
    ...(policyNumber === null ? [] : [{ url: POLICY_NUMBER_URL, valueString: policyNumber }]),
    ...(birthEstimated ? [{ url: BIRTH_ESTIMATED_URL, valueBoolean: true }] : []),
  ];
}

/** An allergy as a FHIR R4 AllergyIntolerance. */
export const writeAllergy = ({ key, patientKey, substance, reaction }: ImportedAllergy): JsonObject => ({
  resourceType: 'AllergyIntolerance', id: key,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }] },
  code: { text: substance },
  patient: { reference: `urn:uuid:${patientKey}` },
  ...(reaction === '' ? {} : { reaction: [{ manifestation: [{ text: reaction }] }] }),
});
