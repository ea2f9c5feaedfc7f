import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';
import { titleOf } from './read-row.ts';
import type { ReadRow } from './read-row.ts';

/** Stands in the kept original where the content stood, which is kept once, as the document. */
export const CONTENT_MARK = 'urn:daybook:fhir:document-content';

export interface ReadDocument {
  readonly row: Omit<ReadRow<'document'>, 'bytes' | 'sha256' | 'parts'>;
  /** Base64 as it came. */
  readonly content: string;
  /** The resource with `CONTENT_MARK` in the place of the content. */
  readonly rest: JsonObject;
}

/** Reads a DocumentReference that carries its document. One that only says where it lies has no content to be stored. */
export function readDocument(resource: JsonObject): Result<ReadDocument, Problem> {
  if (textAt(resource, 'status') === 'entered-in-error') return problem('entered-in-error', 'status');
  const contents = objectsAt(resource, 'content');
  const at = contents.findIndex((one) => typeof objectAt(one, 'attachment')?.['data'] === 'string');
  const attachment = contents[at] && objectAt(contents[at], 'attachment');
  const content = attachment?.['data'];
  if (!attachment || typeof content !== 'string' || content === '') return problem('value-missing', 'content.attachment.data');
  const written = textAt(resource, 'date') ?? textAt(attachment, 'creation');
  const writtenAt = written === undefined ? null : readMoment(written);
  if (writtenAt === undefined) return problem('time-unreadable', 'date');
  const mediaType = textAt(attachment, 'contentType', 100) ?? 'application/octet-stream';
  const row = {
    title: textAt(resource, 'description', 200) ?? textAt(attachment, 'title', 200) ?? titleOf(objectAt(resource, 'type')) ?? mediaType,
    kind: 'other', media_type: mediaType, written_at: writtenAt, recorded_at: null,
  };
  const marked = contents.map((one, i) => (i === at ? { ...one, attachment: { ...attachment, data: CONTENT_MARK } } : one));
  return ok({ row, content, rest: { ...resource, content: marked } });
}
