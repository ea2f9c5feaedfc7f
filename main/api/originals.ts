import type { Contract } from '#domain/contract/contract.ts';
import type { OriginalEntry } from '#domain/contract/documents.ts';
import { isObject, type JsonObject } from '#domain/exchange/fhir/json.ts';
import { originalDate, originalLines, originalTitle } from '#domain/exchange/fhir/original-words.ts';
import type { ReadDb } from '#db/read.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { originalsOf, textOf, type Original } from '../exchange/export/originals.ts';
import { patientOf } from './patients.ts';

/** What these say stands in sections of the chart. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'Patient', 'Encounter', 'Observation', 'AllergyIntolerance', 'Condition', 'Procedure', 'MedicationRequest', 'Immunization', 'DocumentReference',
]);

/** What was brought along as FHIR, to be looked at. */
export function originalHandlers(): Pick<Handlers<Contract['documents']>, 'originals' | 'original'> {
  return {
    originals: (call, { patientId, type, limit }) => {
      patientOf(call.read, patientId);
      const all = originalsOf(call.read, patientId);
      const wanted = all.filter((each) => (type === undefined ? !ELSEWHERE.has(each.type) : each.type === type)).map((each) => entryOf(each, resourceOf(call.read, each)));
      wanted.sort((a, b) => whenOf(b).localeCompare(whenOf(a)) || (a.id < b.id ? -1 : 1));
      return { types: countTypes(all), originals: wanted.slice(0, limit), count: wanted.length };
    },
    original: (call, { patientId, originalId }) => {
      const original = originalsOf(call.read, patientId).find(({ resourceId }) => resourceId === originalId);
      if (!original) throw fail('NOT_FOUND', { what: 'document' });
      const resource = resourceOf(call.read, original);
      if (!resource) throw fail('CONFLICT', { reason: 'document-arriving' });
      return { original: entryOf(original, resource), lines: originalLines(resource) };
    },
  };
}

const whenOf = ({ on, broughtAt }: OriginalEntry): string => on ?? broughtAt;

function countTypes(all: readonly Original[]): { type: string; count: number; elsewhere: boolean }[] {
  const counts = new Map<string, number>();
  for (const { type } of all) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count, elsewhere: ELSEWHERE.has(type) })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** Undefined while pieces of a long one are missing: what is there of it is no whole JSON. */
function resourceOf(db: ReadDb, original: Original): JsonObject | undefined {
  try {
    const resource: unknown = JSON.parse(textOf(db, original));
    return isObject(resource) ? { resourceType: original.type, ...resource } : undefined;
  } catch {
    return undefined;
  }
}

const entryOf = ({ resourceId, type, at }: Original, resource: JsonObject | undefined): OriginalEntry => (
  { id: resourceId, type, title: resource ? originalTitle(resource) : null, on: resource ? originalDate(resource) : null, broughtAt: new Date(at).toISOString() }
);
