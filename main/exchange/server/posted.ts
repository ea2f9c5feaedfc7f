import { isObject, objectAt, objectsAt, textAt } from '#domain/exchange/fhir/json.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { PATIENT_TYPES, SHARED_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import { err, ok } from '#domain/kit/result.ts';
import type { Result } from '#domain/kit/result.ts';
import { derivedId } from '../identity.ts';

/** Why something that was posted is not taken: where, and by which rule. Never what it says. */
export interface Issue {
  /** Path of the element, as FHIRPath has it. */
  readonly field: string;
  readonly code: string;
  readonly limit?: number;
}

/** One resource that was posted. */
export interface Posted {
  /** Path of the resource, for issues. */
  readonly path: string;
  readonly resource: JsonObject;
  /** What other entries call it. */
  readonly fullUrl: string | undefined;
  /** The search that must find nothing. */
  readonly ifNoneExist: string | undefined;
}

export interface PostedSet {
  /** `single`: one resource by itself. In a `transaction` all of them or none are taken. */
  readonly kind: 'single' | 'transaction' | 'batch';
  readonly entries: readonly (Posted | Issue)[];
}

/** Most entries of a bundle: it is stored in one go, and nobody at the desk waits for it long. */
const MOST_ENTRIES = 1000;

/** Reads what was posted. @param type the type in the address; undefined where a bundle is posted to the server itself */
export function readPosted(text: string, type: string | undefined, ifNoneExist: string | undefined): Result<PostedSet, Issue> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const resource = parsed.value;
  const own = resource['resourceType'];
  if (type !== undefined) {
    if (own !== type) return err({ field: 'resourceType', code: 'not-the-type-of-the-address' });
    // The id a client gives is not this server's: what says the same, or has the same identifier, is the same.
    const { id: _id, ...rest } = resource;
    return ok({ kind: 'single', entries: [{ path: type, resource: rest, fullUrl: identified(resource), ifNoneExist }] });
  }
  const kind = resource['type'];
  if (own !== 'Bundle') return err({ field: 'resourceType', code: 'not-a-bundle' });
  if (kind !== 'transaction' && kind !== 'batch') return err({ field: 'Bundle.type', code: 'not-transaction-or-batch' });
  const entries = objectsAt(resource, 'entry');
  if (entries.length > MOST_ENTRIES) return err({ field: 'Bundle.entry', code: 'too-many-entries', limit: MOST_ENTRIES });
  return ok({ kind, entries: withOwnNames(entries).map(entryOf) });
}

function parse(text: string): Result<JsonObject, Issue> {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? ok(json) : err({ field: 'line 1', code: 'not-a-resource' });
  } catch (error) {
    // The message repeats what stands around the place; only the place is told.
    const at = Number(/position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? text.length);
    const before = text.slice(0, at).split('\n');
    return err({ field: `line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1}`, code: 'invalid-json' });
  }
}

function entryOf(entry: JsonObject, index: number): Posted | Issue {
  const field = `Bundle.entry[${index}]`;
  const [resource, request] = [objectAt(entry, 'resource'), objectAt(entry, 'request')];
  if (request && textAt(request, 'method') !== 'POST') return { field: `${field}.request.method`, code: 'only-post' };
  if (!resource || typeof resource['resourceType'] !== 'string') return { field: `${field}.resource`, code: 'not-a-resource' };
  return { path: `${field}.resource`, resource, fullUrl: textAt(entry, 'fullUrl', 2000), ifNoneExist: request && textAt(request, 'ifNoneExist', 2000) };
}

/** Whether a type is taken at all. */
export const isTaken = (resource: JsonObject): boolean => {
  const type = String(resource['resourceType']);
  return PATIENT_TYPES.has(type) || SHARED_TYPES.has(type);
};

/** A name that follows from a resource's first identifier that says who issued it, so that it is known again. Patients are known by theirs in any case. */
function identified(resource: JsonObject): string | undefined {
  if (resource['resourceType'] === 'Patient') return undefined;
  const [first] = objectsAt(resource, 'identifier').map((one) => [textAt(one, 'system'), textAt(one, 'value')] as const).filter(([system, value]) => system !== undefined && value !== undefined);
  if (!first) return undefined;
  // Of version 5: one of this program's own making (7, 8) would be taken for the id of the record.
  return `urn:uuid:${derivedId('identifier', String(resource['resourceType']), ...first.map(String)).replace(/^(.{14})8/, '$15')}`;
}

/** The entries, with the names clients make up anew each time put aside for those that follow from identifiers. */
function withOwnNames(entries: readonly JsonObject[]): readonly JsonObject[] {
  const names = new Map(entries.flatMap((entry) => {
    const [given, own] = [textAt(entry, 'fullUrl', 2000), identified(objectAt(entry, 'resource') ?? {})];
    return given !== undefined && own !== undefined && /^urn:uuid:/i.test(given) ? [[given, own] as const] : [];
  }));
  if (names.size === 0) return entries;
  return JSON.parse(JSON.stringify(entries), (key, value: unknown) => ((key === 'fullUrl' || key === 'reference') && typeof value === 'string' ? names.get(value) ?? value : value)) as JsonObject[];
}
