import pg from 'pg';
import type { Operation } from '#domain/sync/operation.ts';
import type { Target } from '#server/db/database.ts';

/** The yardstick's own table: what the log keeps of a change, with its two keys, and nothing else done. */
const TABLE = `CREATE TABLE bare_log(
  clinic_id int NOT NULL, seq bigint NOT NULL, origin uuid NOT NULL, dseq bigint NOT NULL, grp bigint NOT NULL, op_id uuid NOT NULL, tbl int NOT NULL,
  row_id text NOT NULL, kind smallint NOT NULL, hlc bigint NOT NULL, sv int NOT NULL, person_id text, at bigint NOT NULL, intent text NOT NULL, batch text,
  cols text, prev text, PRIMARY KEY (clinic_id, seq), UNIQUE (clinic_id, op_id))`;
const INSERT = `INSERT INTO bare_log SELECT $1, * FROM unnest($2::bigint[], $3::uuid[], $4::bigint[], $5::bigint[], $6::uuid[], $7::int[], $8::text[],
  $9::smallint[], $10::bigint[], $11::int[], $12::text[], $13::bigint[], $14::text[], $15::text[], $16::text[], $17::text[])`;

/** Writes changes into a bare table of the server's own PostgreSQL, through the driver alone. */
export class BareLog {
  readonly #pool: pg.Pool;
  #seq = 0;
  #round = 0;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  static async open(target: Target): Promise<BareLog> {
    const pool = new pg.Pool({ ...target, max: 16 });
    await pool.query(TABLE);
    return new BareLog(pool);
  }

  /** Each list is one clinic's, written in transactions of `size`; `atOnce` of them side by side. Changes a second. */
  async write(lists: readonly (readonly Operation[])[], size: number, atOnce: number): Promise<number> {
    this.#round += 1;
    const batches = lists.flatMap((list, clinic) => {
      const cut: Operation[][] = [];
      for (let at = 0; at < list.length; at += size) cut.push(list.slice(at, at + size));
      return cut.map((batch) => ({ clinic, batch }));
    });
    const total = batches.reduce((sum, { batch }) => sum + batch.length, 0);
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (let next = batches.pop(); next; next = batches.pop()) await this.#insert(next.clinic, next.batch);
    }));
    return total / ((performance.now() - start) / 1000);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #insert(clinic: number, batch: readonly Operation[]): Promise<void> {
    const client = await this.#pool.connect();
    const of = <T>(pick: (op: Operation) => T): T[] => batch.map(pick);
    // A round writes the changes under a clinic of its own: the same operation may not come twice.
    const values = [
      this.#round * 1000 + clinic, of(() => ++this.#seq), of(() => '00000000-0000-0000-0000-000000000000'), of((op) => op.dseq), of((op) => op.group), of((op) => op.opId),
      of((op) => op.table), of((op) => op.rowId), of((op) => op.kind), of((op) => op.hlc), of((op) => op.schemaVersion), of((op) => op.personId), of((op) => op.at),
      of((op) => op.intent), of((op) => op.batch), of((op) => JSON.stringify(op.columns)), of((op) => JSON.stringify(op.previous)),
    ];
    try {
      await client.query('BEGIN');
      await client.query({ name: 'bare', text: INSERT, values });
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }
}
