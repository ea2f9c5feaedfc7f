import type { SyncedTable } from '#domain/sync/tables.ts';

/** Under which name rows of a table are looked up by their patient. Tokens stand in an index beside their table (migration 0360). */
export const byPatient = (name: SyncedTable): string => (name === 'token' ? 'token_of_patient' : name);
