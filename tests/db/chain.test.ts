import { describe, expect, test } from 'vitest';
import type { Connection } from '#db/connection.ts';
import { verifyLog } from '#db/queries/audit.ts';
import { verifyChain } from '#db/stream.ts';
import { foreignConnection, sampleRow, testStore } from '#tests/support/store.ts';

type LogRow = Parameters<typeof verifyChain>[0] extends Iterable<infer R> ? R : never;

/** A short history with everything an operation can carry, opened by somebody who has taken the guards away. */
function tamperedWith(): { store: ReturnType<typeof testStore>; db: Connection } {
  const store = testStore();
  store.change((tx) => {
    tx.insert('room', { id: tx.newId(), name: 'Résumé "1"', active: 1, position: 0 });
    tx.insert('observation', { ...sampleRow('observation', tx.newId()), value: 1e-7 });
  });
  const id = store.newId();
  store.write({ personId: store.newId(), intent: 'patients.create', batch: store.newId() }, (tx) => { tx.insert('patient', sampleRow('patient', id)); });
  store.write({ personId: store.newId(), intent: 'patients.update' }, (tx) => { tx.update('patient', id, { name: 'Other', phone: null }); });
  const db = foreignConnection(store.path);
  for (const event of ['update', 'delete', 'insert']) db.exec(`DROP TRIGGER guard_operation_${event}`);
  return { store, db };
}

const verify = (db: Connection): ReturnType<typeof verifyChain> =>
  verifyChain(db.prepare('SELECT * FROM operation ORDER BY dseq').all() as LogRow[]);

/** What the chain says after a change of the log that is then taken back. */
function whatIf(db: Connection, change: () => void): ReturnType<typeof verifyChain> {
  db.exec('BEGIN');
  try {
    change();
    return verify(db);
  } finally {
    db.exec('ROLLBACK');
  }
}

/** Every value one altered bit of each byte (or one altered digit place) away from `value`. */
function alterations(value: unknown): { value: unknown; cast: string }[] {
  if (value === null) return [{ value: '', cast: '?' }, { value: 'x', cast: '?' }];
  if (typeof value === 'number') return [1, -1, 2 ** 20].map((by) => ({ value: value + by, cast: '?' }));
  const bytes = Buffer.from(value as string | Uint8Array);
  const flipped = [...bytes.keys()].flatMap((at) => [0x01, 0x20, 0x80].map((bit) => {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ bit;
    return other;
  }));
  const resized = [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from(' ')])];
  return [...flipped, ...resized].map((other) => ({ value: other, cast: typeof value === 'string' ? 'CAST(? AS TEXT)' : '?' }));
}

describe('the chain of the log', () => {
  test('of an untouched store is whole', () => {
    expect(verifyLog(tamperedWith().store.read)).toEqual({ entries: 4, firstBad: null });
    expect(verifyLog(testStore().read)).toEqual({ entries: 0, firstBad: null });
  });

  test('shows every altered byte in every column of every entry', () => {
    const { db } = tamperedWith();
    const rows = db.prepare('SELECT * FROM operation').all() as Record<string, unknown>[];
    let tried = 0;
    for (const row of rows) {
      // `state` marks what has been sent, `beside` keeps notes of this PC: both change in normal work and are no evidence.
      for (const column of Object.keys(row).filter((name) => name !== 'state' && name !== 'beside')) {
        for (const { value, cast } of alterations(row[column])) {
          tried += 1;
          const seen = whatIf(db, () => { db.prepare(`UPDATE OR REPLACE operation SET ${column} = ${cast} WHERE dseq = ?`).run(value, row['dseq']); });
          expect(seen.firstBad, `${column} of ${String(row['dseq'])} as ${String(value)}`).not.toBeNull();
        }
      }
    }
    expect(tried).toBeGreaterThan(3000);
    expect(verify(db).firstBad).toBeNull();
  });

  test('names the first entry that does not fit', () => {
    const { db } = tamperedWith();
    expect(whatIf(db, () => { db.exec("UPDATE operation SET intent = 'x' WHERE dseq >= 3"); })).toEqual({ entries: 3, firstBad: 3 });
  });

  test('shows an entry taken out, put in or exchanged', () => {
    const { db } = tamperedWith();
    for (const dseq of [1, 2, 3]) expect(whatIf(db, () => { db.exec(`DELETE FROM operation WHERE dseq = ${dseq}`); }).firstBad).toBe(dseq + 1);
    expect(whatIf(db, () => { db.exec('INSERT INTO operation SELECT 5, grp, op_id, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev, chain, 0, NULL FROM operation WHERE dseq = 4'); }).firstBad).toBe(5);
    expect(whatIf(db, () => { db.exec('UPDATE operation SET dseq = 10 WHERE dseq = 3; UPDATE operation SET dseq = 3 WHERE dseq = 4; UPDATE operation SET dseq = 4 WHERE dseq = 10'); }).firstBad).toBe(3);
  });

  test('shows text that reads the same but was not written by the program', () => {
    const { db } = tamperedWith();
    const rewritten = ["replace(cols, '1e-7', '1E-7')", "replace(cols, ',', ', ')", "replace(cols, 'é', '\\u00e9')"];
    for (const sql of rewritten) expect(whatIf(db, () => { db.exec(`UPDATE operation SET cols = ${sql}`); }).firstBad, sql).not.toBeNull();
  });
});
