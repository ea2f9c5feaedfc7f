import { describe, expect, it } from 'vitest';
import { tables } from '#domain/sync/tables.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { Infer, ContributeRequest } from '#domain/sync/wire/messages.ts';
import { pack } from '#domain/sync/wire/pack.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import { contribute, openContribution } from '#server/sync/contribute.ts';
import { hello } from '#server/sync/hello.ts';
import { listQuarantine } from '#server/sync/quarantine.ts';
import { setAsideOf } from '#server/sync/set-aside.ts';
import { sums } from '#server/sync/sums.ts';
import { DeviceStatus } from '#server/db/schema.ts';
import { inClinic } from '#server/db/transactions.ts';
import { reconcileDevices } from '#server/sync/reconcile-devices.ts';
import { seen, type Pc } from './pc.ts';
import { syncServer, sumsOf, type SyncServer } from './support.ts';

const HOUR = 3_600_000;
/** Where a packed group says it. */
const FIRST_DSEQ = 7;

type Message = Infer<typeof ContributeRequest>;

const message = (timeline: string, operations: readonly LoggedOperation[]): Message =>
  ({ v: 1, timeline, packed: pack(operations.map((operation) => ({ ...operation, seq: 0 }))) as unknown as Message['packed'] });

/** Another server that was restored to a state before `lost`: the same clinic, devices and earlier log, and a new life. */
async function restored(server: SyncServer, keep: number, pcs: readonly Pc[]): Promise<string> {
  const timeline = server.database.newId();
  const { clinic, database } = server;
  // The log cannot be cut by the protocol's own role: what a restore does, it does as the owner.
  await database.kysely.transaction().execute(async (tx) => {
    for (const table of ['op_log', 'row_state', 'table_sum', 'conflict', 'device_chain'] as const) await tx.deleteFrom(table).where('clinic_id', '=', clinic.id).execute();
    await tx.updateTable('clinic_cursor').set({ last_seq: keep, timeline }).where('clinic_id', '=', clinic.id).execute();
    await tx.insertInto('timeline').values({ clinic_id: clinic.id, ord: 1, timeline, start_seq: keep, reason: 'restored', started_at: new Date(server.clock.now) }).execute();
    for (const pc of pcs) await tx.updateTable('device').set({ last_dseq: 0, last_chain: null }).where('device_id', '=', pc.id).execute();
  });
  return timeline;
}

