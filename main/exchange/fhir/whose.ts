import { isObject, objectsAt } from '#domain/exchange/fhir/json.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { readReference } from '#domain/exchange/fhir/reference.ts';
import type { Target } from '#domain/exchange/fhir/reference.ts';
import { OWNER_FIELDS } from '#domain/exchange/fhir/resource-types.ts';
import type { Owner, PreparedPatient, PreparedTarget } from './prepared.ts';

/** A resource, and the names others may use for it; the first is the one its id derives from. */
export interface Named {
  readonly type: string;
  readonly resource: JsonObject;
  readonly names: readonly string[];
  /** Server part of its `fullUrl`. */
  readonly base: string | undefined;
  /** The clinic's calendar day. */
  readonly today: string;
  readonly readPatient: (name: string | undefined, resource: JsonObject, today: string) => PreparedPatient;
}

/** Whose a resource is, by the first of `fields` that is present. */
export function ownerOf(named: Named, fields: readonly string[] = OWNER_FIELDS): Owner {
  const field = fields.find((name) => named.resource[name] !== undefined) ?? fields[0] ?? '';
  if (named.type === 'Appointment' && named.resource[field] === undefined) return participantOf(named);
  return { field, target: targetOf(named, field) };
}

export function targetOf(named: Named, field: string): PreparedTarget {
  const { resource, base } = named;
  const value = resource[field];
  // Where a list belongs (Provenance.target), the first of it.
  const holder = Array.isArray(value) ? { [field]: value.find(isObject), contained: resource['contained'] } : resource;
  return prepared(named, readReference(holder, field, base));
}

/** Who is expected at an appointment. */
function participantOf(named: Named): Owner {
  const field = 'participant.actor';
  const actors = objectsAt(named.resource, 'participant').map((participant) => readReference(participant, 'actor', named.base));
  const patient = actors.find((target) => target && 'type' in target && target.type === 'Patient');
  if (patient) return { field, target: prepared(named, patient) };
  // A URN does not say what it names: whichever of them is a patient.
  const names = actors.flatMap((target) => (target?.kind === 'named' && target.type === '' ? target.names : []));
  return { field, target: names.length === 0 ? { kind: 'none' } : { kind: 'named', type: 'Patient', names } };
}

function prepared({ readPatient, today }: Named, target: Target | undefined): PreparedTarget {
  if (!target) return { kind: 'none' };
  if (target.kind !== 'contained') return target;
  // Somebody who travels inside another resource has no name of their own: told by identifiers, else by content.
  return target.resource['resourceType'] === 'Patient' ? { kind: 'contained', patient: readPatient(undefined, target.resource, today) } : { kind: 'contained' };
}
