import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { asServer, inClinic } from '#server/db/transactions.ts';
import { testDatabase, type TestClinic, type TestDatabase } from '#tests/support/server.ts';
import { oneRowEach } from '#tests/support/server/sample-rows.ts';

/** Every table of the live schema that carries clinic_id and is not one of those read before a clinic is known. */
async function clinicTables(database: TestDatabase): Promise<string[]> {
  const { rows } = await sql<{ table_name: string }>`SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'clinic_id' AND table_name NOT IN ('clinic', 'join_code', 'nonce', 'program_token')
    ORDER BY table_name`.execute(database.kysely);
  return rows.map((row) => row.table_name);
}

async function twoClinics(): Promise<{ database: TestDatabase; mine: TestClinic; other: TestClinic; tables: string[] }> {
  const database = await testDatabase();
  const mine = await database.newClinic();
  const other = await database.newClinic();
  for (const clinic of [mine, other]) await oneRowEach(database, clinic);
  return { database, mine, other, tables: await clinicTables(database) };
}

const count = async (tx: Parameters<Parameters<typeof inClinic>[2]>[0], table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(tx);
  return rows[0]?.n ?? -1;
};

describe('the wall between clinics, on every table of the live schema', () => {
  it('is forced, and each primary and unique key starts with clinic_id', async () => {
    const { database, tables } = await twoClinics();
    expect(tables).toHaveLength(18);
    const { rows } = await sql<{ relname: string; ok: boolean }>`SELECT relname, relrowsecurity AND relforcerowsecurity AS ok
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(${tables})`.execute(database.kysely);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    const keys = await sql<{ key: string; first: string }>`SELECT i.indexrelid::regclass::text AS key, a.attname AS first
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indisunique AND i.indrelid::regclass::text = ANY(${tables})`.execute(database.kysely);
    expect(keys.rows.filter((key) => key.first !== 'clinic_id')).toEqual([]);
    expect(keys.rows.length).toBeGreaterThanOrEqual(tables.length);
  });

  it('shows the own clinic\'s row and not the other\'s', async () => {
    const { database, mine, tables } = await twoClinics();
    const seen = await inClinic(database, mine.id, async (tx) => {
      const counts: Record<string, number> = {};
      for (const table of tables) counts[table] = await count(tx, table);
      return counts;
    });
    expect(seen).toEqual(Object.fromEntries(tables.map((table) => [table, 1])));
  });

  it('shows nothing without a clinic', async () => {
    const { database, tables } = await twoClinics();
    for (const table of tables) {
      const seen = await database.kysely.transaction().execute(async (tx) => {
        await sql`SET LOCAL ROLE daybook_clinic`.execute(tx);
        return sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(tx);
      });
      expect(seen.rows, table).toEqual([{ n: 0 }]);
    }
  });

  it('lets nobody write, change or delete a row of another clinic', async () => {
    const { database, mine, other, tables } = await twoClinics();
    for (const table of tables) {
      const change = sql`UPDATE ${sql.table(table)} SET clinic_id = ${mine.id} WHERE clinic_id = ${other.id}`;
      const remove = sql`DELETE FROM ${sql.table(table)} WHERE clinic_id = ${other.id}`;
      const give = sql`INSERT INTO ${sql.table(table)} SELECT (jsonb_populate_record(t, jsonb_build_object('clinic_id', ${other.id}::text))).* FROM ${sql.table(table)} t`;
      for (const attempt of [change, remove]) {
        const result = await inClinic(database, mine.id, (tx) => attempt.execute(tx)).then((r) => Number(r.numAffectedRows), refused);
        expect([0, '42501'], table).toContain(result);
      }
      expect(await inClinic(database, mine.id, (tx) => give.execute(tx)).then(() => 'written', refused), table).toBe('42501');
    }
  });

  it('keeps the tables outside clinics from a clinic, and clinics from the server\'s role', async () => {
    const { database, mine, tables } = await twoClinics();
    for (const table of ['clinic', 'join_code', 'nonce', 'admin', 'admin_code', 'server_secret', 'program_token', 'schema_version']) {
      expect(await inClinic(database, mine.id, (tx) => count(tx, table)).catch(refused), table).toBe('42501');
    }
    for (const table of tables) {
      expect(await asServer(database, (tx) => sql`SELECT 1 FROM ${sql.table(table)}`.execute(tx)).catch(refused), table).toBe('42501');
    }
  });

  it('never lets the log be changed or deleted, in the own clinic either', async () => {
    const { database, mine } = await twoClinics();
    for (const attempt of [sql`UPDATE op_log SET intent = 'x'`, sql`DELETE FROM op_log`, sql`TRUNCATE op_log`]) {
      expect(await inClinic(database, mine.id, (tx) => attempt.execute(tx)).catch(refused)).toBe('42501');
    }
  });

  it('carries nothing over to the next user of the connection', async () => {
    const { database, mine } = await twoClinics();
    await inClinic(database, mine.id, (tx) => count(tx, 'op_log'));
    const { rows } = await sql<{ clinic: string | null; role: string }>`SELECT current_setting('app.clinic_id', true) AS clinic, current_user AS role`.execute(database.kysely);
    expect(rows).toEqual([{ clinic: '', role: 'daybook' }]);
  });
});

/** PostgreSQL's code of a refusal. */
function refused(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no code';
}
