import { createHash, createPublicKey, verify } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mergeInto, sameRow, type RowState } from '#domain/sync/merge.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import { bucketOf, BUCKETS, plus, rowSum, sumText, ZERO, type Sum } from '#domain/sync/row-sum.ts';
import { SnapshotManifest, type Infer } from '#domain/sync/wire/messages.ts';
import { readChunk, rowOfChunk } from '#domain/sync/wire/snapshot-chunk.ts';
import { readLine, type SnapshotLine } from '#domain/sync/wire/snapshot-line.ts';
import { bucketRows, rowImages, sums } from '#server/sync/sums.ts';
import { chunkPart, Snapshots } from '#server/sync/snapshots.ts';
import { seen, type Pc } from './pc.ts';
import { NO_WAIT, sumsOf, syncServer, type SyncServer } from './support.ts';

type Rows = Map<string, RowState>;
type Manifest = Infer<typeof SnapshotManifest>;

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A clinic with two PCs, some history, changed values and a conflict. */
async function clinicWithHistory(): Promise<{ server: SyncServer; a: Pc; b: Pc }> {
  const server = await syncServer();
  const [a, b] = [await server.pc(), await server.pc()];
  const id = server.database.newId;
  for (let i = 0; i < 40; i++) {
    const patient = id();
    const [made] = a.write(
      { rowId: patient, columns: [[1, `KB7-22-${String(i)}`], [2, `Patient ${String(i)} \0 \ud800`], [6, '1']] },
      { table: 30, rowId: id(), columns: [[1, 'A-001'], [4, patient], [6, i % 2 ? 'done' : 'waiting'], [8, new Date(server.clock.now - i * 10 * DAY).toISOString()]] },
      { table: 40, rowId: id(), columns: [[1, patient], [5, 'weight'], [7, 61.5], [12, new Date(server.clock.now - i * 10 * DAY).toISOString()]] },
    );
    if (made && i % 5 === 0) for (const pc of [a, b]) pc.write({ rowId: patient, kind: OperationKind.set, columns: [[6, pc.id]], previous: seen(made, 6) });
  }
  a.write({ rowId: 'not-a-uuid', columns: [[2, 'odd id']] });
  await server.push(a);
  await server.push(b);
  return { server, a, b };
}

function byFold(operations: Awaited<ReturnType<SyncServer['log']>>, start: Rows = new Map()): Rows {
  const rows = new Map(start);
  for (const operation of operations) {
    const key = `${String(operation.table)}:${operation.rowId}`;
    rows.set(key, mergeInto(rows.get(key), operation).row);
  }
  return rows;
}

async function download(server: SyncServer, manifest: Manifest, tiers: readonly number[]): Promise<Rows> {
  const rows: Rows = new Map();
  for (const chunk of manifest.chunks.filter(({ tier }) => tiers.includes(tier))) {
    const { bytes } = await chunkPart(server.parts, server.clinic.id, chunk.sha256, 0, undefined);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(chunk.sha256);
    const held = readChunk(zstdDecompressSync(bytes).toString('utf8'));
    expect(held.ids).toHaveLength(chunk.rows);
    for (const place of held.ids.keys()) {
      const { rowId, row } = rowOfChunk(held, place);
      rows.set(`${String(chunk.table)}:${rowId}`, row);
    }
  }
  return rows;
}

async function manifestOf(server: SyncServer, snapshots = new Snapshots(server.parts)): Promise<Manifest> {
  const answer = await snapshots.manifest(server.clinic.id, NO_WAIT);
  if (answer.kind !== 'ready') throw new Error(answer.kind);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: server.parts.key.publicKey.toString('base64url') }, format: 'jwk' });
  expect(verify(null, Buffer.from(answer.manifest), key, Buffer.from(answer.signature, 'base64url'))).toBe(true);
  return SnapshotManifest.parse(JSON.parse(answer.manifest));
}

function expectSame(one: Rows, other: Rows): void {
  expect([...one.keys()].sort()).toEqual([...other.keys()].sort());
  for (const [key, row] of one) expect(sameRow(row, other.get(key) as RowState), key).toBe(true);
}

