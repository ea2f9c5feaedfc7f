import type { ClinicTables, ServerTables } from '../db/schema.ts';

/** Whether a backup holds a table. What is left out is made anew or must not come back. */
type Kept = 'kept' | 'left out';

/** The record forces a decision for every new table. */
const CLINIC: Readonly<Record<keyof ClinicTables, Kept>> = {
  clinic_cursor: 'kept', timeline: 'kept', op_log: 'kept', row_state: 'kept', device: 'kept', device_chain: 'kept',
  conflict: 'kept', quarantine: 'kept', table_sum: 'kept', slot_counter: 'kept', clinic_event: 'kept', issued_number: 'kept',
  // Made again from the log when a PC asks.
  snapshot: 'left out', snapshot_chunk: 'left out', patient_index: 'left out', patient_word: 'left out', patient_part: 'left out',
  // A counter that went back would give numbers twice: after a restore the server takes a new slot.
  patient_series: 'left out',
};
const SERVER: Readonly<Record<keyof ServerTables, Kept>> = {
  clinic: 'kept', admin: 'kept', server_secret: 'kept',
  // One-time things: a code that was used must not become usable again.
  join_code: 'left out', nonce: 'left out', admin_code: 'left out',
  // A token that was revoked after the backup must not work again.
  program_token: 'left out',
};

const namesOf = <T extends string>(tables: Readonly<Record<T, Kept>>): readonly T[] => Object.keys(tables) as T[];
const keptOf = <T extends string>(tables: Readonly<Record<T, Kept>>): readonly T[] => namesOf(tables).filter((name) => tables[name] === 'kept');

export const CLINIC_TABLES = namesOf(CLINIC);
export const KEPT_OF_CLINIC = keptOf(CLINIC);
export const KEPT_OF_SERVER = keptOf(SERVER);
/** Everything of ours in the database, to be dropped before a restore. */
export const ALL_TABLES: readonly string[] = [...CLINIC_TABLES, ...namesOf(SERVER), 'schema_version'];

/** Rows of a kept table that stay out: a stolen backup must not let anybody make tokens that still work. */
export const EXCEPT: Readonly<Partial<Record<keyof ServerTables, string>>> = { server_secret: `name NOT LIKE '%-token'` };
