import { derivedIdOf } from '../identity.ts';
import type { PlainRow } from '../sink.ts';
import type { Kept } from './prepared.ts';

/** The id of the row that keeps the original of a record by itself. */
export const keptId = (id: string): string => derivedIdOf(id, 'original');

/** An original that has a row of its own: nobody's, a long one, or one that could not be found among others. */
export const keptRow = (patientId: string | null, id: string, { type, name, json }: Kept): PlainRow<'kept_resource'> => (
  { id: keptId(id), patient_id: patientId, resource_type: type, resource_id: id, json, name }
);
