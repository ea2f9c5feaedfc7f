import { codesOf } from './coded.ts';
import { objectsAt } from './json.ts';
import type { JsonObject } from './json.ts';

/** What this program has tables for and FHIR only a general resource: says which of them one stands for. */
export const OWN_RECORD = 'urn:daybook:fhir:record';
export type OwnRecord = 'laboratory' | 'referral' | 'follow-up' | 'pregnancy';

/** A category that names it. */
export const ownCategory = (of: OwnRecord): JsonObject => ({ coding: [{ system: OWN_RECORD, code: of }] });

/** Whether a resource left such a table, here or elsewhere. It is kept as it came: read as anything else, it would be there twice. */
export const isOwnRecord = (resource: JsonObject): boolean => objectsAt(resource, 'category').some((category) => codesOf(category, OWN_RECORD).length > 0);
