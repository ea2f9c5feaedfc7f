import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { objectAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';
import { codingOf, momentAt, notesOf, performerOf, titleOf } from './read-row.ts';
import type { ReadRow } from './read-row.ts';

/** FHIR R4 event status. */
const STATUSES = new Set(['preparation', 'in-progress', 'not-done', 'on-hold', 'stopped', 'completed', 'unknown']);

/** Reads a Procedure. */
export function readProcedure(resource: JsonObject): Result<ReadRow<'procedure'>, Problem> {
  const status = textAt(resource, 'status') ?? 'unknown';
  if (status === 'entered-in-error') return problem('entered-in-error', 'status');
  const concept = objectAt(resource, 'code');
  const title = titleOf(concept);
  if (title === undefined) return problem('code-missing', 'code');
  const performed = momentAt(resource, 'performed');
  if (!performed.ok) return performed;
  const period = objectAt(resource, 'performedPeriod');
  const end = period && textAt(period, 'start') !== undefined ? textAt(period, 'end') : undefined;
  const endedAt = end === undefined ? null : readMoment(end);
  if (endedAt === undefined) return problem('time-unreadable', 'performedPeriod.end');
  return ok({
    ...codingOf(concept), title, status: STATUSES.has(status) ? status : 'unknown', performed_at: performed.value, ended_at: endedAt,
    performer: performerOf(resource), note: notesOf(resource), recorded_at: null,
  });
}
