import type { ColumnType, Generated, Transaction } from 'kysely';

/** Rows of the server's PostgreSQL (sync design 2.2). Written by migrations/; the schema test compares the two. */

type Instant = ColumnType<Date, Date | string, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** JSON as text: jsonb refuses the NUL character and sorts keys, so a value would come back changed. */
type JsonText = string;
/** A 53-bit integer stored as bigint. */
type Int53 = number;

/** 1 works, 2 gets nothing and its pushes go to quarantine, 3 the same and it is told to wipe itself. */
export const DeviceStatus = { active: 1, suspended: 2, revoked: 3 } as const;
export type DeviceStatus = (typeof DeviceStatus)[keyof typeof DeviceStatus];

export interface OpLogTable {
  clinic_id: string;
  seq: Int53;
  origin: string;
  dseq: Int53;
  grp: Int53;
  op_id: string;
  tbl: number;
  row_id: string;
  kind: number;
  hlc: Int53;
  sv: number;
  person_id: string | null;
  /** Wall clock of the device, milliseconds since 1970. */
  at: Int53;
  intent: string;
  batch: string | null;
  /** `[[column, value], …]`; null once purged. */
  cols: JsonText | null;
  /** `[[column, hlc, tie], …]`. */
  prev: JsonText | null;
  received_at: Generated<Date>;
  flags: Generated<number>;
}

export interface RowStateTable {
  clinic_id: string;
  tbl: number;
  row_id: string;
  cols: JsonText;
  base_hlc: Int53;
  base_tie: Int53;
  over: JsonText | null;
  deleted: boolean;
  last_seq: Int53;
}

export interface ClinicCursorTable {
  clinic_id: string;
  last_seq: Int53;
  timeline: string;
  /** The server's own clock stamp in this clinic. */
  hlc: Generated<Int53>;
  /** Every operation up to this sequence is in a verified backup. */
  durable_seq: Generated<Int53>;
  durable_at: MaybeInstant;
}

export interface TimelineTable {
  clinic_id: string;
  ord: number;
  timeline: string;
  start_seq: Int53;
  started_at: Generated<Date>;
  reason: string;
}

export interface DeviceTable {
  clinic_id: string;
  device_id: string;
  name: string;
  slot: string;
  /** The letter of its queue tokens. */
  letter: string;
  pubkey: Buffer;
  status: Generated<DeviceStatus>;
  role: Generated<string>;
  last_dseq: Generated<Int53>;
  last_chain: Buffer | null;
  /** How far the device says it has pulled. */
  acked_seq: Generated<Int53>;
  /** Operations of this device up to this number are in a verified backup. */
  durable_dseq: Generated<Int53>;
  app_version: string | null;
  sv: number | null;
  last_seen: MaybeInstant;
  skew_ms: Int53 | null;
  /** What the device last told of itself (outbox, disk, checks), as it sent it. */
  report: JsonText | null;
  forked_from: string | null;
  enrolled_at: Generated<Date>;
}

export interface DeviceChainTable {
  clinic_id: string;
  device_id: string;
  /** Last number of an accepted batch; links in between follow from the operations in op_log. */
  dseq: Int53;
  chain: Buffer;
}

export interface ConflictTable {
  clinic_id: string;
  id: string;
  tbl: number;
  row_id: string;
  col: number;
  /** 1 minor, 2 a person must choose. */
  severity: number;
  is_open: boolean;
  /** The competing values with their authors (domain/sync/conflict.ts). */
  contenders: JsonText;
  /** Milliseconds since 1970. */
  opened_at: Int53;
}

export interface QuarantineTable {
  clinic_id: string;
  op_id: string;
  origin: string;
  dseq: Int53;
  reason: string;
  body: JsonText;
  received_at: Generated<Date>;
  /** 0 waits for a person, 1 admitted, 2 set aside. */
  status: Generated<number>;
  decided_by: string | null;
  decided_at: MaybeInstant;
  /** Where the log ended when a person left a discarded row out although changes of it are in the record. */
  left_at: Generated<Int53 | null>;
}

export interface SnapshotTable {
  clinic_id: string;
  id: string;
  seq: Int53;
  timeline: string;
  sv: number;
  tier: number;
  manifest: JsonText;
  made_at: Generated<Date>;
}

export interface SnapshotChunkTable {
  clinic_id: string;
  snapshot_id: string;
  ord: number;
  sha256: Buffer;
  bytes: number;
  body: Buffer;
}

