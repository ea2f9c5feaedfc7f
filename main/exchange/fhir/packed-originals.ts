import type { ReadDb } from '#db/read.ts';
import { derivedIdOf } from '../identity.ts';
import { packMany, unpack } from './packed-json.ts';

/** `resource_type` of a row that holds originals of one patient together; what they are called is inside. */
export const TOGETHER = 'Bundle';

/** A resource as it came, but for its type and id. */
export interface Entry {
  /** FHIR resource type. */
  readonly type: string;
  /** The id under which it is known here. */
  readonly id: string;
  /** What its source called it. */
  readonly name: string | null;
  /** JSON as `JSON.stringify` writes it. */
  readonly rest: string;
}

/** Kept between calls: joined texts would be copied twice, as text and as bytes. */
let scratch = Buffer.allocUnsafe(4096);

/** One line each; JSON has neither tabs nor line ends of its own. */
export function packEntries(entries: readonly Entry[]): string {
  let end = 0;
  entries.forEach(({ type, id, name, rest }, i) => {
    const head = `${i === 0 ? '' : '\n'}${type}\t${id}\t${name === null ? '' : JSON.stringify(name)}\t`;
    // UTF-8 takes at most three bytes for each unit of a JavaScript string.
    const most = end + (head.length + rest.length) * 3;
    if (scratch.length < most) scratch = Buffer.concat([scratch.subarray(0, end)], most * 2);
    end += scratch.write(head, end);
    end += scratch.write(rest, end);
  });
  return packMany(scratch.subarray(0, end));
}

export function unpackEntries(packed: string): Entry[] {
  return unpack(packed).split('\n').map((line) => {
    const first = line.indexOf('\t');
    const second = line.indexOf('\t', first + 1);
    const third = line.indexOf('\t', second + 1);
    const name = line.slice(second + 1, third);
    return { type: line.slice(0, first), id: line.slice(first + 1, second), name: name === '' ? null : JSON.parse(name) as string, rest: line.slice(third + 1) };
  });
}

/** The id of a row of originals: the same of the same, beside the patient's other rows. */
export const packId = (patientId: string, packed: string): string => derivedIdOf(patientId, 'originals', packed);

/** Ids made for a patient begin as theirs does; only those are found again among packed ones (`ownerOfPacked`). */
export const isBeside = (patientId: string, id: string): boolean => id.startsWith(patientId.slice(0, BESIDE));
const BESIDE = 8;

/** By what an original is known again. A person may come under several names, which all mean them. */
export const keyOf = ({ type, id, name }: Pick<Entry, 'type' | 'id' | 'name'>): string => (type === 'Patient' ? `${id} ${name ?? ''}` : id);

/** Keys of the resources of a patient whose originals are here. */
export function keptKeys(db: ReadDb, patientId: string): Set<string> {
  const rows = db.statement('SELECT resource_type AS type, resource_id AS id, name, json FROM kept_resource WHERE patient_id = ? AND removed = 0')
    .all(patientId) as { type: string; id: string; name: string | null; json: string }[];
  return new Set(rows.flatMap((row) => (row.type === TOGETHER ? unpackEntries(row.json).map(keyOf) : [keyOf(row)])));
}

/** Whose a resource is that is kept with others. A record that became part of another keeps its ids, so rows are found by those and not by the patient's. */
export function ownerOfPacked(db: ReadDb, id: string): string | undefined {
  const start = id.slice(0, BESIDE);
  const rows = db.statement('SELECT patient_id AS patientId, json FROM kept_resource WHERE id >= ? AND id < ? AND resource_type = ? AND removed = 0')
    .all(start, `${start}g`, TOGETHER) as { patientId: string; json: string }[];
  return rows.find(({ json }) => unpackEntries(json).some((entry) => entry.id === id))?.patientId;
}
