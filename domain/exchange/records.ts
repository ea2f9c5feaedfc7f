import type { Taken } from '../vitals/taken.ts';

/**
 * What every import reads into and every export writes from, whatever the file: plain records that know nothing
 * of FHIR, tables or the store. Times are ISO UTC instants, dates `YYYY-MM-DD`, units UCUM.
 */
export interface ImportedIdentifier {
  /** Who issues it, as a URI; empty when the source does not say. */
  readonly system: string;
  readonly value: string;
}

export interface ImportedContact {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}

export interface ImportedReaction {
  readonly substance: string;
  readonly reaction: string;
}

export type ImportedSex = 'female' | 'male' | 'other' | 'unknown';

export interface ImportedPatient {
  /** The source's own name for the record; unique within one import. */
  readonly key: string;
  readonly identifiers: readonly ImportedIdentifier[];
  readonly name: string;
  readonly birthDate: string | null;
  /** The birth date stands for an age, a year or a month. */
  readonly birthEstimated: boolean;
  readonly sex: ImportedSex;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly district: string | null;
  readonly state: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly payer: string | null;
  readonly policyNumber: string | null;
  readonly contacts: readonly ImportedContact[];
  readonly allergies: readonly ImportedReaction[];
  /** Present when the person has died; `at` (date or instant) is null when the source does not say when. */
  readonly deceased?: { readonly at: string | null };
}

export interface ImportedEncounter {
  readonly key: string;
  readonly patientKey: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** FHIR R4 encounter status. */
  readonly status: string;
  /** HL7 v3 ActCode such as `AMB`, or the source's own. */
  readonly classCode: string | null;
  readonly title: string;
  readonly reason: string | null;
  readonly source: string;
}

export interface ImportedObservation extends Taken {
  readonly key: string;
  readonly patientKey: string;
  readonly encounterKey: string | null;
  readonly source: string;
}

/** An allergy that comes as a record of its own, after or before its patient. */
export interface ImportedAllergy extends ImportedReaction {
  readonly key: string;
  readonly patientKey: string;
}

export type ImportedRecord =
  | { readonly kind: 'patient'; readonly patient: ImportedPatient }
  | { readonly kind: 'encounter'; readonly encounter: ImportedEncounter }
  | { readonly kind: 'observation'; readonly observation: ImportedObservation }
  | { readonly kind: 'allergy'; readonly allergy: ImportedAllergy };
