import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyIn, copyOut } from '#server/backup/copy.ts';
import { testDatabase } from '#tests/support/server.ts';

/** Lengths of rows: short ones by the thousand, and some longer than what a socket hands over at a time. */
const lengths = fc.array(fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 600 }) }, { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 90_000 }) }), { minLength: 200, maxLength: 600 });

test('rows copied out are the rows that were there, however they come through the socket', async () => {
  const { pool } = await testDatabase();
  await fc.assert(fc.asyncProperty(lengths, async (list) => {
    const client = await pool.connect();
    try {
      const pieces: string[] = [];
      const sql = `COPY (SELECT rpad(n::text || ':', size, chr(97 + (n % 26)::int)) FROM unnest('{${list.join(',')}}'::int[]) WITH ORDINALITY AS t(size, n)) TO STDOUT`;
      await copyOut(client, sql, async (rows) => {
        await new Promise((resolve) => { setImmediate(resolve); });
        pieces.push(rows.toString('utf8'));
      });
      const wanted = list.map((size, i) => `${i + 1}:`.padEnd(size, String.fromCharCode(97 + ((i + 1) % 26))).slice(0, size));
      expect(pieces.join('') === `${wanted.join('\n')}\n`).toBe(true);
    } finally {
      client.release();
    }
  }), { numRuns: 10, endOnFailure: true });
});

test('rows copied in wait for the database without leaving listeners behind', async () => {
  const { pool } = await testDatabase();
  const client = await pool.connect();
  try {
    await client.query('CREATE TEMPORARY TABLE taken(line text)');
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const before = stream.listenerCount('close');
    let most = 0;
    const rows = async function* (): AsyncGenerator<Buffer> {
      for (let i = 0; i < 60; i++) {
        await new Promise((resolve) => { setImmediate(resolve); });
        most = Math.max(most, stream.listenerCount('close'));
        yield Buffer.from(`${'x'.repeat(400_000)}\n`);
      }
    };
    await copyIn(client, 'COPY taken FROM STDIN', rows());
    expect((await client.query('SELECT count(*)::int AS n, min(length(line)) AS least FROM taken')).rows).toEqual([{ n: 60, least: 400_000 }]);
    expect(most).toBeLessThanOrEqual(before + 1);
  } finally {
    client.release();
  }
});
