import { createHash } from 'node:crypto';
import type { Result } from '#domain/kit/result.ts';
import { readCondition } from '#domain/exchange/fhir/condition.ts';
import { readDocument } from '#domain/exchange/fhir/document-reference.ts';
import { readImmunization } from '#domain/exchange/fhir/immunization.ts';
import { objectAt, objectsAt } from '#domain/exchange/fhir/json.ts';
import { readMedicationRequest } from '#domain/exchange/fhir/medication-request.ts';
import { readProcedure } from '#domain/exchange/fhir/procedure.ts';
import type { ReadRow, RowTable } from '#domain/exchange/fhir/read-row.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import { restOf } from './packed-json.ts';
import { fitting, inTransit, piecesOf } from './pieces.ts';
import type { Placed, PreparedResource, PreparedRow, PreparedTarget } from './prepared.ts';
import { recordKey } from './record-id.ts';
import { isStillToCome } from './still-to-come.ts';
import { ownerOf, targetOf } from './whose.ts';
import type { Named } from './whose.ts';

/** Why a resource that stands for something real has no row: it is kept as it came. Anything else is refused. */
const WITHOUT_ROW: ReadonlySet<string> = new Set(['code-missing', 'time-missing', 'value-missing']);

/** Largest document taken, in bytes. */
const LARGEST_DOCUMENT = 20 * 1024 * 1024;

/** A resource that becomes a row of its own; undefined when it has none and is kept whole. */
export function prepareRow(placed: Placed, named: Named): readonly PreparedResource[] | undefined {
  const { resource } = named;
  switch (named.type) {
    case 'Condition': return asRow(placed, named, 'condition', readCondition(resource), ({ onset_on }) => onset_on);
    case 'Procedure': return asRow(placed, named, 'procedure', readProcedure(resource), ({ status, performed_at }) => (status === 'completed' ? performed_at : null));
    case 'MedicationRequest': return asRow(placed, named, 'prescription', readMedicationRequest(resource), ({ prescribed_at }) => prescribed_at);
    case 'Immunization': return asRow(placed, named, 'immunization', readImmunization(resource), ({ given_at }) => given_at);
    case 'DocumentReference': return prepareDocument(placed, named);
    default: return undefined;
  }
}

/** @param happened the day or instant at which it had happened, which cannot be still to come */
function asRow<T extends Exclude<RowTable, 'document'>>(
  placed: Placed, named: Named, table: T, read: Result<ReadRow<T>, Problem>, happened: (row: ReadRow<T>) => string | null,
): readonly PreparedResource[] | undefined {
  if (!read.ok) return WITHOUT_ROW.has(read.error.reason) ? undefined : [refused(placed, read.error)];
  const at = happened(read.value);
  if (at !== null && isStillToCome(at, named.today)) return [refused(placed, { reason: 'time-in-future', detail: named.type })];
  const [key, owner] = [recordKey(named.names[0], named.resource), ownerOf(named)];
  const { kept, before } = fitting(placed, { type: named.type, name: named.names[0] ?? null, json: inTransit(restOf(named.resource)) }, { key, owner });
  // The table's name and its row belong together, which generics cannot say of a union.
  const row = { kind: 'row', table, key, owner, encounter: encounterOf(named), row: read.value, kept } as unknown as PreparedRow;
  return [...before, { ...placed, ...row }];
}

const refused = (placed: Placed, problem: Problem): PreparedResource => ({ ...placed, kind: 'refused', problem });

/** The visit it belongs to; what names something else stands without one. */
function encounterOf(named: Named): PreparedTarget {
  const target = targetOf(named, 'encounter');
  return target.kind === 'named' && (target.type === '' || target.type === 'Encounter') ? target : { kind: 'none' };
}

function prepareDocument(placed: Placed, named: Named): readonly PreparedResource[] | undefined {
  const read = readDocument(named.resource);
  if (!read.ok) return WITHOUT_ROW.has(read.error.reason) ? undefined : [refused(placed, read.error)];
  const bytes = Buffer.from(read.value.content, 'base64');
  const content = bytes.toString('base64');
  // Decoding passes over what is no base64; a document that lost something is not the document.
  if (content.replace(/=+$/, '') !== read.value.content.replace(/\s+/g, '').replace(/=+$/, '')) return [refused(placed, { reason: 'value-unreadable', detail: 'content.attachment.data' })];
  if (bytes.length > LARGEST_DOCUMENT) return [refused(placed, { reason: 'document-too-large', detail: `bytes=${bytes.length}` })];
  const [key, owner] = [recordKey(named.names[0], named.resource), ownerOf(named, ['subject'])];
  const parts = piecesOf(placed, { of: 'document', type: named.type, key, owner }, content);
  const { kept, before } = fitting(placed, { type: named.type, name: named.names[0] ?? null, json: inTransit(restOf(read.value.rest)) }, { key, owner });
  const row: ReadRow<'document'> = {
    ...read.value.row, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), parts: parts.length,
  };
  return [...parts, ...before, { ...placed, kind: 'row', table: 'document', key, owner, encounter: visitOf(named), row, kept }];
}

function visitOf(named: Named): PreparedTarget {
  const [visit] = objectsAt(objectAt(named.resource, 'context') ?? {}, 'encounter');
  return visit ? encounterOf({ ...named, resource: { encounter: visit } }) : { kind: 'none' };
}
