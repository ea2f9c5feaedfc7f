/** Our own extensions on Patient, for what R4 keeps in other resources. */
export const PAYER_URL = 'urn:daybook:fhir:payer';
export const POLICY_NUMBER_URL = 'urn:daybook:fhir:policy-number';
export const BIRTH_ESTIMATED_URL = 'urn:daybook:fhir:birth-date-estimated';
