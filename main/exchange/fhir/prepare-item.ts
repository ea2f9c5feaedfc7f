import { allergyState, readAllergy } from '#domain/exchange/fhir/allergy.ts';
import { readEncounter } from '#domain/exchange/fhir/encounter.ts';
import { textAt } from '#domain/exchange/fhir/json.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { isGrouping, observationKind, readObservation } from '#domain/exchange/fhir/observation.ts';
import type { ReadObservation } from '#domain/exchange/fhir/observation.ts';
import { readPatient } from '#domain/exchange/fhir/patient.ts';
import { baseOf, nameOfFullUrl, readReference, resourceName } from '#domain/exchange/fhir/reference.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import { isOrderedUuid } from '../identity.ts';
import type { Owner, Placed, PreparedObservation, PreparedResource, PreparedPatient, PreparedTarget, PreparedValue } from './prepared.ts';
import type { FhirItem } from './read-file.ts';
import { patientId, recordKey } from './record-id.ts';

type Resource = Extract<FhirItem, { kind: 'resource' }>;

/** A resource, and the names others may use for it; the first is the one its id derives from. */
interface Named {
  readonly resource: JsonObject;
  readonly names: readonly string[];
  /** Server part of its `fullUrl`. */
  readonly base: string | undefined;
  /** The clinic's calendar day. */
  readonly today: string;
}

const SOURCE = 'import:fhir';

/** Reads one resource; gives the name it is counted under instead when it is of a kind that is not kept. */
export function prepareItem(item: Resource, file: number, today: string): PreparedResource | string {
  const placed: Placed = { file, ordinal: item.ordinal, place: item.place };
  const named = nameOf(item, today);
  switch (item.resource['resourceType']) {
    case 'Patient': return { ...placed, kind: 'patient', names: named.names, patient: preparePatient(named.names[0], item.resource, today) };
    case 'Encounter': return prepareEncounter(placed, named);
    case 'Observation': return prepareObservation(placed, named);
    default: return prepareAllergy(placed, named);
  }
}

function nameOf({ resource, fullUrl }: Resource, today: string): Named {
  const id = textAt(resource, 'id', 128);
  const full = fullUrl === undefined ? undefined : nameOfFullUrl(fullUrl);
  const local = id === undefined ? undefined : resourceName(String(resource['resourceType']), id);
  const names = [full, local].filter((name) => name !== undefined);
  return { resource, names: names.length === 2 && full === local ? names.slice(1) : names, base: baseOf(fullUrl), today };
}

const refusal = (placed: Placed, problem: Problem): PreparedResource => ({ ...placed, kind: 'refused', problem });

function preparePatient(name: string | undefined, resource: JsonObject, today: string): PreparedPatient {
  const read = readPatient(resource, today);
  return read.ok ? { id: patientId(name, read.value), read: read.value } : { problem: read.error };
}

function prepareEncounter(placed: Placed, named: Named): PreparedResource {
  const read = readEncounter(named.resource);
  const { names } = named;
  const encounter = read.ok
    ? { key: recordKey(names[0], read.value), owner: ownerOf(named, ['subject', 'patient']), read: read.value } : { problem: read.error };
  return { ...placed, kind: 'encounter', names, encounter };
}

function prepareObservation(placed: Placed, named: Named): PreparedResource | string {
  const { resource, names } = named;
  const kind = observationKind(resource);
  if (kind !== 'vital-signs') return `Observation/${kind}`;
  if (isGrouping(resource)) return 'Observation/panel';
  const read = readObservation(resource);
  if (!read.ok) return refusal(placed, read.error);
  // A unit's factor can carry a huge number beyond what a number holds.
  if (read.value.values.some(({ value }) => value !== null && !Number.isFinite(value))) return refusal(placed, { reason: 'value-impossible', detail: 'value[x]' });
  const observation: PreparedObservation = {
    kind: 'observation', key: recordKey(names[0], read.value), owner: ownerOf(named, ['subject']), encounter: targetOf(named, 'encounter'), values: valuesOf(read.value),
  };
  return { ...placed, ...observation };
}

const valuesOf = ({ takenAt, values }: ReadObservation): PreparedValue[] => values.map(({ part, partId, code, loinc, value, text, unit }) => {
  const imported = { part, value: { code, loinc, value, text, unit, takenAt, source: SOURCE } };
  return partId !== undefined && isOrderedUuid(partId) ? { ...imported, own: partId } : imported;
});

function prepareAllergy(placed: Placed, named: Named): PreparedResource | string {
  const { resource, names } = named;
  const standing = allergyState(resource);
  if (standing !== 'active') return `AllergyIntolerance/${standing}`;
  const read = readAllergy(resource);
  if (!read.ok) return refusal(placed, read.error);
  return { ...placed, kind: 'allergy', key: recordKey(names[0], read.value), owner: ownerOf(named, ['patient', 'subject']), allergy: read.value };
}

/** Whose a resource is, by the first of `fields` that is present. */
function ownerOf(named: Named, fields: readonly [string, ...string[]]): Owner {
  const field = fields.find((name) => named.resource[name] !== undefined) ?? fields[0];
  return { field, target: targetOf(named, field) };
}

function targetOf({ resource, base, today }: Named, field: string): PreparedTarget {
  const target = readReference(resource, field, base);
  if (!target) return { kind: 'none' };
  if (target.kind !== 'contained') return target;
  // Somebody who travels inside another resource has no name of their own: told by identifiers, else by content.
  return target.resource['resourceType'] === 'Patient' ? { kind: 'contained', patient: preparePatient(undefined, target.resource, today) } : { kind: 'contained' };
}
