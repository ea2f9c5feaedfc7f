import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Language, Nothing, ShortText, ShownCertificate } from './shapes.ts';

/** What the one honest line says (SYN-3). Times are instants, counts are of changes and of choices. */
export const SyncStatus = z.object({
  /** `alone`: no server was ever named, and nothing is wrong with that. */
  state: z.enum(['alone', 'connecting', 'online', 'offline', 'stopped']),
  /** Why it is offline or stopped: a stable word the screen turns into a sentence. */
  reason: z.string().nullable(),
  server: z.string().nullable(),
  waiting: z.int(),
  oldestWaiting: z.string().nullable(),
  lastContact: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  /** How much of the clinic's log is here; both 0 while alone. */
  progress: z.object({ here: z.int(), head: z.int() }),
  /**
   * A copy of the clinic that came or is on its way: `first` is what work needs, `older` is history, `here` is all of it.
   * `since`: what was written before then is told by the server's log, not by this PC's. Null where there never was one.
   * `again`: this PC had the record and fetches it anew, because what it had was not to be trusted.
   */
  arriving: z.object({ stage: z.enum(['wanted', 'first', 'older', 'here']), again: z.boolean(), rows: z.int(), of: z.int(), since: z.string().nullable() }).nullable(),
  /** Open conflicts, and how many of them a person must decide. */
  conflicts: z.object({ open: z.int(), mustChoose: z.int() }),
  /** Changes of this PC that the server set aside, and changes of others that wait for a newer program. */
  setAside: z.int(),
  deferred: z.int(),
  clock: z.object({ quality: z.enum(['trusted', 'stale', 'suspect']), offsetMs: z.number().nullable() }),
  /** The record was put back from a copy, or woke up on another machine, and no manager has said yet that they know: since when, and the letters numbers go on with. */
  putBack: z.object({ kind: z.enum(['store-rolled-back', 'store-moved']), at: z.string(), letters: z.string() }).nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const ConflictChoice = z.object({
  /** The operation it came from: what `resolve` names. */
  opId: z.string(), value: z.union([z.string(), z.number(), z.null()]), person: z.string().nullable(), pc: z.string(), at: z.string(), shown: z.boolean(),
  /** Of a birth: only the age is known. */
  estimated: z.boolean(),
});

/** One column of one record with every value that competes for it. */
export const Conflict = z.object({
  id: Id, record: z.string(), rowId: z.string(),
  /** What a line of a patient's record is called, as the substance of an allergy; null for other records. */
  line: z.string().nullable(), field: z.string(), patientId: Id.nullable(), patientName: z.string().nullable(),
  severity: z.enum(['minor', 'must-choose']), status: z.enum(['open', 'resolved', 'settled']), openedAt: z.string(), closedAt: z.string().nullable(),
  closedBy: z.string().nullable(), choices: z.array(ConflictChoice),
  /** How a value that is none of these is entered; null where one of them is kept. */
  enteredAs: z.enum(['words', 'name', 'birth', 'sex', 'number']).nullable(),
  /** Whose record carries the same printed number, where it is about that: the values that compete are one and the same then. Empty where that record is not here. */
  sharedWith: z.string().nullable(),
  /** What stood there before; null where this PC does not know it. */
  base: z.object({ value: z.union([z.string(), z.number(), z.null()]), estimated: z.boolean(), person: z.string().nullable(), pc: z.string(), at: z.string() }).nullable(),
});
export type Conflict = z.infer<typeof Conflict>;

export const SyncDevice = z.object({
  id: Id, name: z.string(), slot: z.string(), letter: z.string(), status: z.enum(['active', 'suspended', 'revoked']), thisPc: z.boolean(),
  lastSeen: z.string().nullable(), skewMs: z.number().nullable(), outbox: z.int().nullable(), oldestUnsent: z.string().nullable(),
  program: z.string().nullable(), schema: z.int().nullable(), behind: z.int().nullable(), lastCheck: z.string().nullable(), diskFreeBytes: z.number().nullable(),
  /** It goes on from a PC whose history split; and the PC that went on from it, if this one is not used any more. */
  forkedFrom: z.string().nullable(), replacedBy: z.string().nullable(),
});
export type SyncDevice = z.infer<typeof SyncDevice>;

/** Something somebody should look at, with what was counted and since when; words and what to do are the screen's. */
export const SyncAlert = z.object({
  kind: z.enum(['silent', 'unsent', 'restarts', 'split', 'differs', 'set-aside', 'undecided', 'clock', 'put-back', 'server-back']), weight: z.enum(['attention', 'notice']),
  /** Name of the PC; null where it is about the clinic. */
  pc: z.string().nullable(), thisPc: z.boolean(), count: z.int(), since: z.string().nullable(), skewMs: z.number().nullable(), detail: z.string(),
});
export type SyncAlert = z.infer<typeof SyncAlert>;

const Enrolling = { server: z.string().max(400), code: z.string().max(40), pcName: ShortText, certificate: z.string().max(20_000).default('') };

/** Several PCs on one record: the line to the server, who is in it, and what needs a choice. */
export const sync = {
  status: query({ permission: 'clinic.read' }, Nothing, SyncStatus),
  /** Tries again at once. */
  now: command({ permission: 'clinic.read' }, z.object({}), Done),
  /** Brings this PC's clinic to a server, with the administrator's one-time code. Nothing stored here changes. */
  connect: command({ permission: 'sync.manage' }, z.object(Enrolling), Done),
  /** First run on a further PC: takes part in a clinic that is on a server. Only on an empty store. */
  join: command({ permission: 'public' }, z.object({ ...Enrolling, language: Language.optional() }), z.object({ recoveryKey: z.string() })),
  /** A code of ten minutes with which one more PC may join. */
  joinCode: command({ permission: 'sync.manage' }, z.object({}), z.object({
    code: z.string(), expiresAt: z.string(),
    /** As this PC finds it; and as another one does, best first: none where the server listens on this PC alone. */
    server: z.string(), addresses: z.array(z.string()),
    /** What the new PC shows too, where no known authority vouches for the server. */
    certificate: z.string().nullable(),
  })),
  /**
   * The certificate that the server shows now, null where none is asked for; and the letters of the one that is believed, null where known
   * authorities vouch. Another than before is not believed until somebody says so.
   */
  certificate: query({ permission: 'sync.manage' }, Nothing, z.object({ shown: ShownCertificate.nullable(), believed: z.string().nullable() })),
  /** Believes this certificate (PEM) from now on. */
  trust: command({ permission: 'sync.manage' }, z.object({ certificate: z.string().max(20_000) }), Done),
  devices: query({ permission: 'sync.manage' }, Nothing, z.object({ devices: z.array(SyncDevice) })),
  setDevice: command({ permission: 'sync.manage' },
    z.object({ id: Id, status: z.enum(['active', 'suspended', 'revoked']), reason: z.string().min(1).max(400) }), Done),
  conflicts: query({ permission: 'patients.read' },
    z.object({ patientId: Id.optional(), closed: z.boolean().default(false), limit: z.int().min(1).max(500).default(100) }), z.object({ conflicts: z.array(Conflict) })),
  /** Settles a conflict with one of its values, with the next number of this PC, or with a new value as it was typed: checked as the record's own form would. */
  resolve: command({ permission: 'conflicts.resolve' },
    z.object({ id: Id, choice: z.union([z.object({ opId: z.string() }), z.object({ newNumber: z.literal(true) }), z.object({ value: z.union([z.string().max(20_000), z.number(), z.null()]) })]) }), Done),
  setAside: query({ permission: 'sync.manage' }, Nothing, z.object({
    operations: z.array(z.object({ opId: Id, pc: z.string(), reason: z.string(), receivedAt: z.string(), record: z.string(), contents: z.string().nullable() })),
  })),
  /** `needed`: it was listed with this reason, since the record has later changes of what was discarded. */
  decide: command({ permission: 'sync.manage' }, z.object({ opId: Id, admit: z.boolean(), needed: z.boolean().default(false), reason: z.string().min(1).max(400) }), Done),
  /** Compares sums with the server; differences are repaired and stay listed. */
  check: command({ permission: 'sync.manage' }, z.object({}), z.object({ tables: z.int(), different: z.int(), repaired: z.int() })),
  /** What somebody should look at, urgent things first; of other PCs what the server last said. */
  alerts: query({ permission: 'sync.manage' }, Nothing, z.object({ alerts: z.array(SyncAlert) })),
  /** What happened so far was seen: alerts about it end, and so does the note that the record was put back. */
  seen: command({ permission: 'sync.manage' }, z.object({}), Done),
  /** What went wrong with the record itself and was noticed, newest first; and the last comparison with the server. */
  incidents: query({ permission: 'sync.manage' }, Nothing, z.object({
    lastCheck: z.object({ at: z.string(), tables: z.int(), different: z.int() }).nullable(),
    incidents: z.array(z.object({ id: Id, at: z.string(), kind: z.string(), detail: z.string() })),
  })),
};
