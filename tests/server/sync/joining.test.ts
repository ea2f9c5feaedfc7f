import { createServer, connect as connectTo } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { searchPatients } from '#db/queries/patient-search.ts';
import { arrivalOf, arrivalProgress, mustWait, wantCopy } from '#db/sync/arrival.ts';
import { allForeignOperations } from '#db/sync/foreign-log.ts';
import { placeOf } from '#db/sync/place.ts';
import type { Store } from '#db/store.ts';
import { NetworkFailure, type Send, type SyncRequest, type SyncResponse } from '#main/sync/transport.ts';
import { runChild } from '#tests/support/run-child.ts';
import { sampleRow, tempFolder, testStore } from '#tests/support/store.ts';
import { asServer, inClinic } from '#server/db/transactions.ts';
import { sumsOfStore, syncPc, type SyncPc } from '#tests/support/sync-pc.ts';
import { clinicToJoin, WAIT, type ClinicToJoin } from './clinic-to-join.ts';

const TEST_MS = 180_000;

const stageOf = ({ store }: { readonly store: Store }): string | undefined => arrivalOf(store.read)?.stage;
const count = (store: Store, table: string): number => (store.read.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
const received = ({ read }: Store): number => [...allForeignOperations(read)].flat().length;
const isChunk = ({ path }: SyncRequest): boolean => path.includes('/chunks/');

/** Waits until the copy and everything after it is here, and stops the PC. */
async function arrived(pc: SyncPc, clinic: ClinicToJoin): Promise<void> {
  await vi.waitFor(async () => {
    expect(stageOf(pc)).toBe('here');
    expect(placeOf(pc.store.read)?.cursor).toBe(await clinic.head());
  }, WAIT);
  await pc.close();
}

/** The same rows with the same versions as on the PC that wrote them, found by the same words, and nothing left behind. */
function expectWhole(store: Store, { firstStore, patients }: ClinicToJoin): void {
  // What the server says (its devices) reaches both through the log.
  expect(sumsOfStore(store.read)).toEqual(sumsOfStore(firstStore.read));
  const found = ({ read }: Pick<Store, 'read'>): string[] => searchPatients(read, 'number1', 500, false).map(({ id }) => id).sort();
  expect(found(store)).toEqual(found(firstStore));
  expect(searchPatients(store.read, 'card13x', 5, false).map(({ id }) => id)).toEqual([patients[13]]);
  // The newest few are indexed with those who come after them.
  expect(count(store, 'patient_fts_docsize')).toBeGreaterThan(count(store, 'patient') - 33);
  expect([count(store, 'snapshot_chunk'), count(store, 'snapshot_part'), count(store, 'deferred_operation')]).toEqual([0, 0, 0]);
  expect(store.read.statement('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
}

const inStep = async (clinic: ClinicToJoin): Promise<void> => {
  await vi.waitFor(async () => { expect(placeOf(clinic.firstStore.read)?.cursor).toBe(await clinic.head()); }, WAIT);
};

describe('a PC that joins', () => {
  test('gets a copy of the clinic and goes on from its place in the log', async () => {
    const clinic = await clinicToJoin();
    const asked: string[] = [];
    const pc = await clinic.joined({ through: (send) => (request) => {
      asked.push(request.path.replace(/^.*\/(?=\w+(\?|$|\/\w+$))/, ''));
      return send(request);
    } });
    expect(mustWait(arrivalOf(pc.store.read))).toBe(true);
    pc.engine.start();
    await arrived(pc, clinic);
    await inStep(clinic);
    expectWhole(pc.store, clinic);
    expect(asked.some((path) => path.startsWith('pull?after=0&'))).toBe(false);
    // Only what came after the copy is in this PC's own log; it says since when it tells.
    expect(received(pc.store)).toBeLessThan(20);
    expect(arrivalProgress(pc.store.read)?.at).toBeGreaterThan(Date.now() - TEST_MS);
  }, TEST_MS);

  test('reads a short log instead, which brings its history with it', async () => {
    const clinic = await clinicToJoin({ patients: 20 });
    const pc = await clinic.joined({ copyFrom: 100_000 });
    pc.engine.start();
    await vi.waitFor(async () => { expect(placeOf(pc.store.read)?.cursor).toBe(await clinic.head()); }, WAIT);
    await pc.close();
    await inStep(clinic);
    expectWhole(pc.store, clinic);
    expect(arrivalOf(pc.store.read)).toBeUndefined();
    expect(received(pc.store)).toBe(await clinic.head());
  }, TEST_MS);

  test('is usable after the first part, writes, and takes changes of rows that are still on their way', async () => {
    const clinic = await clinicToJoin();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    const pc = await clinic.joined({ through: (send) => async (request) => {
      // History stays away until it is let through.
      if (isChunk(request) && stageOfPc() === 'older') await released;
      return send(request);
    } });
    const stageOfPc = (): string | undefined => stageOf(pc);
    pc.engine.start();
    await vi.waitFor(() => { expect(stageOf(pc)).toBe('older'); }, WAIT);
    expect(mustWait(arrivalOf(pc.store.read))).toBe(false);
    expect(count(pc.store, 'patient')).toBe(120);
    expect(count(pc.store, 'observation')).toBeLessThan(60);
    // An old reading that is not here is changed elsewhere, and a patient is changed here.
    const old = clinic.firstStore.read.statement('SELECT id FROM observation ORDER BY taken_at LIMIT 1').get() as { id: string };
    clinic.firstStore.change((tx) => { tx.update('observation', old.id, { confirmed: 1, text: 'seen again' }); });
    pc.store.change((tx) => { tx.update('patient', clinic.patients[5] ?? '', { name: 'Renamed While Arriving' }); });
    await vi.waitFor(() => { expect(count(pc.store, 'deferred_operation')).toBe(1); }, WAIT);
    release();
    await arrived(pc, clinic);
    await inStep(clinic);
    expectWhole(pc.store, clinic);
    expect(pc.store.read.statement('SELECT text FROM observation WHERE id = ?').get(old.id)).toEqual({ text: 'seen again' });
    expect(searchPatients(clinic.firstStore.read, 'arriving', 5, false)).toHaveLength(1);
  }, TEST_MS);
});

/** Passes bytes on to the server, and cuts each connection after so many bytes of answers. Returns its address. */
async function cuttingProxy(server: string, budget: () => number): Promise<{ address: string; cuts: () => number }> {
  const { hostname, port } = new URL(server);
  let cuts = 0;
  const proxy = createServer((socket) => {
    const upstream = connectTo(Number(port), hostname);
    let left = budget();
    const end = (): void => {
      socket.destroy();
      upstream.destroy();
    };
    upstream.on('data', (part: Buffer) => {
      socket.write(part.subarray(0, Math.max(0, left)));
      left -= part.length;
      if (left > 0) return;
      cuts += 1;
      socket.end();
      upstream.destroy();
    });
    socket.on('data', (part: Buffer) => { upstream.write(part); });
    for (const each of [socket, upstream]) each.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => { proxy.close(); });
  return { address: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`, cuts: () => cuts };
}

describe('what goes wrong on the way', () => {
  test('a line cut after any byte costs time and nothing else', async () => {
    // About 600 kB of notes that cannot be compressed: more than the first pieces hold.
    const clinic = await clinicToJoin({ patients: 300, noteBytes: 1500 });
    let budget = 30_000;
    const proxy = await cuttingProxy(clinic.server.running.address, () => {
      budget = (budget * 7 + 4_099) % 400_000;
      return 600 + budget;
    });
    const pc = await clinic.joined({ server: proxy.address });
    pc.engine.start();
    await vi.waitFor(() => { expect(stageOf(pc)).toBe('here'); }, WAIT);
    expect(proxy.cuts()).toBeGreaterThan(3);
    await pc.close();
    await inStep(clinic);
    expect(sumsOfStore(pc.store.read).patient).toBe(sumsOfStore(clinic.firstStore.read).patient);
    expect(sumsOfStore(pc.store.read).observation).toBe(sumsOfStore(clinic.firstStore.read).observation);
  }, TEST_MS);

  test('a line that breaks again and again is tried again soon while something of the copy comes', async () => {
    const clinic = await clinicToJoin({ patients: 300, noteBytes: 3000 });
    let asked = 0;
    const pc = await clinic.joined({ through: (send) => (request) => {
      if (isChunk(request)) asked += 1;
      return isChunk(request) && asked % 4 === 0 ? Promise.reject(new NetworkFailure('cut')) : send(request);
    } });
    pc.engine.start();
    await arrived(pc, clinic);
    expect(pc.waits.length).toBeGreaterThan(3);
    expect(Math.max(...pc.waits)).toBeLessThanOrEqual(1_000);
  }, TEST_MS);

  /** Changes the answers of requests of one kind, the first `times` of them. */
  const disturbed = (isMeant: (request: SyncRequest) => boolean, times: number, change: (response: SyncResponse) => SyncResponse) => {
    let seen = 0;
    return { through: (send: Send): Send => async (request) => {
      const response = await send(request);
      return isMeant(request) && seen++ < times ? change(response) : response;
    }, seen: () => seen };
  };
  const isManifest = ({ path }: SyncRequest): boolean => path.includes('/snapshot?');
  const damagedManifest = (response: SyncResponse): SyncResponse => {
    const body = response.body as { manifest: string };
    return { ...response, body: { ...body, manifest: body.manifest.replace('"seq":', '"seq":1') } };
  };
  const flipped = (response: SyncResponse): SyncResponse => {
    const body = Buffer.from(response.body as Uint8Array);
    body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    return { ...response, body };
  };
  const refusal = (status: number, code: string) => (response: SyncResponse): SyncResponse => ({ ...response, status, body: { code, message: code } });

  const disturbances = [
    ['a manifest that the server did not sign', isManifest, 2, damagedManifest],
    ['chunks with a flipped bit', isChunk, 4, flipped],
    ['an answer of something else', isChunk, 2, (): SyncResponse => { throw new NetworkFailure('not-daybook'); }],
    ['a page instead of an answer', isManifest, 1, (response: SyncResponse) => ({ ...response, body: '<html>sign in</html>' })],
  ] as const;

  test('what is damaged, unsigned, gone or not ours is not used, and the copy comes all the same', async () => {
    const clinic = await clinicToJoin({ patients: 40 });
    for (const [what, isMeant, times, change] of disturbances) {
      const line = disturbed(isMeant, times, change);
      const pc = await clinic.joined({ through: line.through });
      pc.engine.start();
      await arrived(pc, clinic);
      await inStep(clinic);
      expect(line.seen(), what).toBeGreaterThanOrEqual(times);
      expectWhole(pc.store, clinic);
    }
  }, TEST_MS);

  test('a copy that is not kept any more is given up for a newer one', async () => {
    const clinic = await clinicToJoin({ patients: 20 });
    let manifests = 0;
    const pc = await clinic.joined({ through: (send) => async (request) => {
      const response = await send(request);
      if (isManifest(request)) manifests += 1;
      return isChunk(request) && manifests < 2 ? refusal(410, 'gone')(response) : response;
    } });
    pc.engine.start();
    await arrived(pc, clinic);
    await inStep(clinic);
    expectWhole(pc.store, clinic);
    // Told by the first refusal, without giving up the line in between.
    expect([manifests, pc.states.filter(({ kind }) => kind === 'offline')]).toEqual([2, []]);
  }, TEST_MS);

  test('a way to the server that knows no ranges brings whole chunks', async () => {
    const clinic = await clinicToJoin({ patients: 60, noteBytes: 6_000 });
    const pc = await clinic.joined({ through: (send) => (request) => {
      const { range: _range, ...whole } = request;
      return send(whole);
    } });
    pc.engine.start();
    await arrived(pc, clinic);
    await inStep(clinic);
    expectWhole(pc.store, clinic);
  }, TEST_MS);

  test('a manifest that is never signed is never used', async () => {
    const clinic = await clinicToJoin({ patients: 5 });
    const line = disturbed(isManifest, Infinity, damagedManifest);
    const pc = await clinic.joined({ through: line.through });
    pc.engine.start();
    await vi.waitFor(() => { expect(line.seen()).toBeGreaterThan(3); }, WAIT);
    await pc.close();
    expect([stageOf(pc), count(pc.store, 'patient'), count(pc.store, 'snapshot_chunk')]).toEqual(['wanted', 0, 0]);
    expect(pc.states.some((state) => state.kind === 'offline' && state.reason === 'not-daybook')).toBe(true);
  }, TEST_MS);

  test('a server that begins another life meanwhile gives another copy', async () => {
    const clinic = await clinicToJoin({ patients: 40 });
    let lives = 0;
    const pc = await clinic.joined({ through: (send) => async (request) => {
      if (!isChunk(request) || lives++ > 0) return send(request);
      await newTimeline(clinic);
      throw new NetworkFailure('cut');
    } });
    pc.engine.start();
    await arrived(pc, clinic);
    await inStep(clinic);
    expectWhole(pc.store, clinic);
    expect(arrivalOf(pc.store.read)?.timeline).toBe(placeOf(pc.store.read)?.timelines.at(-1)?.id);
    expect(placeOf(pc.store.read)?.timelines).toHaveLength(2);
  }, TEST_MS);
});

/** What a restore of the server does to a clinic, when nothing was lost. */
async function newTimeline({ server }: ClinicToJoin): Promise<void> {
  const clinic = await asServer(server.database, (tx) => tx.selectFrom('clinic').select('clinic_id').executeTakeFirstOrThrow());
  await inClinic(server.database, clinic.clinic_id, async (tx) => {
    const cursor = await tx.selectFrom('clinic_cursor').select('last_seq').executeTakeFirstOrThrow();
    const timeline = server.database.newId();
    await tx.updateTable('clinic_cursor').set({ timeline }).execute();
    await tx.insertInto('timeline').values({ clinic_id: clinic.clinic_id, ord: 1, timeline, start_seq: cursor.last_seq, reason: 'restored' }).execute();
  });
}

test('a program that is killed again and again while it joins has all of it in the end', async () => {
  const clinic = await clinicToJoin({ patients: 200, noteBytes: 900 });
  const folder = tempFolder();
  const child = 'tests/support/joining-child.ts';
  const code = await clinic.code();
  // What it says is a moment of its life: where it is killed.
  const moments = ['joined', 'piece', 'chunk', 'chunk', 'older'];
  for (const [i, moment] of moments.entries()) {
    let seen = 0;
    await runChild(child, [folder, clinic.server.running.address, code], {
      onLine: (line, kill) => { if (line === moment && ++seen > (i === 3 ? 1 : 0)) setTimeout(kill, i * 3); }, killAfterMs: 60_000,
    });
  }
  const { lines, stderr } = await runChild(child, [folder, clinic.server.running.address, code]);
  expect([stderr, lines.at(-1)]).toEqual(['', 'here']);
  await inStep(clinic);
  expectWhole(testStore({ folder }), clinic);
}, TEST_MS);

test('what a PC has is fetched anew without losing what is written meanwhile', async () => {
  const clinic = await clinicToJoin({ patients: 60 });
  const pc = await clinic.joined();
  pc.engine.start();
  await arrived(pc, clinic);
  const id = pc.store.newId();
  pc.store.change((tx) => {
    wantCopy(tx, Date.now(), true);
    tx.insert('patient', { ...sampleRow('patient', id, 77), name: 'Written Meanwhile', archived: 0 });
  });
  expect(mustWait(arrivalOf(pc.store.read))).toBe(false);
  const again = syncPc({ store: pc.store, server: clinic.server.running.address, newId: pc.store.newId, copyFrom: 0 });
  onTestFinished(() => again.close());
  again.engine.start();
  await arrived(again, clinic);
  await inStep(clinic);
  expectWhole(pc.store, clinic);
  expect(searchPatients(clinic.firstStore.read, 'meanwhile', 5, false).map((patient) => patient.id)).toEqual([id]);
}, TEST_MS);

test('a PC that is too old to receive still hands in what is written at it, and says why it stopped', async () => {
  const clinic = await clinicToJoin({ patients: 5 });
  // The answer of a server whose window begins above this program, as pull.test.ts sees it given.
  const pc = await clinic.joined({ through: (send) => async (request) => {
    const response = await send(request);
    return /\/(pull|snapshot)\?/.test(request.path) ? { ...response, status: 426, body: { code: 'upgrade', message: 'upgrade' } } : response;
  } });
  pc.engine.start();
  const id = pc.store.newId();
  await vi.waitFor(() => { expect(pc.engine.state).toEqual({ kind: 'stopped', reason: 'upgrade' }); }, WAIT);
  pc.store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id, 7), name: 'Written On An Old PC', archived: 0 }); });
  await vi.waitFor(() => { expect(searchPatients(clinic.firstStore.read, 'written', 5, false).map((patient) => patient.id)).toEqual([id]); }, WAIT);
}, TEST_MS);
