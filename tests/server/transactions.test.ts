import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { asServer, DatabaseBusy, inClinic } from '#server/db/transactions.ts';
import { testDatabase, type TestDatabase } from '#tests/support/server.ts';

const passing = (code: string): Error => Object.assign(new Error('try again'), { code });

async function holdingTheCursor(database: TestDatabase, clinicId: string): Promise<() => Promise<void>> {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM clinic_cursor WHERE clinic_id = $1 FOR UPDATE', [clinicId]);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

describe('a transaction of a clinic', () => {
  it('tries again from the start after a time-out of a lock, and then sees what the other wrote', async () => {
    const database = await testDatabase();
    const clinic = await database.newClinic();
    const release = await holdingTheCursor(database, clinic.id);
    let tries = 0;
    const seen = await inClinic({ ...database, pause: release }, clinic.id, async (tx) => {
      tries += 1;
      const row = await tx.selectFrom('clinic_cursor').select('last_seq').where('clinic_id', '=', clinic.id).forUpdate().executeTakeFirstOrThrow();
      return row.last_seq;
    }, { lockTimeoutMs: 50 });
    expect({ seen, tries }).toEqual({ seen: 0, tries: 2 });
  });

  it('gives up after four tries and leaves nothing written', async () => {
    const database = await testDatabase();
    const clinic = await database.newClinic();
    let tries = 0;
    await expect(inClinic(database, clinic.id, async (tx) => {
      tries += 1;
      await tx.updateTable('clinic_cursor').set({ last_seq: 99 }).where('clinic_id', '=', clinic.id).execute();
      throw passing('40P01');
    })).rejects.toBeInstanceOf(DatabaseBusy);
    const { rows } = await sql`SELECT last_seq FROM clinic_cursor`.execute(database.kysely);
    expect({ tries, rows }).toEqual({ tries: 4, rows: [{ last_seq: 0 }] });
  });

  it('does not repeat what failed for another reason', async () => {
    const database = await testDatabase();
    let tries = 0;
    await expect(asServer(database, async () => {
      tries += 1;
      throw passing('23505');
    })).rejects.toMatchObject({ code: '23505' });
    expect(tries).toBe(1);
  });

  it('shows one moment and cannot write when a snapshot is asked for', async () => {
    const database = await testDatabase();
    const clinic = await database.newClinic();
    const both = await inClinic(database, clinic.id, async (tx) => {
      const read = async (): Promise<number | undefined> => (await tx.selectFrom('clinic_cursor').select('last_seq').executeTakeFirst())?.last_seq;
      const before = await read();
      await sql`UPDATE clinic_cursor SET last_seq = 5`.execute(database.kysely);
      return [before, await read()];
    }, { snapshot: true });
    expect(both).toEqual([0, 0]);
    await expect(inClinic(database, clinic.id, (tx) => tx.updateTable('clinic_cursor').set({ last_seq: 1 }).execute(), { snapshot: true })).rejects.toMatchObject({ code: '25006' });
  });

  it('gives 53-bit numbers back whole and refuses larger ones', async () => {
    const { kysely } = await testDatabase();
    const { rows } = await sql`SELECT ${Number.MAX_SAFE_INTEGER}::bigint AS most`.execute(kysely);
    expect(rows).toEqual([{ most: Number.MAX_SAFE_INTEGER }]);
    await expect(sql`SELECT 9007199254740993::bigint AS more`.execute(kysely)).rejects.toThrow(/53 bits/);
  });
});
