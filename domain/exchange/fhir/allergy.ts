import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { ImportedReaction } from '../records.ts';
import { allCodesOf, conceptText } from './coded.ts';
import { objectAt, objectsAt } from './json.ts';
import type { JsonObject } from './json.ts';

/** SNOMED CT: "no known allergy" and its narrower forms; they say that there is none. */
const NONE_KNOWN = new Set(['716186003', '409137002', '428607008', '428197003', '716184000', '716185004', '429625007']);

export type AllergyState = 'active' | 'none-known' | 'over';

/** An allergy that is resolved, refuted or denies any allergy is counted, not stored as a warning. */
export function allergyState(resource: JsonObject): AllergyState {
  if (allCodesOf(objectAt(resource, 'code')).some((code) => NONE_KNOWN.has(code))) return 'none-known';
  const clinical = allCodesOf(objectAt(resource, 'clinicalStatus'));
  const verified = allCodesOf(objectAt(resource, 'verificationStatus'));
  if (clinical.some((code) => code === 'inactive' || code === 'resolved')) return 'over';
  return verified.some((code) => code === 'refuted' || code === 'entered-in-error') ? 'over' : 'active';
}

/** Reads an AllergyIntolerance as substance and reaction. */
export function readAllergy(resource: JsonObject): Result<ImportedReaction, Problem> {
  const reactions = objectsAt(resource, 'reaction');
  const substance = conceptText(objectAt(resource, 'code')) ?? reactions.map((one) => conceptText(objectAt(one, 'substance'))).find((text) => text !== undefined);
  if (substance === undefined) return problem('code-missing', 'code');
  const shown = reactions.flatMap((one) => objectsAt(one, 'manifestation')).map(conceptText).filter((text) => text !== undefined);
  return ok({ substance, reaction: [...new Set(shown)].join(', ').slice(0, 400) });
}
