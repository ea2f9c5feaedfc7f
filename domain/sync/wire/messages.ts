import { z } from 'zod';

/** The wire's own version; both sides refuse another one in words. */
export const WIRE_VERSION = 1;

const Count = z.int().min(0);
const Id = z.uuid();
/** Operations are named by whoever wrote them: what the server took, everybody can read. */
const OpId = z.guid();
const Bytes = z.string().regex(/^[A-Za-z0-9_-]*$/).max(200);
const Names = z.array(z.string().max(400)).max(20_000);

export const TimelineShape = z.object({ id: Id, start: Count });

/** Shapes are checked only down to the groups here: `unpack` checks the rest as it reads. */
export const PackedShape = z.object({
  origins: Names, people: Names, intents: Names, batches: Names, groups: z.array(z.unknown()).max(50_000),
});

/** `POST /v1/sync/{clinic}/push` */
export const PushRequest = z.object({
  v: z.literal(WIRE_VERSION),
  device: Id,
  /** The timeline the device believes in. */
  timeline: Id,
  /** `dseq` of the first operation, and the chain before it (base64url). */
  from: Count,
  previousChain: Bytes,
  packed: PackedShape,
  /** The chain after the last operation, and its Ed25519 signature by the device (base64url). */
  chain: Bytes,
  signature: Bytes,
});

const Durable = z.object({ dseq: Count, seq: Count });

/** What became of an operation that is not simply stored. `discarded` is said in a hello alone, to a PC that asks with `aside`: older ones do not know the word. */
export const OperationFate = z.object({ dseq: Count, opId: OpId, fate: z.enum(['conflict', 'quarantined', 'discarded']), reason: z.string().max(100) });

export const PushAnswer = z.discriminatedUnion('kind', [
  /** Stored up to `last`. */
  z.object({ kind: z.literal('stored'), last: Count, head: Count, durable: Durable, fates: z.array(OperationFate), now: z.number() }),
  /** Something is missing before `from`. */
  z.object({ kind: z.literal('gap'), last: Count, now: z.number() }),
  /** The same numbers with another history: links of this device as the server knows them. */
  z.object({ kind: z.literal('fork'), links: z.array(z.object({ dseq: Count, chain: Bytes })), now: z.number() }),
  z.object({ kind: z.literal('timeline'), timelines: z.array(TimelineShape), now: z.number() }),
  /** Suspended or revoked: kept aside for an administrator, the stream counts as handed in. */
  z.object({ kind: z.literal('set-aside'), last: Count, fates: z.array(OperationFate), now: z.number() }),
]);

/** `GET /v1/sync/{clinic}/pull?after=…&timeline=…&wait=…` */
export const PullAnswer = z.discriminatedUnion('kind', [
  /** Without `packed` there is nothing new: the answer that most pulls get. */
  z.object({
    kind: z.literal('page'), next: Count, head: Count, more: z.boolean(), packed: PackedShape.optional(),
    /** When each operation was stored (`LoggedOperation.stored`): the first, and by how much each later one differs from the one before. */
    stored: z.array(z.int()).optional(), now: z.number(),
  }),
  z.object({ kind: z.literal('timeline'), timelines: z.array(TimelineShape), now: z.number() }),
  /** A replica that has not caught up: ask again later. */
  z.object({ kind: z.literal('behind'), head: Count, now: z.number() }),
]);

/** `GET /v1/sync/{clinic}/hello` */
export const HelloAnswer = z.object({
  v: z.literal(WIRE_VERSION),
  timelines: z.array(TimelineShape).min(1),
  head: Count,
  /** What the server holds of this device's stream. */
  last: Count,
  chain: Bytes,
  durable: Durable,
  /** Schema versions the server serves pulls to. */
  schema: z.object({ min: Count, max: Count }),
  limits: z.object({ opsPerPush: Count, messageBytes: Count, waitSeconds: Count }),
  status: z.enum(['active', 'suspended', 'revoked']),
  /** The server asks for operations of others that its restored store may lack. */
  contribute: z.boolean(),
  /** What it set aside after `since`: the answer to the push that brought it may have been lost. From `aside` on also what was discarded since. */
  fates: z.array(OperationFate),
  /** What of that the log has after all, and where: a PC that fetched a fresh copy of the clinic meanwhile does not read that part of it. */
  letIn: z.array(z.object({ opId: OpId, seq: Count })).optional(),
  /** From where on to ask for more of what was discarded or let in; absent when this is all. */
  asideNext: Count.optional(),
  /** The operation at the place of the log that was asked for; null when there is none. */
  at: OpId.nullable().optional(),
  /** When it was stored there. */
  atStored: Count.nullable().optional(),
  commands: z.array(z.enum(['wipe'])),
  now: z.number(),
});

