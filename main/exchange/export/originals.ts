import { msOfHlc } from '#domain/sync/clock.ts';
import type { ReadDb } from '#db/read.ts';
import { TOGETHER, unpackEntries } from '../fhir/packed-originals.ts';
import type { Entry } from '../fhir/packed-originals.ts';
import { IN_PIECES, isPlain } from '../fhir/pieces.ts';
import { unpack } from '../fhir/packed-json.ts';

/** A resource as it came. */
export interface Original {
  readonly id: string;
  readonly type: string;
  /** The id under which it is known here. */
  readonly resourceId: string;
  /** What its source called it. */
  readonly name: string | null;
  /** As it is stored; `textOf` reads it. */
  readonly json: string;
  /** When it was brought here, in milliseconds. */
  readonly at: number;
}

interface Row extends Omit<Original, 'at'> { readonly rid: number; readonly hlc: number }
const COLUMNS = 'rid, id, resource_type AS type, resource_id AS resourceId, name, json, row_hlc AS hlc';
const dated = (row: Row): Original => ({ ...row, at: msOfHlc(row.hlc) });

export const originalsOf = (db: ReadDb, patientId: string): Original[] =>
  (db.statement(`SELECT ${COLUMNS} FROM kept_resource WHERE patient_id = ? AND removed = 0 ORDER BY rid`).all(patientId) as Row[])
    .flatMap((row) => (row.type === TOGETHER ? unpackEntries(row.json).map((entry) => ofEntry(row, entry)) : [dated(row)]));

const ofEntry = ({ id, hlc }: Row, { type, id: resourceId, name, rest }: Entry): Original => ({ id, type, resourceId, name, json: rest, at: msOfHlc(hlc) });

/** What belongs to no patient, a page at a time. */
export function* sharedOriginals(db: ReadDb): Generator<Original> {
  for (let after = 0; ;) {
    const page = db.statement(`SELECT ${COLUMNS} FROM kept_resource WHERE patient_id IS NULL AND removed = 0 AND rid > ? ORDER BY rid LIMIT 500`)
      .all(after) as Row[];
    yield* page.map(dated);
    const last = page.at(-1);
    if (!last) return;
    after = last.rid;
  }
}

/** The resource as JSON, but for its type and id. */
export function textOf(db: ReadDb, { id, json }: Original): string {
  return isPlain({ json }) ? json : unpack(json.startsWith(IN_PIECES) ? contentOf(db, id) : json);
}

/** What the pieces of a document or of a long original give together. */
export function contentOf(db: ReadDb, id: string): string {
  const parts = db.statement('SELECT content FROM document_part WHERE document_id = ? ORDER BY position').all(id) as { content: string }[];
  return parts.map(({ content }) => content).join('');
}

/** A resource of JSON without type and id. */
export function whole(type: string, id: string, rest: string): string {
  const head = `{"resourceType":${JSON.stringify(type)},"id":${JSON.stringify(id)}`;
  return rest === '{}' ? `${head}}` : `${head},${rest.slice(1)}`;
}
