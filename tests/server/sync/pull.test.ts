import { describe, expect, it } from 'vitest';
import type { Infer, PullAnswer } from '#domain/sync/wire/messages.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack } from '#domain/sync/wire/unpack.ts';
import { issueJoinCode } from '#server/admin/clinics.ts';
import { joinClinic } from '#server/auth/enrol.ts';
import { changeStatus } from '#server/sync/devices.ts';
import { pull } from '#server/sync/pull.ts';
import { NO_WAIT, syncServer, type SyncServer } from './support.ts';
import { Pc } from './pc.ts';

const opsOf = (answer: Infer<typeof PullAnswer>): [string, number, number][] =>
  answer.kind === 'page' && answer.packed ? unpack(answer.packed as unknown as Packed).map(({ origin, group, dseq }) => [origin, group, dseq]) : [];

function writeGroups(server: SyncServer, pc: Pc, sizes: readonly number[]): void {
  for (const size of sizes) pc.write(...Array.from({ length: size }, () => ({ rowId: server.database.newId(), columns: [[2, 'x']] as [number, string][] })));
}

describe('pull', () => {
  it('never splits a group over pages, whatever the limit, and misses nothing', async () => {
    const server = await syncServer();
    const [a, b] = [await server.pc(), await server.pc()];
    const after = (await server.log(a)).length;
    writeGroups(server, a, [3, 1, 7, 2]);
    writeGroups(server, b, [1, 5]);
    await server.push(a);
    await server.push(b);
    for (const limit of [1, 2, 3, 4, 6, 100]) {
      const all: [string, number, number][] = [];
      for (let at = after; ;) {
        const page = await server.pull(a, { after: at, limit });
        const ops = opsOf(page);
        const last = ops.at(-1);
        expect(ops.length <= limit || new Set(ops.map(([origin, group]) => `${origin}${String(group)}`)).size === 1).toBe(true);
        all.push(...ops);
        if (page.kind !== 'page') throw new Error(page.kind);
        at = page.next;
        if (!page.more) break;
        const next = opsOf(await server.pull(a, { after: at, limit: 1 }))[0];
        expect([next?.[0], next?.[1]]).not.toEqual([last?.[0], last?.[1]]);
      }
      expect(all).toEqual([...a.stream.map((op) => [a.id, op.group, op.dseq]), ...b.stream.map((op) => [b.id, op.group, op.dseq])]);
    }
  });

  it('gives every PC the same pages, whoever comes to them first, and what has come since', async () => {
    const server = await syncServer();
    const [a, b] = [await server.pc(), await server.pc()];
    const after = (await server.log(a)).length;
    writeGroups(server, a, [4, 4, 4, 4]);
    await server.push(a);
    const all = async (pc: Pc, limit: number): Promise<[string, number, number][]> => {
      const ops: [string, number, number][] = [];
      for (let at = after; ;) {
        const page = await server.pull(pc, { after: at, limit });
        if (page.kind !== 'page') throw new Error(page.kind);
        expect(opsOf(page).length).toBeLessThanOrEqual(limit);
        ops.push(...opsOf(page));
        if (!page.more) return ops;
        at = page.next;
      }
    };
    const written = (): [string, number, number][] => a.stream.map((op) => [a.id, op.group, op.dseq]);
    for (const pc of [a, b, a]) expect(await all(pc, 8)).toEqual(written());
    writeGroups(server, a, [4, 1]);
    await server.push(a, 17);
    for (const limit of [8, 100, 4, 8]) expect(await all(b, limit)).toEqual(written());
  });

  it('gives nothing that the log does not hold any more where it was put back under the server', async () => {
    const server = await syncServer();
    const [a, b] = [await server.pc(), await server.pc()];
    const after = (await server.log(a)).length;
    writeGroups(server, a, [2, 2, 2]);
    await server.push(a);
    const before = await server.pull(b, { after, limit: 4 });
    expect(opsOf(before)).toHaveLength(4);
    await server.pull(b, { after: after + 4, limit: 4 });
    // As an image of the database would do: the same places, and others' work on them.
    const { kysely } = server.database;
    await kysely.deleteFrom('op_log').where('clinic_id', '=', server.clinic.id).where('seq', '>', after).execute();
    await kysely.updateTable('clinic_cursor').set({ last_seq: after }).where('clinic_id', '=', server.clinic.id).execute();
    expect(await server.pull(b, { after, limit: 4 })).toMatchObject({ next: after, more: false });
    writeGroups(server, b, [2, 2, 2]);
    await server.push(b);
    const now = [...opsOf(await server.pull(a, { after, limit: 4 })), ...opsOf(await server.pull(a, { after: after + 4, limit: 4 }))];
    expect(now).toEqual(b.stream.map((op) => [b.id, op.group, op.dseq]));
  });

  it('ends a page by its bytes, and gives a large group alone', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const after = (await server.log(pc)).length;
    const large = (): { rowId: string; columns: [number, string][] } => ({ rowId: server.database.newId(), columns: [[2, 'x'.repeat(1_500_000)]] });
    for (let i = 0; i < 4; i++) pc.write(large());
    pc.write(large(), large(), large(), large());
    await server.push(pc);
    const first = await server.pull(pc, { after });
    expect(opsOf(first).map(([, , dseq]) => dseq)).toEqual([1, 2]);
    const last = await server.pull(pc, { after: after + 4 });
    expect(opsOf(last).map(([, , dseq]) => dseq)).toEqual([5, 6, 7, 8]);
  });

  it('waits for something new and answers as soon as it is there', async () => {
    const server = await syncServer();
    const [a, b] = [await server.pc(), await server.pc()];
    const head = (await server.log(a)).length;
    const waiting = server.pull(a, { after: head, waitMs: 25_000 });
    writeGroups(server, b, [2]);
    await server.push(b);
    expect(opsOf(await waiting)).toEqual([[b.id, 1, 1], [b.id, 1, 2]]);
  });

  it('wakes a PC that waits when another one joins', async () => {
    const server = await syncServer();
    const [pc, other] = [await server.pc(), new Pc(server.clinic.id, '', server.database.newId, server.clock.now)];
    const after = (await server.log(pc)).length;
    const { code } = await issueJoinCode(server.parts, server.clinic.id, 'desk');
    let isTold = false;
    void server.parts.hub.wait(server.clinic.id, 25_000, NO_WAIT.ending).then(() => { isTold = true; });
    await joinClinic(server.parts, { v: 1, code, deviceId: other.id, device: { name: 'Desk 2', schema: 20, program: '0.1.0', publicKey: other.publicKey } });
    expect(isTold).toBe(true);
    expect(await server.pull(pc, { after })).toMatchObject({ kind: 'page', next: after + 1 });
  });

  it('answers at once with nothing when the caller is gone or the time is over', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const after = (await server.log(pc)).length;
    const gone = new AbortController();
    const waiting = pull(server.parts, pc.clinicId, { device: pc.id, after, timeline: pc.timeline, limit: 10, waitMs: 25_000, schema: null }, { ...NO_WAIT, ending: gone.signal });
    gone.abort();
    const answer = await waiting;
    expect(answer).toMatchObject({ kind: 'page', next: after, more: false });
    expect(answer).not.toHaveProperty('packed');
    const later = server.pull(pc, { after, waitMs: 1 });
    server.clock.now += 2;
    expect(await later).toMatchObject({ kind: 'page', next: after });
  });

  it('tells another life of the server from a copy that lags behind', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    expect(await server.pull(pc, { timeline: server.database.newId() })).toMatchObject({ kind: 'timeline', timelines: [{ id: server.clinic.timeline }] });
    expect(await server.pull(pc, { after: 1000 })).toMatchObject({ kind: 'behind' });
  });

  it('gives nothing to a device that was stopped or is too old, which may still push', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    await expect(server.pull(pc, { schema: 9 })).rejects.toMatchObject({ code: 'upgrade', status: 426 });
    expect(await server.pull(pc, { schema: 10 })).toMatchObject({ kind: 'page' });
    writeGroups(server, pc, [1]);
    expect(await server.push(pc)).toMatchObject({ kind: 'stored' });
    const set = (status: 'active' | 'suspended') => changeStatus(server.parts, pc.clinicId, { deviceId: pc.id, status, actor: 'admin:x', reason: 'r' }, async () => undefined);
    await set('suspended');
    await expect(server.pull(pc)).rejects.toMatchObject({ code: 'suspended', status: 403 });
    await set('active');
    expect(await server.pull(pc)).toMatchObject({ kind: 'page' });
  });

  it('ends a long poll of a device that is stopped while it waits', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const waiting = server.pull(pc, { after: (await server.log(pc)).length, waitMs: 25_000 });
    await changeStatus(server.parts, pc.clinicId, { deviceId: pc.id, status: 'revoked', actor: 'admin:x', reason: 'stolen' }, async () => undefined);
    await expect(waiting).rejects.toMatchObject({ code: 'revoked' });
  });

  it('writes down how far a device has pulled, but not at every poll', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const acked = async (): Promise<number | undefined> =>
      (await server.in((tx) => tx.selectFrom('device').select('acked_seq').where('device_id', '=', pc.id).executeTakeFirst()))?.acked_seq;
    const head = (await server.log(pc)).length;
    await server.pull(pc, { after: head });
    expect(await acked()).toBe(0);
    server.clock.now += 31_000;
    await server.pull(pc, { after: head });
    expect(await acked()).toBe(head);
  });
});
