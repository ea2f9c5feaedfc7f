import type { Connection } from '../connection.ts';

/**
 * Creates a synced table with the columns every one of them has, and guards that abort any write which does not
 * come through the door: `in_door()` is 1 only while the door itself writes, and does not exist in other programs.
 * No column has a default value: one that an insert does not name holds nothing, here as in the merge.
 */
export function createSyncedTable(db: Connection, name: string, columns: readonly string[]): void {
  db.exec(`CREATE TABLE ${name} (
    rid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ${columns.join(',\n    ')},
    row_hlc INTEGER NOT NULL,
    row_tie INTEGER NOT NULL,
    row_over TEXT
  ) STRICT`);
  for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
    db.exec(`CREATE TRIGGER guard_${name}_${event.toLowerCase()} BEFORE ${event} ON ${name} WHEN in_door() = 0
      BEGIN SELECT RAISE(ABORT, 'write outside the door'); END`);
  }
}

/** Creates synced tables by name, then runs what goes with them: indexes, columns, tables of this PC alone. */
export function addTables(db: Connection, synced: Readonly<Record<string, readonly string[]>>, statements: readonly string[]): void {
  for (const [name, columns] of Object.entries(synced)) createSyncedTable(db, name, columns);
  for (const statement of statements) db.exec(statement);
}
