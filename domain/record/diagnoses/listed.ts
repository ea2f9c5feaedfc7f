/** A diagnosis of the list that comes with the program: its code of ICD-10-CM and what it is called in the languages of the screens. */
export type ListedDiagnosis = readonly [code: string, en: string, es: string, ar: string];

/** FHIR's name of the codes of the list. */
export const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
