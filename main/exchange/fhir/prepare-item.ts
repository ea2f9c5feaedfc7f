import { allergyState, readAllergy } from '#domain/exchange/fhir/allergy.ts';
import { readEncounter } from '#domain/exchange/fhir/encounter.ts';
import { textAt } from '#domain/exchange/fhir/json.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { isGrouping, observationKind, readObservation } from '#domain/exchange/fhir/observation.ts';
import type { ReadObservation } from '#domain/exchange/fhir/observation.ts';
import { isOwnRecord } from '#domain/exchange/fhir/own-record.ts';
import { readPatient } from '#domain/exchange/fhir/patient.ts';
import { baseOf, nameOfFullUrl, resourceName } from '#domain/exchange/fhir/reference.ts';
import { SHARED_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import { derivedId, isOrderedUuid, ownOrDerivedId } from '../identity.ts';
import { isUniversal } from './known-names.ts';
import { pack, restOf } from './packed-json.ts';
import { fitting, inTransit } from './pieces.ts';
import { prepareRow } from './prepare-row.ts';
import type { Kept, Placed, PreparedObservation, PreparedResource, PreparedPatient, PreparedValue } from './prepared.ts';
import type { FhirItem } from './read-file.ts';
import { patientId, recordKey } from './record-id.ts';
import { isStillToCome } from './still-to-come.ts';
import { ownerOf, targetOf } from './whose.ts';
import type { Named } from './whose.ts';

type Resource = Extract<FhirItem, { kind: 'resource' }>;

const SOURCE = 'import:fhir';

/**
 * Reads one resource; gives the name it is counted under instead when it is of a kind that is not kept. One too long for
 * a row comes in several items, which are taken in their order.
 */
export function prepareItem(item: Resource, file: number, today: string): readonly PreparedResource[] | string {
  const placed: Placed = { file, ordinal: item.ordinal, place: item.place };
  const named = nameOf(item, today);
  switch (named.type) {
    case 'Patient': return [{ ...placed, kind: 'patient', names: named.names, patient: preparePatient(named.names[0], item.resource, today), kept: keptOf(named) }];
    case 'Encounter': return [prepareEncounter(placed, named)];
    case 'Observation': return prepareObservation(placed, named);
    case 'AllergyIntolerance': return prepareAllergy(placed, named);
    default: return prepareRow(placed, named) ?? keepWhole(placed, named);
  }
}

function nameOf({ resource, fullUrl }: Resource, today: string): Named {
  const type = String(resource['resourceType']);
  const id = textAt(resource, 'id', 128);
  const full = fullUrl === undefined ? undefined : nameOfFullUrl(fullUrl);
  const local = id === undefined ? undefined : resourceName(type, id);
  const names = [full, local].filter((name) => name !== undefined);
  return { type, resource, names: names.length === 2 && full === local ? names.slice(1) : names, base: baseOf(fullUrl), today, readPatient: preparePatient };
}

const keptOf = ({ type, names, resource }: Named): Kept => ({ type, name: names[0] ?? null, json: inTransit(restOf(resource)) });

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
  return { ...placed, kind: 'encounter', names, encounter, kept: keptOf(named) };
}

/** A resource there is no table for, as it came. One that says of nobody whose it is, is counted. */
export function keepWhole(placed: Placed, named: Named): readonly PreparedResource[] | string {
  const { type, names, resource } = named;
  const owner = ownerOf(named);
  const [name] = names;
  if (owner.target.kind === 'none') {
    if (!SHARED_TYPES.has(type)) return type;
    const kept: Kept = { type, name: name ?? null, json: pack(restOf(resource)) };
    const id = name !== undefined && isUniversal(name) ? ownOrDerivedId(type, name) : derivedId('fhir', type, name ?? '', kept.json);
    // Nobody's pieces would be anybody's: such a text is longer than anything a directory says of a doctor.
    return kept.json.length > 1_000_000 ? [refusal(placed, { reason: 'entry-too-large', detail: '' })] : [{ ...placed, kind: 'shared', id, kept }];
  }
  const key = recordKey(name, resource);
  const { kept, before } = fitting(placed, keptOf(named), { key, owner });
  return [...before, { ...placed, kind: 'kept', key, owner, kept }];
}

/** Values that stand for nothing now, or that no column holds, are kept as they came. */
const UNREAD: ReadonlySet<string> = new Set(['value-missing', 'code-missing', 'time-missing', 'value-unreadable']);

function prepareObservation(placed: Placed, named: Named): readonly PreparedResource[] | string {
  const { resource, names, today } = named;
  const isVital = observationKind(resource) === 'vital-signs';
  if (isGrouping(resource) || isOwnRecord(resource)) return keepWhole(placed, named);
  const read = readObservation(resource);
  if (!read.ok) return !isVital && UNREAD.has(read.error.reason) ? keepWhole(placed, named) : [refusal(placed, read.error)];
  if (isStillToCome(read.value.takenAt, today)) return [refusal(placed, { reason: 'time-in-future', detail: 'effective[x]' })];
  // A unit's factor can carry a huge number beyond what a number holds.
  if (read.value.values.some(({ value }) => value !== null && !Number.isFinite(value))) return [refusal(placed, { reason: 'value-impossible', detail: 'value[x]' })];
  const [key, owner] = [recordKey(names[0], read.value), ownerOf(named, ['subject'])];
  const { kept, before } = fitting(placed, keptOf(named), { key, owner });
  const observation: PreparedObservation = { kind: 'observation', key, owner, encounter: targetOf(named, 'encounter'), values: valuesOf(read.value), kept };
  return [...before, { ...placed, ...observation }];
}

const valuesOf = ({ takenAt, values }: ReadObservation): PreparedValue[] => values.map(({ part, partId, code, loinc, value, text, unit }) => {
  const imported = { part, value: { code, loinc, value, text, unit, takenAt, source: SOURCE } };
  return partId !== undefined && isOrderedUuid(partId) ? { ...imported, own: partId } : imported;
});

/** Only an allergy that somebody has is stored as a warning. */
function prepareAllergy(placed: Placed, named: Named): readonly PreparedResource[] | string {
  const { resource, names } = named;
  if (allergyState(resource) !== 'active') return keepWhole(placed, named);
  const read = readAllergy(resource);
  if (!read.ok) return [refusal(placed, read.error)];
  return [{ ...placed, kind: 'allergy', key: recordKey(names[0], read.value), owner: ownerOf(named, ['patient', 'subject']), allergy: read.value, kept: keptOf(named) }];
}
