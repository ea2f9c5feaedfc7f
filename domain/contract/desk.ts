import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Nothing } from './shapes.ts';

/** What was typed and not yet saved: survives a crash, a power cut and auto-lock (REG-9). */
export const drafts = {
  /** `key` names the form, e.g. `register` or `vitals:<patient>`; a draft belongs to its author. */
  save: command({ permission: 'drafts.use' }, z.object({ key: z.string().max(200), content: z.string().max(200_000) }), Done),
  get: query({ permission: 'drafts.use' }, z.object({ key: z.string().max(200) }), z.object({ content: z.string().nullable(), savedAt: z.string().nullable() })),
  remove: command({ permission: 'drafts.use' }, z.object({ key: z.string().max(200) }), Done),
};

export const AuditEntry = z.object({
  /** Its operation. */
  id: z.string(),
  /** Its number in the log of the PC that wrote it. */
  sequence: z.int(), at: z.string(), person: z.string().nullable(), pc: z.string(), action: z.string(), record: z.string(), rowId: z.string(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Who changed and who looked at what (ADM-3). */
export const audit = {
  list: query({ permission: 'audit.read' },
    z.object({ patientId: Id.optional(), personId: Id.optional(), before: z.string().max(80).optional(), limit: z.int().min(1).max(200).default(50) }),
    /** Of all PCs in one order, newest first. `earlierOnServer`: the record came here with a copy of the clinic; what was before that is in the server's log. */
    z.object({ entries: z.array(AuditEntry), next: z.string().nullable(), earlierOnServer: z.boolean() })),
  /** Walks the hash chain from the first change to the last; names the first entry that does not fit. */
  verify: query({ permission: 'audit.read' }, Nothing, z.object({ intact: z.boolean(), entries: z.int(), firstBad: z.int().nullable() })),
};
