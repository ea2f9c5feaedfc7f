import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { codingOf, momentAt, notesOf, numberAt, performerOf, readDay, recordedAt, titleOf } from './read-row.ts';
import type { ReadRow } from './read-row.ts';

/** Reads an Immunization. */
export function readImmunization(resource: JsonObject): Result<ReadRow<'immunization'>, Problem> {
  const status = textAt(resource, 'status');
  if (status === 'entered-in-error') return problem('entered-in-error', 'status');
  const concept = objectAt(resource, 'vaccineCode');
  const vaccine = titleOf(concept);
  if (vaccine === undefined) return problem('code-missing', 'vaccineCode');
  const given = momentAt(resource, 'occurrence');
  if (!given.ok) return given;
  const expires = textAt(resource, 'expirationDate');
  const dose = objectsAt(resource, 'protocolApplied').map((one) => numberAt(one, 'doseNumberPositiveInt')).find((number) => number !== null) ?? null;
  return ok({
    ...codingOf(concept), vaccine, dose_number: dose !== null && Number.isInteger(dose) && dose > 0 && dose < 1000 ? dose : null, given_at: given.value,
    lot: textAt(resource, 'lotNumber', 100) ?? null, expires_on: (expires === undefined ? undefined : readDay(expires)) ?? null,
    site: titleOf(objectAt(resource, 'site')) ?? null, route: titleOf(objectAt(resource, 'route')) ?? null, given_by: performerOf(resource),
    status: status === 'not-done' ? 'not-done' : 'completed', reason: titleOf(objectAt(resource, 'statusReason')) ?? null,
    note: notesOf(resource), recorded_at: recordedAt(resource, 'recorded'),
  });
}
