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

/** A FHIR resource that came with the patient and is kept as it came. */
export const OriginalEntry = z.object({
  id: Id, type: z.string(),
  /** What it is about, in its source's words; null where it does not say, or while parts of it are on their way from another PC. */
  title: z.string().nullable(),
  /** When it was, ISO UTC. */
  on: z.string().nullable(),
  /** When it was brought here, ISO UTC. */
  broughtAt: z.string(),
});
export type OriginalEntry = z.infer<typeof OriginalEntry>;

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
  /**
   * What was brought along as FHIR and is kept as it came, newest first. Without `type` only what stands nowhere else in the chart.
   * `types` counts all of it by kind, `count` what was asked for.
   */
  originals: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, type: z.string().max(64).optional(), limit: z.int().min(1).max(5000).default(50) }),
    z.object({ types: z.array(z.object({ type: z.string(), count: z.int(), elsewhere: z.boolean() })), originals: z.array(OriginalEntry), count: z.int() })),
  /** One of them, to be read. CONFLICT `document-arriving` while pieces of it are missing. */
  original: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, originalId: Id }),
    z.object({ original: OriginalEntry, lines: z.array(z.object({ depth: z.int(), element: z.string(), value: z.string().nullable() })) })),
};
