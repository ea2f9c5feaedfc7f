import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { allCodesOf } from './coded.ts';
import { objectAt, objectsAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { codingOf, dayAt, notesOf, recordedAt, titleOf } from './read-row.ts';
import type { ReadRow } from './read-row.ts';

/** Codes of http://terminology.hl7.org/CodeSystem/condition-clinical as the record has them. */
const CLINICAL: Readonly<Record<string, string>> = {
  active: 'active', recurrence: 'active', relapse: 'active', inactive: 'inactive', remission: 'inactive', resolved: 'resolved',
};
/** Codes of http://terminology.hl7.org/CodeSystem/condition-ver-status. */
const CERTAINTY: Readonly<Record<string, string>> = {
  confirmed: 'confirmed', unconfirmed: 'provisional', provisional: 'provisional', differential: 'provisional', refuted: 'refuted',
};

const known = (table: Readonly<Record<string, string>>, codes: readonly string[]): string | undefined =>
  codes.map((code) => (Object.hasOwn(table, code) ? table[code] : undefined)).find((word) => word !== undefined);

/** Reads a Condition as a problem or diagnosis. */
export function readCondition(resource: JsonObject): Result<ReadRow<'condition'>, Problem> {
  const verified = allCodesOf(objectAt(resource, 'verificationStatus'));
  if (verified.includes('entered-in-error')) return problem('entered-in-error', 'verificationStatus');
  const concept = objectAt(resource, 'code');
  const title = titleOf(concept);
  if (title === undefined) return problem('code-missing', 'code');
  const [onset, ended] = [dayAt(resource, 'onset'), dayAt(resource, 'abatement')];
  if (!onset.ok) return onset;
  if (!ended.ok) return ended;
  const categories = objectsAt(resource, 'category').flatMap(allCodesOf);
  return ok({
    ...codingOf(concept), title, category: categories.includes('encounter-diagnosis') ? 'diagnosis' : 'problem',
    clinical_status: known(CLINICAL, allCodesOf(objectAt(resource, 'clinicalStatus'))) ?? (ended.value === null ? 'active' : 'resolved'),
    certainty: known(CERTAINTY, verified) ?? 'confirmed', onset_on: onset.value, ended_on: ended.value,
    note: notesOf(resource), recorded_at: recordedAt(resource, 'recordedDate'),
  });
}