export interface TableSumTable {
  clinic_id: string;
  tbl: number;
  bucket: number;
  n: Int53;
  /** The two unsigned halves of a sum modulo 2^64 (domain/sync/row-sum.ts). */
  sum_high: Int53;
  sum_low: Int53;
}

export interface SlotCounterTable {
  clinic_id: string;
  /** The slot to give out next: 0 is the first. */
  next_slot: Int53;
}

/** What happened in a clinic that somebody may have to answer for: never changed, never what a row holds. */
export interface ClinicEventTable {
  clinic_id: string;
  id: string;
  /** Milliseconds since 1970. */
  at: Int53;
  kind: string;
  device_id: string | null;
  /** `person:<id>`, `admin:<id>`, `device` or `server`. */
  actor: string;
  detail: JsonText;
}

/** The server's own space of patient numbers in a clinic; of a timeline, because a restored counter would give numbers twice. */
export interface PatientSeriesTable {
  clinic_id: string;
  slot: string;
  timeline: string;
  next_number: Int53;
}

/** Up to which place of the log patients can be found by words and parts. */
export interface PatientIndexTable {
  clinic_id: string;
  seq: Int53;
}

export interface PatientWordTable {
  clinic_id: string;
  patient_id: string;
  word: string;
}

/** A contact, allergy, identifier or photo of a patient. */
export interface PatientPartTable {
  clinic_id: string;
  patient_id: string;
  tbl: number;
  row_id: string;
}

export interface ClinicTable {
  clinic_id: string;
  code: string;
  name: string;
  created_at: Generated<Date>;
}

export interface JoinCodeTable {
  code_hash: Buffer;
  clinic_id: string;
  role: string;
  expires_at: Instant;
  used_at: MaybeInstant;
  used_by: string | null;
}

export interface NonceTable {
  nonce: Buffer;
  clinic_id: string;
  device_id: string;
  expires_at: Instant;
}

export interface AdminTable {
  admin_id: string;
  name: string;
  token_hash: Buffer;
  created_at: Generated<Date>;
  last_used_at: MaybeInstant;
  revoked_at: MaybeInstant;
}

export interface AdminCodeTable {
  code_hash: Buffer;
  expires_at: Instant;
  used_at: MaybeInstant;
}

/** What lets another program in, for one clinic. */
export interface ProgramTokenTable {
  token_id: string;
  clinic_id: string;
  name: string;
  /** JSON: names of permissions. */
  permissions: JsonText;
  token_hash: Buffer;
  created_at: Generated<Date>;
  last_used_at: MaybeInstant;
  revoked_at: MaybeInstant;
}

export interface ServerSecretTable {
  name: string;
  value: Buffer;
}

export interface IssuedNumberTable {
  clinic_id: string;
  tbl: number;
  /** As printed; where only several columns together are unique, all of them. */
  number: string;
  row_id: string;
}

/** Tables that belong to one clinic each, behind row-level security. */
export interface ClinicTables {
  op_log: OpLogTable;
  row_state: RowStateTable;
  clinic_cursor: ClinicCursorTable;
  timeline: TimelineTable;
  device: DeviceTable;
  device_chain: DeviceChainTable;
  conflict: ConflictTable;
  quarantine: QuarantineTable;
  snapshot: SnapshotTable;
  snapshot_chunk: SnapshotChunkTable;
  table_sum: TableSumTable;
  slot_counter: SlotCounterTable;
  clinic_event: ClinicEventTable;
  patient_series: PatientSeriesTable;
  patient_index: PatientIndexTable;
  patient_word: PatientWordTable;
  patient_part: PatientPartTable;
  issued_number: IssuedNumberTable;
}

/** The few tables that must be read before a clinic is known. They hold no clinical data. */
export interface ServerTables {
  clinic: ClinicTable;
  join_code: JoinCodeTable;
  nonce: NonceTable;
  admin: AdminTable;
  admin_code: AdminCodeTable;
  server_secret: ServerSecretTable;
  program_token: ProgramTokenTable;
}

export interface SchemaVersionTable {
  version: number;
  name: string;
  applied_at: Generated<Date>;
}

export interface Schema extends ClinicTables, ServerTables {
  schema_version: SchemaVersionTable;
}

/** A transaction that sees the rows of one clinic and nothing else. */
export type ClinicTx = Transaction<ClinicTables>;
/** A transaction that sees only the tables outside clinics. */
export type ServerTx = Transaction<ServerTables>;
