import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Id } from './shapes.ts';

/** A resource type; one that is not known is not found. */
const Type = z.string().max(60);
/** Address of the FHIR server as the caller knows it, for the links in its answers. */
const base = z.string().max(300);
/** A FHIR R4 resource as JSON. */
const Resource = z.object({ json: z.string() });

/** The record as FHIR R4. Served at `/fhir` in the form of that standard. spec: API-2 */
export const fhir = {
  capability: query({ permission: 'fhir.read' }, z.object({ base }), Resource),
  /** `query` is the address behind the question mark. Each patient on the page is noted as looked at. */
  search: query({ permission: 'fhir.read' }, z.object({ type: Type, query: z.string().max(4000), base }), Resource),
  read: query({ permission: 'fhir.read' }, z.object({ type: Type, id: z.string().max(64) }), Resource),
  /**
   * Stores a resource of `type`, or the entries of a transaction or batch Bundle where there is no type, as an import does. What is
   * here already stays as it is. INVALID names the elements (or the line) that cannot be; then nothing was stored, but of a batch all else.
   * `ifNoneExist` is a search that must find nothing (asks for `fhir.read` as well). `id` is that of the one resource.
   */
  bring: command({ permission: 'patients.import' }, z.object({ type: Type.nullable(), text: z.string().max(8 * 1024 * 1024), ifNoneExist: z.string().max(2000).optional(), base }),
    z.object({ json: z.string(), isNew: z.boolean(), id: z.string().nullable() })),
  /** Everything of one patient with what it refers to. */
  everything: query({ permission: 'fhir.read', audit: 'patient' }, z.object({ patientId: Id, query: z.string().max(4000), base }), Resource),
  /** What another clinic must know, as a document. */
  summary: query({ permission: 'fhir.read', audit: 'patient' }, z.object({ patientId: Id }), Resource),
  /** The same as a file for whoever sits at the desk. */
  summaryFile: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id }), z.object({ file: z.file(), fileName: z.string() })),
};
