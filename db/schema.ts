import type { Generated } from 'kysely';
import type { SyncedRow, SyncedTable } from '#domain/sync/tables.ts';

/** What every synced table has beside its declared columns: the local row number and the versions of its columns. */
export interface RowMeta {
  rid: Generated<number>;
  row_hlc: number;
  row_tie: number;
  /** JSON of column id → [hlc, tie] for columns written after the row; null when there are none. */
  row_over: string | null;
}

type Synced = { [T in SyncedTable]: SyncedRow<T> & RowMeta };

/** Tables that belong to this PC alone and are never exchanged. */
interface Local {
  local_meta: { key: string; value: string };
  operation: {
    dseq: number; grp: number; op_id: string; tbl: number; row_id: string; kind: number; hlc: number; sv: number;
    person_id: string | null; at: number; intent: string; batch: string | null; cols: string; prev: string;
    chain: Uint8Array; state: number; beside: string | null;
  };
  foreign_page: { pid: Generated<number>; first_hlc: number; last_hlc: number; last_seq: number; body: Uint8Array };
  foreign_row: { row_id: string; pid: number };
  unconfirmed_operation: {
    op_id: string; origin: string; dseq: number; grp: number; tbl: number; row_id: string; kind: number; hlc: number; sv: number;
    person_id: string | null; at: number; intent: string; batch: string | null; cols: string; prev: string;
  };
  deferred_operation: { op_id: string; seq: number | null; reason: string; tbl: number; row_id: string; body: string };
  operation_fate: { op_id: string; dseq: number; fate: string; reason: string };
  sync_incident: { id: string; at: string; kind: string; detail: string };
  snapshot_chunk: { sha256: string; place: number; bytes: number; row_count: number; tbl: number; tier: number; loaded: number };
  snapshot_part: { sha256: string; start: number; bytes: Uint8Array };
  number_series: { series: string; next: number };
  token_by_patient: { patient_id: string; rid: number };
  token_by_day: { service_day: string; status: string; service_id: string; rid: number };
  operation_row: { row_id: string; dseq: number };
  operation_of_row: { row_id: string; dseq: number };
  command: { place: number; id: string; endpoint: string; answer: string; at: number; to_tell: 0 | 1 };
  draft: { person_id: string; key: string; content: string; saved_at: string };
  printer: {
    id: string; name: string; target: string; language: string; paper: string; documents: string; active: 0 | 1;
  };
  print_job: {
    id: string; kind: string; title: string; printer_id: string | null; status: string; error: string | null;
    attempts: number; at: string; reprint_of: string | null; source: string; payload: Uint8Array | null;
  };
  import_job: { id: string; kind: string; name: string; status: string; started_at: string; report: string };
  item_import: { id: string; started_at: string; person_id: string | null; report: string; refused: string };
  import_refusal: { import_id: string; position: number; file: string; entry: string; reason: string; detail: string };
  device_profile: {
    id: string; name: string; driver: string; transport: string; path: string | null; vendor_id: string | null; product_id: string | null;
    serial_number: string | null; settings: string; mapping: string | null; active: 0 | 1; added_at: string; token_id: string | null;
  };
  device_event: { place: Generated<number>; device_id: string; stay_id: string | null; kind: string; detail: string; at: number; until: number | null };
  stream_block: { stay_id: string; code: string; start: number; rate: number; count: number; device_id: string; bytes: Uint8Array };
  stream_trend: { stay_id: string; code: string; level: number; at: number; low: number; high: number; sum: number; count: number };
  sensor_reading: { device_id: string; reading_id: string; at: number };
  analyser: { id: string; name: string; protocol: string; transport: string; settings: string; active: 0 | 1; added_at: string };
  analyser_raw: { id: string; analyser_id: string; at: number; bytes: Uint8Array; message_id: string | null };
  sign_in_attempt: { person_id: string; failures: number; locked_until: number; round: number };
  token_use: { token_id: string; last_used_at: string };
  term_list: { id: string; name: string; system: string; terms: number; imported_at: string; active: 0 | 1 };
  term: { rid: number; list_id: string; system: string; code: string; title: string };
  term_fts: { rowid: number; term_fts: string; words: string };
  stock_on_hand: { batch_id: string; store_id: string; item_id: string; quantity: number; movements: number };
  stock_day: { day: string; item_id: string; change: number; used: number };
  invoice_sum: { invoice_id: string; patient_id: string; day: string; total: number; tax: number; insurer: number; paid: number; insured: number };
  notification_secret: { channel_id: string; secret: string; entered_at: string };
  patient_fts: { rowid: number; patient_fts: string; words: string };
}

/** The local store as Kysely sees it. Rows are typed as stored: flags are 0 or 1, JSON is text. */
export type Schema = Synced & Local;
