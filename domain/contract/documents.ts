import { z } from 'zod';
import { documentKinds } from '../record/document-content.ts';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id } from './shapes.ts';

export const DocumentEntry = z.object({
  id: Id, title: z.string(), kind: z.string(), mediaType: z.string(), bytes: z.int(), writtenOn: z.string().nullable(), recordedAt: z.string(),
  person: z.string().nullable(),
  /** False while pieces of it are still on their way from another PC. */
  whole: z.boolean(),
});
export type DocumentEntry = z.infer<typeof DocumentEntry>;

/** Papers and pictures of a patient. spec: ENC-2 */
export const documents = {
  /** Newest first; with `removed` those that were taken out. */
  list: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, removed: z.boolean().default(false) }), z.object({ documents: z.array(DocumentEntry) })),
  /**
   * Keeps a PDF, JPEG, PNG or plain text, told by its content. INVALID `data`: `document-too-large` (limit in MB), `kind-unknown`, `empty`;
   * `title`: `empty`; `writtenOn`: `future`.
   */
  add: command({ permission: 'record.write' }, z.object({
    patientId: Id, title: z.string().max(1000), kind: z.enum(documentKinds).default('other'), writtenOn: CalendarDate.optional(), data: z.file().max(64 * 1024 * 1024),
  }), DocumentEntry),
  /** The document itself. CONFLICT `document-arriving` while pieces are missing, `document-damaged` when they are not what was put in. */
  read: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, documentId: Id }), z.object({ file: z.file(), fileName: z.string() })),
  /** Takes a document out, or puts it back. Nothing is erased. */
  setRemoved: command({ permission: 'record.write' }, z.object({ patientId: Id, documentId: Id, removed: z.boolean() }), Done),
};
