/** What code systems are called, by the names FHIR gives them. */
const NAMES: Readonly<Record<string, string>> = {
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM', 'http://hl7.org/fhir/sid/icd-10': 'ICD-10', 'http://id.who.int/icd/release/11/mms': 'ICD-11', 'http://hl7.org/fhir/sid/icpc-2': 'ICPC-2',
};

/** Those to choose from; a file may name another one line by line. */
export const SYSTEMS = Object.keys(NAMES);

export const systemName = (system: string): string => NAMES[system] ?? system;