describe('snapshot', () => {
  it('and the pull after it give the same rows as the whole log', async () => {
    const { server, a, b } = await clinicWithHistory();
    const manifest = await manifestOf(server);
    b.write({ rowId: a.stream[0]?.rowId ?? '', kind: OperationKind.set, columns: [[2, 'after the snapshot']], previous: [] });
    await server.push(b, b.stream.length);
    const whole = byFold(await server.log(a));
    const rows = byFold(await server.log(a, manifest.seq), await download(server, manifest, [1, 2]));
    expectSame(rows, whole);
    // The server's own sums, kept with every operation, are those of the rows.
    const added = new Map<number, { rows: number; sum: Sum }>();
    for (const [key, row] of whole) {
      const [table, rowId] = [Number(key.split(':', 1)[0]), key.slice(key.indexOf(':') + 1)];
      const known = added.get(table) ?? { rows: 0, sum: ZERO };
      added.set(table, { rows: known.rows + 1, sum: plus(known.sum, rowSum(rowId, row)) });
    }
    expect(await sumsOf(server)).toEqual([...added].sort(([x], [y]) => x - y).map(([table, { rows: n, sum }]) => ({ table, rows: n, sum: sumText(sum) })));
  });

  it('puts first what a PC needs to work', async () => {
    const { server } = await clinicWithHistory();
    const manifest = await manifestOf(server);
    const first = await download(server, manifest, [1]);
    const count = (rows: Rows, table: number): number => [...rows.keys()].filter((key) => key.startsWith(`${String(table)}:`)).length;
    const all = await download(server, manifest, [1, 2]);
    expect([10, 60, 61].map((table) => count(first, table) === count(all, table))).toEqual([true, true, true]);
    // Ten visits are younger than 90 days, and of the older ones every second token was never closed.
    expect([count(first, 40), count(all, 40), count(first, 30), count(all, 30)]).toEqual([10, 40, 25, 40]);
    expect(manifest.chunks.map(({ tier }) => tier)).toEqual(manifest.chunks.map(({ tier }) => tier).sort());
  });

  it('serves again until a tenth is new, a day is over or the server has another life', async () => {
    const { server, a } = await clinicWithHistory();
    const snapshots = new Snapshots(server.parts);
    const first = await manifestOf(server, snapshots);
    a.write({ rowId: server.database.newId(), columns: [[2, 'x']] });
    await server.push(a, a.stream.length);
    expect((await manifestOf(server, snapshots)).seq).toBe(first.seq);
    server.clock.now += DAY + MINUTE;
    const second = await manifestOf(server, snapshots);
    expect(second.seq).toBe(first.seq + 1);
    for (let i = 0; i < 1100; i++) a.write({ rowId: server.database.newId(), columns: [[2, 'x']] });
    await server.push(a, a.stream.length - 1099);
    server.clock.now += MINUTE;
    expect((await manifestOf(server, snapshots)).seq).toBe(second.seq + 1100);
    const kept = await server.in((tx) => tx.selectFrom('snapshot').select('seq').orderBy('seq').execute());
    expect(kept.map(({ seq }) => seq)).toEqual([second.seq, second.seq + 1100]);
    await server.in(async (tx) => {
      const timeline = server.database.newId();
      await tx.updateTable('clinic_cursor').set({ timeline }).execute();
      await tx.insertInto('timeline').values({ clinic_id: server.clinic.id, ord: 1, timeline, start_seq: second.seq + 1100, reason: 'restored' }).execute();
    });
    server.clock.now += MINUTE;
    expect((await manifestOf(server, snapshots)).timeline).not.toBe(first.timeline);
  });

  it('leaves nothing waiting behind a request that has its answer', async () => {
    const { server } = await clinicWithHistory();
    const { signal } = new AbortController();
    await new Snapshots(server.parts).manifest(server.clinic.id, { ...NO_WAIT, ending: signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([['stands still', 0], ['was set back', -DAY]])('is made once for a place of the log, though the clock %s', async (_, ms) => {
    const { server, a } = await clinicWithHistory();
    const snapshots = new Snapshots(server.parts);
    const first = await manifestOf(server, snapshots);
    for (let i = 0; i < 1100; i++) a.write({ rowId: server.database.newId(), columns: [[2, 'x']] });
    await server.push(a, a.stream.length - 1099);
    server.clock.now += ms;
    for (let asked = 0; asked < 3; asked++) expect((await manifestOf(server, snapshots)).seq).toBe(first.seq + 1100);
    expect(await server.in((tx) => tx.selectFrom('snapshot').select('seq').orderBy('seq').execute())).toEqual([{ seq: first.seq }, { seq: first.seq + 1100 }]);
  });

  it('is fetched from where it broke off, and not from another clinic', async () => {
    const { server } = await clinicWithHistory();
    const [chunk] = (await manifestOf(server)).chunks;
    const sha = chunk?.sha256 ?? '';
    const whole = await chunkPart(server.parts, server.clinic.id, sha, 0, undefined);
    const [start, rest] = [await chunkPart(server.parts, server.clinic.id, sha, 0, 9), await chunkPart(server.parts, server.clinic.id, sha, 10, undefined)];
    expect(Buffer.concat([start.bytes, rest.bytes])).toEqual(whole.bytes);
    await expect(chunkPart(server.parts, server.clinic.id, sha, whole.total, undefined)).rejects.toMatchObject({ status: 416 });
    await expect(chunkPart(server.parts, (await server.database.newClinic()).id, sha, 0, undefined)).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('integrity', () => {
  it.each(['same-1', 'x-f', '--', '', '0', 'zz', '019ceb92-ea80-7eca-8553-57592659d51b', 'ﬀ1'])('counts a row with the id %j in one of the buckets', (id) => {
    expect(bucketOf(id)).toBeGreaterThanOrEqual(0);
    expect(bucketOf(id)).toBeLessThan(BUCKETS);
  });

  it('leads from the sum of a table to the bucket, the rows and what they hold', async () => {
    const { server, a } = await clinicWithHistory();
    const whole = byFold(await server.log(a));
    const patients = [...whole].filter(([key]) => key.startsWith('10:')).map(([key, row]) => [key.slice(3), row] as const);
    const buckets = await sums(server.parts, server.clinic.id, 10);
    expect(buckets.sums.reduce((n, { rows }) => n + rows, 0)).toBe(patients.length);
    for (const [rowId, row] of patients.slice(-3)) {
      const { rows } = await bucketRows(server.parts, server.clinic.id, 10, bucketOf(rowId));
      expect(rows).toContainEqual([rowId, sumText(rowSum(rowId, row))]);
      const total = rows.reduce((sum, [id]) => plus(sum, rowSum(id, whole.get(`10:${id}`) as RowState)), ZERO);
      expect(buckets.sums.find(({ bucket }) => bucket === bucketOf(rowId))?.sum).toBe(sumText(total));
      const [line] = (await rowImages(server.parts, server.clinic.id, { table: 10, rows: [rowId, 'nowhere', 'a\0'] })).rows;
      expect(sameRow(readLine(line as unknown as SnapshotLine).row, row)).toBe(true);
    }
  });
});