describe('contribute', () => {
  it('is closed unless the server was restored or an operator opened it', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const log = await server.log(pc);
    const send = (): ReturnType<typeof contribute> => contribute(server.parts, pc.clinicId, pc.id, message(pc.timeline, log));
    await expect(send()).rejects.toMatchObject({ code: 'contribution-closed' });
    expect((await hello(server.parts, pc.clinicId, { device: pc.id, deviceNow: null })).contribute).toBe(false);
    await openContribution(server.parts, pc.clinicId, 'admin:x', HOUR);
    expect((await hello(server.parts, pc.clinicId, { device: pc.id, deviceNow: null })).contribute).toBe(true);
    expect(await send()).toMatchObject({ taken: 0, known: log.length });
    server.clock.now += HOUR;
    await expect(send()).rejects.toMatchObject({ code: 'contribution-closed' });
  });

  it.each(['', 'x', '01A22ACD-D6FE-71D8-B4E3-B8C792D50A3F'])('does not understand operations of an author who is called %j', async (origin) => {
    const server = await syncServer();
    const pc = await server.pc();
    const operations = pc.write({ rowId: server.database.newId(), columns: [[2, 'Amina'], [6, '1']] }).map((operation) => ({ ...operation, origin, seq: 0 }));
    await openContribution(server.parts, pc.clinicId, 'admin:x', HOUR);
    await expect(contribute(server.parts, pc.clinicId, pc.id, message(pc.timeline, operations))).rejects.toMatchObject({ code: 'malformed' });
  });

  it('brings back what others wrote and the server lost, once, however many hand it in, and the author may follow', async () => {
    const server = await syncServer();
    const [author, witness] = [await server.pc(), await server.pc()];
    const rowId = server.database.newId();
    const [made] = author.write({ rowId, columns: [[2, 'Amina'], [6, '1']] });
    for (const [pc, value] of [[author, '2'], [witness, '3']] as const) {
      pc.nowMs += 1000;
      pc.write({ rowId, kind: OperationKind.set, columns: [[6, value]], previous: made ? seen(made, 6) : [] });
    }
    await server.push(author);
    await server.push(witness);
    const before = await server.log(witness);
    const sums = await sumsOf(server);
    const timeline = await restored(server, 0, [author, witness]);
    server.clock.now += 60_000;
    await expect(contribute(server.parts, witness.clinicId, witness.id, message(witness.timeline, before))).rejects.toMatchObject({ code: 'timeline-changed' });
    const first = await contribute(server.parts, witness.clinicId, witness.id, message(timeline, before));
    expect(first).toMatchObject({ taken: before.length, known: 0 });
    expect(await contribute(server.parts, author.clinicId, author.id, message(timeline, before))).toMatchObject({ taken: 0, known: before.length });
    const again = { ...author.push(), timeline };
    const { push } = await import('#server/sync/push.ts');
    expect(await push(server.parts, author.clinicId, () => again)).toMatchObject({ kind: 'stored', last: 2 });
    const patients = (rows: { table: number }[]): object[] => rows.filter(({ table }) => table === 10);
    expect(patients(await sumsOf(server))).toEqual(patients(sums));
    // One conflict is open for the cell, and no list shows another.
    const open = await inClinic(server.database, server.clinic.id, (tx) => tx.selectFrom('conflict').select('id').where('is_open', '=', true).execute());
    const rows = await server.in((tx) => tx.selectFrom('row_state').select(['row_id', 'cols']).where('tbl', '=', tables.conflict.id).execute());
    const shownOpen = rows.filter(({ cols }) => (JSON.parse(cols) as Record<number, unknown>)[tables.conflict.columns.status.id] === 'open').map(({ row_id }) => row_id);
    expect(open).toHaveLength(1);
    expect(shownOpen).toEqual(open.map(({ id }) => id));
    const events = await server.in((tx) => tx.selectFrom('clinic_event').select(['kind', 'detail']).where('kind', '=', 'contributed').execute());
    expect(events.map(({ detail }) => JSON.parse(detail) as object)).toMatchObject([{ taken: before.length }]);
  });

  it('takes back two conflicts of one cell, of two lives of the log, in one message: one is open, the other is over', async () => {
    const server = await syncServer();
    const [author, witness] = [await server.pc(), await server.pc()];
    const [made] = author.write({ rowId: server.database.newId(), columns: [[6, '1']] });
    for (const [pc, value] of [[author, '2'], [witness, '3']] as const) pc.write({ rowId: made?.rowId ?? '', kind: OperationKind.set, columns: [[6, value]], previous: made ? seen(made, 6) : [] });
    await server.push(author);
    await server.push(witness);
    const opened = (await server.log(witness)).find(({ table }) => table === tables.conflict.id);
    if (!opened) throw new Error('there is no conflict');
    const another: LoggedOperation = { ...opened, opId: server.database.newId(), rowId: server.database.newId(), dseq: opened.dseq + 100, group: opened.dseq + 100, hlc: opened.hlc + 1 };
    const timeline = await restored(server, 0, [author, witness]);
    server.clock.now += 60_000;
    expect(await contribute(server.parts, witness.clinicId, witness.id, message(timeline, [opened, another]))).toMatchObject({ taken: 2 });
    const open = await server.in((tx) => tx.selectFrom('conflict').select('id').where('is_open', '=', true).execute());
    const rows = await server.in((tx) => tx.selectFrom('row_state').select(['row_id', 'cols']).where('tbl', '=', tables.conflict.id).execute());
    const statusOf = (id: string | undefined): unknown => rows.filter(({ row_id }) => row_id === id).map(({ cols }) => (JSON.parse(cols) as Record<number, unknown>)[tables.conflict.columns.status.id])[0];
    expect([open.length, rows.length, statusOf(open[0]?.id)]).toEqual([1, 2, 'open']);
    expect(statusOf([opened, another].find(({ rowId }) => rowId !== open[0]?.id)?.rowId)).toBe('settled');
  });

  it('does not understand numbers of a stream beyond those that are exact', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    await openContribution(server.parts, pc.clinicId, 'admin:x', HOUR);
    const rowId = server.database.newId();
    pc.write({ rowId, columns: [[2, 'Amina'], [6, '1']] }, { rowId, kind: OperationKind.set, columns: [[2, 'Amina Yusuf']], previous: [] });
    const sent = message(pc.timeline, pc.stream.map((operation): LoggedOperation => ({ ...operation, origin: pc.id, seq: 0 })));
    const groups = sent.packed.groups.map((group) => (group as unknown[]).map((value, at) => (at === FIRST_DSEQ ? Number.MAX_SAFE_INTEGER : value)));
    await expect(contribute(server.parts, pc.clinicId, pc.id, { ...sent, packed: { ...sent.packed, groups } })).rejects.toMatchObject({ code: 'malformed' });
  });

  it('goes on from what it is handed back of a conflict when the same message takes part in it', async () => {
    const server = await syncServer();
    const [author, witness, third] = [await server.pc(), await server.pc(), await server.pc()];
    const [made] = author.write({ rowId: server.database.newId(), columns: [[2, 'Amina'], [6, '1']] });
    if (!made) throw new Error('nothing was written');
    const change = (pc: Pc, value: string) => pc.write({ rowId: made.rowId, kind: OperationKind.set, columns: [[6, value]], previous: seen(made, 6) });
    change(author, '2');
    change(witness, '3');
    await server.push(author);
    await server.push(witness);
    const opened = (await server.log(witness)).find(({ table }) => table === tables.conflict.id);
    if (!opened) throw new Error('there is no conflict');
    const more: LoggedOperation = { ...opened, opId: server.database.newId(), dseq: opened.dseq + 100, group: opened.dseq + 100, kind: OperationKind.set, hlc: opened.hlc + 1, columns: [[tables.conflict.columns.closed_by.id, 'somebody']], previous: [] };
    const [unseen] = change(third, '4');
    await openContribution(server.parts, author.clinicId, 'admin:x', HOUR);
    const handedBack = [more, ...(unseen ? [{ ...unseen, origin: third.id, seq: 0 }] : [])];
    expect(await contribute(server.parts, witness.clinicId, witness.id, message(witness.timeline, handedBack))).toMatchObject({ taken: 2 });
    const kept = (await sums(server.parts, author.clinicId, undefined)).sums.find(({ table }) => table === tables.conflict.id);
    const [inRows, ...others] = (await sums(server.parts, author.clinicId, tables.conflict.id)).sums;
    expect([kept?.sum, others]).toEqual([inRows?.sum, []]);
  });

  it('sets aside rows of the server\'s own tables that did not come from the server', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    await openContribution(server.parts, pc.clinicId, 'admin:x', HOUR);
    pc.write({ table: tables.device.id, rowId: pc.id, columns: [[4, 'active']] });
    const forged = pc.stream.map((operation): LoggedOperation => ({ ...operation, origin: pc.id, seq: 0 }));
    expect(await contribute(server.parts, pc.clinicId, pc.id, message(pc.timeline, forged))).toMatchObject({ taken: 0 });
    const rows = await server.in((tx) => tx.selectFrom('quarantine').select('reason').execute());
    expect(rows).toEqual([{ reason: 'server-table' }]);
  });

  it('does not call set aside what a stopped PC hands in and its author brings as well', async () => {
    const server = await syncServer();
    const [author, stopped] = [await server.pc(), await server.pc()];
    await openContribution(server.parts, author.clinicId, 'admin:x', HOUR);
    author.write({ rowId: server.database.newId(), columns: [[2, 'Amina'], [6, '1']] });
    const told = author.stream.map((operation): LoggedOperation => ({ ...operation, origin: author.id, seq: 0 }));
    await server.in((tx) => tx.updateTable('device').set({ status: DeviceStatus.revoked }).where('device_id', '=', stopped.id).execute());
    expect(await contribute(server.parts, author.clinicId, stopped.id, message(author.timeline, told))).toMatchObject({ taken: 0 });
    const waiting = () => server.in(async (tx) => [
      (await listQuarantine(tx, author.clinicId, false, 0)).counts.length, (await listQuarantine(tx, author.clinicId, false, 0)).operations.length,
      (await setAsideOf(tx, author.clinicId, [author.id], 1, 9)).length,
    ]);
    expect(await waiting()).toEqual([1, 1, 1]);
    expect(await server.push(author)).toMatchObject({ kind: 'stored' });
    expect(await waiting()).toEqual([0, 0, 0]);
    // Nor what an earlier program did not know, and a later one took from a copy of the disk; but another operation under the same id is.
    for (const [reason, left] of [['unknown-table', 0], ['repeated-id', 1]] as const) {
      await server.in((tx) => tx.updateTable('quarantine').set({ reason }).where('clinic_id', '=', author.clinicId).execute());
      expect(await waiting()).toEqual([left, left, left]);
    }
  });

  it('tells PCs again what the register brought back that their rows do not say', async () => {
    const server = await syncServer();
    const [pc, reader] = [await server.pc(), await server.pc()];
    expect(await reconcileDevices(server.parts, server.clinic.id)).toBe(0);
    await server.in((tx) => tx.updateTable('device').set({ status: 3 }).where('device_id', '=', pc.id).execute());
    expect(await reconcileDevices(server.parts, server.clinic.id)).toBe(1);
    expect(await reconcileDevices(server.parts, server.clinic.id)).toBe(0);
    const last = (await server.log(reader)).at(-1);
    expect([last?.table, last?.rowId, last?.columns.find(([column]) => column === tables.device.columns.status.id)?.[1]]).toEqual([tables.device.id, pc.id, 'revoked']);
  });
});