/**
 * `POST /v1/sync/{clinic}/went-back`: what a device knows of the log that the server's word contradicts. `known` are
 * operations at their places, a few of its last ones and ever fewer further back.
 */
export const WentBackRequest = z.object({
  v: z.literal(WIRE_VERSION), timelines: z.array(TimelineShape).min(1).max(5_000), cursor: Count, acked: Count, known: z.array(z.object({ seq: Count, opId: OpId, stored: Count.nullable().optional() })).max(100),
});
export const WentBackAnswer = z.object({ timelines: z.array(TimelineShape).min(1), last: Count, now: z.number() });

/**
 * `POST /v1/sync/{clinic}/contribute`: operations of any device, by op id alone. `shared` with those made from rows of a copy by a
 * PC that has not read the log yet: up to this place, the log is that which the copy showed, and was known to whoever wrote them.
 */
export const ContributeRequest = z.object({ v: z.literal(WIRE_VERSION), timeline: Id, packed: PackedShape, shared: Count.optional() });
export const ContributeAnswer = z.object({ taken: Count, known: Count, head: Count, now: z.number() });

/** What a PC tells of itself when it becomes known. Its id is its own choice, so that a lost answer can be asked for again. */
const Enrolling = {
  v: z.literal(WIRE_VERSION), code: z.string().max(40), deviceId: Id,
  device: z.object({ name: z.string().min(1).max(100), publicKey: Bytes, schema: Count, program: z.string().max(40) }),
};
/** `POST /v1/clinics`: the first PC brings its clinic, with the administrator's code; its slot and letter stay while they are free. */
export const FoundRequest = z.object({
  ...Enrolling, clinic: z.object({ id: Id, code: z.string().min(1).max(10), name: z.string().min(1).max(200) }), slot: z.string().max(4), letter: z.string().max(3),
});
/** `POST /v1/join`: another PC joins, with a code that a manager's PC or the administrator made. */
export const JoinRequest = z.object(Enrolling);
export const EnrolAnswer = z.object({
  clinicId: Id, deviceId: Id, slot: z.string(), letter: z.string(), timelines: z.array(TimelineShape).min(1),
  /** Raw Ed25519 key of the server (base64url): it signs snapshots. */
  serverKey: Bytes, now: z.number(),
});

/** `GET /v1/sync/{clinic}/links?before=…`: links of the device's own stream as the server knows them, newest first, at most 400. */
export const LinksAnswer = z.object({ links: z.array(z.object({ dseq: Count, chain: Bytes })), now: z.number() });

/**
 * `POST /v1/sync/{clinic}/fork`: a device whose stream split goes on under a new identity. It names the last link that
 * the server has of it; `signature` by the old key covers `forkStatement`. Answered like an enrolment.
 */
export const ForkRequest = z.object({
  v: z.literal(WIRE_VERSION), device: Id, newDevice: Id, from: Count, chain: Bytes, publicKey: Bytes, name: z.string().min(1).max(100),
  /** The old identity is not used any more: this PC was restored, not copied. */
  replaces: z.boolean(), signature: Bytes,
});

/** `POST /v1/sync/{clinic}/token`: a nonce, then its signature for a token of 15 minutes. */
export const TokenRequest = z.object({ device: Id, nonce: Bytes.optional(), signature: Bytes.optional() });
export const TokenAnswer = z.union([z.object({ nonce: Bytes }), z.object({ token: z.string().max(400), lastsMs: z.number() })]);

/** `POST /v1/sync/{clinic}/join-codes`, asked by a PC for a manager who works at it (header `daybook-person`). */
export const JoinCodeAnswer = z.object({ code: z.string(), expiresAt: z.string() });

/** `POST /v1/sync/{clinic}/report`: what a PC tells of itself for those who watch over the clinics. Times in milliseconds since 1970. */
export const DeviceReport = z.object({
  program: z.string().max(40), schema: Count, outbox: Count, oldestUnsent: z.number().nullable(), cursor: Count,
  diskFreeBytes: z.number().nullable(), lastBackup: z.number().nullable(), lastCheck: z.number().nullable(),
  /** Times within the last hour that its exchange broke off; absent from an older program. */
  restarts: Count.optional(),
});

