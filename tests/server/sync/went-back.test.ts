import { describe, expect, it } from 'vitest';
import type { Infer, WentBackRequest } from '#domain/sync/wire/messages.ts';
import { DeviceStatus } from '#server/db/schema.ts';
import { hello } from '#server/sync/hello.ts';
import { registerPrevails } from '#server/sync/register-prevails.ts';
import { wentBack } from '#server/sync/went-back.ts';
import type { Pc } from './pc.ts';
import { syncServer, type SyncServer } from './support.ts';

type Claim = Infer<typeof WentBackRequest>;

/** A server with a log of a few places, and what a PC that has all of it would say. */
async function served(): Promise<{ server: SyncServer; pc: Pc; honest: Claim; tell: (change: Partial<Claim>) => Promise<number[]> }> {
  const server = await syncServer();
  const pc = await server.pc();
  for (const value of ['1', '2', '3']) pc.write({ rowId: server.database.newId(), columns: [[2, `Amina ${value}`], [6, value]] });
  await server.push(pc);
  const log = await server.log(pc);
  const honest: Claim = {
    v: 1, timelines: [{ id: pc.timeline, start: 0 }], cursor: log.at(-1)?.seq ?? 0, acked: 3, known: log.map(({ seq, opId, stored = null }) => ({ seq, opId, stored })).reverse(),
  };
  const tell = async (change: Partial<Claim>): Promise<number[]> => (await wentBack(server.parts, pc.clinicId, pc.id, { ...honest, ...change })).timelines.map(({ start }) => start);
  return { server, pc, honest, tell };
}

describe('a device that says the log went back', () => {
  it('is believed only as far as the log contradicts it', async () => {
    const { server, tell } = await served();
    expect(await tell({})).toEqual([0]);
    expect(await tell({ known: [] })).toEqual([0]);
    expect(await tell({ timelines: [{ id: server.database.newId(), start: 0 }], cursor: 1_000, acked: 1_000 })).toEqual([0]);
    expect(server.incidents).toEqual([]);
  });

  it.each([
    ['a place behind its end', ({ cursor }: Claim) => ({ cursor: cursor + 5 }), ({ cursor }: Claim) => cursor],
    ['more of its own stream', () => ({ acked: 4 }), ({ cursor }: Claim) => cursor],
    ['another operation at a place', ({ known: [last, ...before] }: Claim) => ({ known: [{ seq: last?.seq ?? 0, opId: '00000000-0000-7000-8000-0000000000ff' }, ...before] }), ({ known }: Claim) => known[1]?.seq],
    ['the same operation, stored another time', ({ known: [last, ...before] }: Claim) => ({ known: [{ seq: last?.seq ?? 0, opId: last?.opId ?? '', stored: (last?.stored ?? 0) + 1 }, ...before] }), ({ known }: Claim) => known[1]?.seq],
    ['no further than below the lowest place where they differ', ({ known: [last, middle, ...before] }: Claim) => ({
      known: [{ seq: last?.seq ?? 0, opId: last?.opId ?? '' }, { seq: middle?.seq ?? 0, opId: last?.opId ?? '' }, ...before],
    }), ({ known }: Claim) => known[2]?.seq],
    ['nothing it has at all', ({ cursor }: Claim) => ({ cursor: cursor + 5, known: [] }), () => 0],
  ])('begins another life where both agree: %s', async (_, change, start) => {
    const { server, pc, honest, tell } = await served();
    const before = await server.in((tx) => tx.selectFrom('slot_counter').select('next_slot').executeTakeFirstOrThrow());
    expect(await tell(change(honest))).toEqual([0, start(honest)]);
    // The same once more: the device has yet to hear of that life.
    expect(await tell(change(honest))).toEqual([0, start(honest)]);
    expect(server.incidents).toEqual(['log-went-back']);
    expect((await server.in((tx) => tx.selectFrom('slot_counter').select('next_slot').executeTakeFirstOrThrow())).next_slot).toBe(before.next_slot + 64);
    expect(await server.pull(pc)).toMatchObject({ kind: 'timeline' });
    expect(await server.push(pc)).toMatchObject({ kind: 'timeline' });
    expect((await hello(server.parts, pc.clinicId, { device: pc.id, deviceNow: null })).contribute).toBe(true);
  });

  it('begins one where a life that the log does not know had begun', async () => {
    const { server, honest, tell } = await served();
    const later = { id: server.database.newId(), start: 2 };
    expect(await tell({ timelines: [...honest.timelines, later] })).toEqual([0, 2]);
  });

  it('is not believed from a device that was stopped, nor without end', async () => {
    const { server, pc, honest } = await served();
    const timelines = [...honest.timelines];
    for (let i = 0; i < 12; i++) {
      const answer = await wentBack(server.parts, pc.clinicId, pc.id, { ...honest, timelines, cursor: honest.cursor + 1 });
      timelines.splice(0, timelines.length, ...answer.timelines);
    }
    expect(timelines).toHaveLength(11);
    const other = await server.pc();
    await server.in((tx) => tx.updateTable('device').set({ status: DeviceStatus.suspended }).where('device_id', '=', other.id).execute());
    expect((await wentBack(server.parts, pc.clinicId, other.id, { ...honest, timelines, cursor: honest.cursor + 9 })).timelines).toHaveLength(11);
  });
});

it('a hello says what is at a place of the log', async () => {
  const { server, pc, honest } = await served();
  const ask = async (at: number): Promise<unknown> => {
    const answer = await hello(server.parts, pc.clinicId, { device: pc.id, deviceNow: null, at });
    return [answer.at, answer.atStored];
  };
  const [last] = honest.known;
  expect(typeof last?.stored).toBe('number');
  expect([await ask(honest.cursor), await ask(honest.cursor + 1)]).toEqual([[last?.opId, last?.stored], [null, null]]);
});

it('a database put back beside its register lets nobody in again who was stopped, and knows who joined since', async () => {
  const { server, pc } = await served();
  const [stopped, joined] = [await server.pc(), server.database.newId()];
  const clinicId = pc.clinicId;
  const pubkey = Buffer.alloc(32, 1).toString('base64');
  const entries = [
    { kind: 'status', clinicId, deviceId: stopped.id, status: DeviceStatus.revoked }, { kind: 'status', clinicId, deviceId: pc.id, status: DeviceStatus.active },
    { kind: 'device', clinicId, deviceId: joined, name: 'Doctor', role: 'desk', slot: 'ZZ', slotNumber: 900, letter: 'Z', pubkey, forkedFrom: null },
  ] as const;
  expect(await registerPrevails(server.parts, clinicId, entries)).toBe(true);
  const rows = await server.in((tx) => tx.selectFrom('device').select(['device_id', 'status']).where('role', '=', 'desk').execute());
  expect(new Map(rows.map(({ device_id, status }) => [device_id, status]))).toEqual(new Map([[pc.id, 1], [stopped.id, 3], [joined, 1]]));
  expect(await registerPrevails(server.parts, clinicId, entries)).toBe(false);
});
