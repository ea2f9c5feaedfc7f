import { randomFillSync } from 'node:crypto';
import { expect, onTestFinished, vi } from 'vitest';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { SumsAnswer } from '#domain/sync/wire/messages.ts';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { setMeta } from '#db/queries/clinic.ts';
import { found } from '#main/sync/enrol.ts';
import { joinClinic, joinCode, syncPc, type PcWish, type SyncPc } from '#tests/support/sync-pc.ts';
import { sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';
import { httpServer, type HttpServer } from './support.ts';

const DAY = 86_400_000;
/** That of the server: what is written later on another PC is stamped later. */
const CLOCK = { get ms() { return Date.now(); } };
/** A starved machine needs long; a passing test does not. */
export const WAIT = { timeout: 60_000, interval: 30 };

export interface ClinicToJoin {
  readonly server: HttpServer;
  readonly first: SyncPc;
  readonly firstStore: StoreUnderTest;
  readonly patients: readonly string[];
  code(): Promise<string>;
  /** The end of the clinic's log. */
  head(): Promise<number>;
  /** A further PC on an empty store that has joined, and whose engine is not started. */
  joined(wish?: Partial<PcWish>): Promise<SyncPc & { store: StoreUnderTest }>;
}

/** A clinic on a real server, written by its first PC: patients with identifiers, recent visits and old readings. */
export async function clinicToJoin({ patients: count = 120, noteBytes = 0 } = {}): Promise<ClinicToJoin> {
  const server = await httpServer();
  const address = server.running.address;
  const store = testStore({ clock: CLOCK });
  const first = syncPc({ store, server: address, newId: store.newId });
  onTestFinished(() => first.close());
  const manager = store.newId();
  const patients = fill(store, manager, count, noteBytes);
  const code = await issueAdminCode(server.database, (bytes) => randomFillSync(bytes), Date.now);
  await found({ ...first.parts, program: 'test' }, { server: address, certificate: '', code, pcName: 'First' });
  first.engine.start();
  await vi.waitFor(() => { expect(placeOf(store.read)?.acked).toBe(lastOwn(store.read)); }, WAIT);
  const head = async (): Promise<number> => (await first.link.ask(SumsAnswer, { method: 'GET', path: '/sums', timeoutMs: 30_000 })).seq;
  const aCode = (): Promise<string> => joinCode(first, manager);
  return {
    server, first, firstStore: store, patients, head, code: aCode,
    joined: async (wish = {}) => {
      const empty = testStore({ clock: CLOCK });
      const pc = syncPc({ store: empty, server: address, newId: empty.newId, copyFrom: 0, ...wish });
      onTestFinished(() => pc.close());
      await joinClinic(pc, address, await aCode());
      return { ...pc, store: empty };
    },
  };
}

function fill(store: StoreUnderTest, manager: string, count: number, noteBytes: number): string[] {
  const patients: string[] = [];
  store.change((tx) => {
    for (const [key, value] of [['device_id', store.newId()], ['slot', '3F'], ['slot_suffix', ''], ['desk_letter', 'A']] as const) setMeta(tx, key, value);
    tx.insert('clinic', { ...sampleRow('clinic', store.newId()), code: 'KB7', zone: 'Africa/Nairobi', languages: '["en"]', announce: '{}' });
    tx.insert('person', { ...sampleRow('person', manager), roles: '["manager"]', active: 1 });
    for (let i = 0; i < count; i++) patients.push(...addPatient(store, tx, i, noteBytes));
  });
  store.change((tx) => { for (const id of patients.slice(0, 10)) tx.update('patient', id, { phone: '+254700000001' }); });
  return patients;
}

function addPatient(store: StoreUnderTest, tx: Parameters<Parameters<StoreUnderTest['change']>[0]>[0], i: number, noteBytes: number): string[] {
  const [id, at] = [store.newId(), new Date(Date.now() - (i % 40) * 10 * DAY).toISOString()];
  const notes = noteBytes === 0 ? null : randomFillSync(Buffer.alloc(noteBytes)).toString('base64');
  tx.insert('patient', { ...sampleRow('patient', id, i), name: `Person Number${String(i)}`, number: `KB7-3F-${String(i).padStart(5, '0')}-X`, archived: 0, notes });
  tx.insert('patient_identifier', { id: store.newId(), patient_id: id, system: 'card', value: `card${String(i)}x`, removed: 0 });
  tx.insert('observation', { ...(sampleRow('observation', store.newId(), i) as SyncedRow<'observation'>), patient_id: id, taken_at: at });
  return [id];
}