/** `GET /v1/sync/{clinic}/devices` */
export const DevicesAnswer = z.object({
  devices: z.array(z.object({
    id: Id, name: z.string(), slot: z.string(), letter: z.string(), role: z.string(), status: z.enum(['active', 'suspended', 'revoked']),
    last: Count, pulled: Count, skewMs: z.number().nullable(), lastSeen: z.string().nullable(), forkedFrom: z.string().nullable(),
    report: DeviceReport.nullable(),
    /** What somebody should look at, of the last week: the newest of each kind, milliseconds since 1970. */
    incidents: z.array(z.object({ kind: z.string(), at: z.number() })).default([]),
  })),
  now: z.number(),
});
/** `POST /v1/sync/{clinic}/devices/{device}/status` */
export const StatusRequest = z.object({ status: z.enum(['active', 'suspended', 'revoked']), reason: z.string().min(1).max(400) });

/** `GET /v1/sync/{clinic}/quarantine?contents=1`: what waits, for managers of that clinic also what it holds (JSON of the operation). */
export const QuarantineAnswer = z.object({
  counts: z.array(z.object({ reason: z.string(), count: Count })),
  operations: z.array(z.object({ opId: OpId, origin: z.guid(), dseq: Count, reason: z.string(), receivedAt: z.string(), contents: z.string().optional() })),
  now: z.number(),
});
/** `POST /v1/sync/{clinic}/quarantine/{operation}/admit` and `…/discard` */
export const QuarantineDecision = z.object({
  reason: z.string().min(1).max(400),
  /** With `discard`: whoever decides was shown that the record needs it. Without, a decision that comes twice would say so for them. */
  needed: z.boolean().optional(),
});

export const ChunkShape = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: Count, rows: Count, table: Count, tier: z.union([z.literal(1), z.literal(2)]) });
/** The text that the server signs: rows as they stood at `seq`; `sv` is the newest schema version that wrote any. `sums` are those of all rows of a table, both tiers (16 hex digits). */
export const SnapshotManifest = z.object({
  v: z.literal(WIRE_VERSION), clinicId: Id, seq: Count, timeline: Id, sv: Count, encoding: z.literal('zstd'),
  /** What is at `seq`; null in an empty log. */
  last: z.object({ opId: OpId, stored: Count }).nullable().optional(),
  /** In the order to fetch: tier 1, then tier 2 with the patients seen last first. */
  chunks: z.array(ChunkShape), sums: z.array(z.object({ table: Count, rows: Count, sum: z.string() })),
});
/** `GET /v1/sync/{clinic}/snapshot`; chunks are `GET /v1/sync/{clinic}/chunks/{sha256}` with Range. */
export const SnapshotAnswer = z.discriminatedUnion('kind', [
  /** `manifest` is JSON of SnapshotManifest, `signature` the server's over exactly these bytes. */
  z.object({ kind: z.literal('ready'), manifest: z.string(), signature: Bytes, now: z.number() }),
  z.object({ kind: z.literal('building'), retryAfterMs: z.number(), now: z.number() }),
]);

/** Where the log ended when rows were read, and in which of its lives; servers before this do not say the latter. */
const ReadAt = z.object({ seq: Count, timeline: Id.optional(), now: z.number() });

/** `GET /v1/sync/{clinic}/sums?table=…`: of every table, or of each bucket of one, at `seq`. */
export const SumsAnswer = ReadAt.extend({ sums: z.array(z.object({ table: Count, bucket: z.int(), rows: Count, sum: z.string() })) });
/** `GET /v1/sync/{clinic}/bucket?table=…&bucket=…`: what each row of a bucket adds to its sum. */
export const BucketAnswer = ReadAt.extend({ rows: z.array(z.tuple([z.string(), z.string()])) });
/** `POST /v1/sync/{clinic}/rows`: rows as they stand, as lines (`snapshot-line.ts`); rows that are not there are left out. */
export const RowsRequest = z.object({ table: Count, rows: z.array(z.string().max(200)).max(500) });
export const RowsAnswer = ReadAt.extend({ rows: z.array(z.array(z.unknown())) });
/** `POST /v1/sync/{clinic}/incidents`: a difference found by a PC. Words and numbers only, never what a row holds. */
export const IncidentReport = z.object({
  kind: z.enum(['sum-mismatch', 'row-repaired', 'chain-broken', 'store-damaged']), table: Count.nullable(), bucket: z.int().min(0).max(255).nullable(),
  rows: z.array(z.string().max(200)).max(100), seq: Count,
});
export const Done = z.object({ now: z.number() });

/** Expected refusals of any endpoint. */
export const Refusal = z.object({ code: z.string(), message: z.string(), retryAfterMs: z.number().optional() });

export type Infer<S extends z.ZodType> = z.infer<S>;
