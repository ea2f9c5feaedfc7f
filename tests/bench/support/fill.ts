import type { Store } from '#db/store.ts';
import type { WriteDb } from '#db/door.ts';
import type { Connection, Statement } from '#db/connection.ts';

const ROWS_A_TRANSACTION = 5000;

/** Writes `count` times through the real door, many rows a transaction. Returns the seconds it took. */
export function fillStore(store: Store, count: number, write: (tx: WriteDb, index: number) => void): number {
  const start = performance.now();
  for (let done = 0; done < count; done += ROWS_A_TRANSACTION) {
    store.write({ personId: null, intent: 'bench.fill' }, (tx) => {
      for (let i = done; i < Math.min(count, done + ROWS_A_TRANSACTION); i++) write(tx, i);
    });
  }
  return (performance.now() - start) / 1000;
}

/** A prepared INSERT of whole rows into a bare table, without the store's door. */
export function bareInsert<T extends object>(file: Connection, table: string, example: T): { run(row: T): void; statement: Statement } {
  const columns = Object.keys(example);
  const statement = file.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`) as Statement;
  // The values of every row stand in the order of the example's keys: rows are made by one function.
  return { statement, run: (row) => { statement.run(...Object.values(row)); } };
}
