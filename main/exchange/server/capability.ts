import { PATIENT_TYPES, SHARED_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import { SEARCHED } from '#domain/exchange/fhir/search-parameters.ts';
import { VERSION } from '../../version.ts';

/** What this server can do, as a FHIR R4 CapabilityStatement. @param at ISO instant */
export function capabilityStatement(base: string, at: string): object {
  const types = [...PATIENT_TYPES, ...SHARED_TYPES].toSorted();
  return {
    resourceType: 'CapabilityStatement', status: 'active', date: at, kind: 'instance', software: { name: 'Daybook', version: VERSION },
    implementation: { description: 'Daybook', url: base }, fhirVersion: '4.0.1', format: ['json'],
    rest: [{
      mode: 'server', security: { description: 'Bearer token made under Settings, Programs' },
      interaction: [{ code: 'transaction' }, { code: 'batch' }],
      resource: types.map((type) => ({
        type, interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'create' }], versioning: 'no-version', conditionalCreate: true, searchParam: searchParams(type),
        ...(type === 'Patient' ? { operation: [
          { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
          { name: 'summary', definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary' },
        ] } : {}),
      })),
    }],
  };
}

function searchParams(type: string): object[] {
  return [
    { name: '_id', type: 'token' }, { name: '_lastUpdated', type: 'date' },
    ...(PATIENT_TYPES.has(type) && type !== 'Patient' ? [{ name: 'patient', type: 'reference' }] : []),
    ...Object.entries(SEARCHED[type] ?? {}).map(([name, { kind }]) => ({ name, type: kind })),
  ];
}
