/** How a search parameter looks at a resource. Paths are keys, one after the other; one that ends in `*` is any of `value[x]`. */
export interface SearchParameter {
  readonly kind: 'token' | 'date' | 'string' | 'reference';
  readonly paths: readonly (readonly string[])[];
}

const token = (...paths: (readonly string[])[]): SearchParameter => ({ kind: 'token', paths });
const date = (...paths: (readonly string[])[]): SearchParameter => ({ kind: 'date', paths });
const text = (...paths: (readonly string[])[]): SearchParameter => ({ kind: 'string', paths });
const reference = (...paths: (readonly string[])[]): SearchParameter => ({ kind: 'reference', paths });

type Parameters = Readonly<Record<string, SearchParameter>>;

const names = {
  name: text(['name', 'text'], ['name', 'family'], ['name', 'given'], ['name', 'prefix'], ['name', 'suffix']), family: text(['name', 'family']), given: text(['name', 'given']),
  identifier: token(['identifier']),
} satisfies Parameters;
const coded = { code: token(['code']), status: token(['status']), category: token(['category']), encounter: reference(['encounter']) } satisfies Parameters;

/** The parameters beside `_id`, `_lastUpdated` and `patient` that each type is searched by. FHIR R4, "Search Parameter Registry". */
export const SEARCHED: Readonly<Record<string, Parameters>> = {
  Patient: { ...names, birthdate: date(['birthDate']), gender: token(['gender']) },
  Practitioner: names,
  Organization: { name: text(['name']), identifier: token(['identifier']) },
  Observation: { ...coded, date: date(['effective*']) },
  Encounter: { status: token(['status']), class: token(['class']), type: token(['type']), date: date(['period']) },
  Condition: {
    ...coded, 'clinical-status': token(['clinicalStatus']), 'verification-status': token(['verificationStatus']), 'onset-date': date(['onset*']), 'recorded-date': date(['recordedDate']),
  },
  MedicationRequest: { status: token(['status']), intent: token(['intent']), code: token(['medicationCodeableConcept']), authoredon: date(['authoredOn']), encounter: reference(['encounter']) },
  Immunization: { 'status': token(['status']), 'vaccine-code': token(['vaccineCode']), 'date': date(['occurrence*']) },
  AllergyIntolerance: { 'code': token(['code']), 'clinical-status': token(['clinicalStatus']), 'category': token(['category']), 'date': date(['recordedDate']) },
  Procedure: { ...coded, date: date(['performed*']) },
  DiagnosticReport: { ...coded, date: date(['effective*']) },
  DocumentReference: { status: token(['status']), type: token(['type']), category: token(['category']), date: date(['date']) },
  ServiceRequest: { ...coded, intent: token(['intent']), authored: date(['authoredOn']), occurrence: date(['occurrence*']), requisition: token(['requisition']) },
  QuestionnaireResponse: { status: token(['status']), authored: date(['authored']), encounter: reference(['encounter']) },
  Questionnaire: { status: token(['status']), title: text(['title']) },
  Appointment: { status: token(['status']), date: date(['start']) },
  CarePlan: { status: token(['status']), category: token(['category']), date: date(['period']) },
  Goal: { 'lifecycle-status': token(['lifecycleStatus']) },
  Claim: { status: token(['status']), created: date(['created']) },
  ExplanationOfBenefit: { status: token(['status']), created: date(['created']) },
};
