/** Issuer of identifiers that come in a table's column of their own. */
export const EXTERNAL_ID = 'urn:daybook:external-id';
/** Issuer of this program's patient numbers, in exports. */
export const PATIENT_NUMBER = 'urn:daybook:patient-number';
