import { describe, expect, it } from 'vitest';
import type { Contender } from '#domain/sync/conflict.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import { settleConflicts } from '#server/sync/settle-conflicts.ts';
import { seen, type Pc, type Written } from './pc.ts';
import { syncServer, type SyncServer } from './support.ts';

const SEX = tables.patient.columns.sex.id;
const PHONE = tables.patient.columns.phone.id;
const DAY = 86_400_000;

interface Meeting { server: SyncServer; a: Pc; b: Pc; rowId: string; made: Written }

/** A patient that two PCs know. */
async function meeting(): Promise<Meeting> {
  const server = await syncServer();
  const [a, b] = [await server.pc(), await server.pc()];
  const rowId = server.database.newId();
  const [made] = a.write({ rowId, columns: [[SEX, 'unknown'], [PHONE, '1']] });
  await server.push(a);
  if (!made) throw new Error('nothing written');
  return { server, a, b, rowId, made };
}

const change = (pc: Pc, rowId: string, column: number, value: string, ...saw: Written[]): Written => {
  pc.nowMs += 1000;
  const [written] = pc.write({ rowId, kind: OperationKind.set, columns: [[column, value]], previous: saw.flatMap((one) => seen(one, column)) });
  if (!written) throw new Error('nothing written');
  return written;
};

/** The rows of the table `conflict` as a PC gets them, newest word for each. */
async function shown(server: SyncServer): Promise<{ status: unknown; severity: unknown; values: unknown[]; origins: string[]; patient: unknown }[]> {
  const rows = await server.in((tx) => tx.selectFrom('row_state').select('cols').where('tbl', '=', tables.conflict.id).orderBy('row_id').execute());
  const of = tables.conflict.columns;
  return rows.map(({ cols }) => {
    const row = JSON.parse(cols) as Record<number, unknown>;
    const contenders = JSON.parse(String(row[of.contenders.id])) as Contender[];
    return {
      status: row[of.status.id], severity: row[of.severity.id], values: contenders.map(({ value }) => value), origins: contenders.map(({ origin }) => origin),
      patient: row[of.patient_id.id],
    };
  });
}

describe('conflicts', () => {
  it('opens one when two writes did not know of each other, names both authors, and tells every PC', async () => {
    const { server, a, b, rowId, made } = await meeting();
    change(a, rowId, SEX, 'female', made);
    change(b, rowId, SEX, 'male', made);
    expect(await server.push(a, 2)).toMatchObject({ fates: [] });
    expect(await server.push(b)).toMatchObject({ fates: [{ dseq: 1, fate: 'conflict' }] });
    expect(await shown(server)).toEqual([{ status: 'open', severity: 2, values: ['female', 'male'], origins: [a.id, b.id], patient: rowId }]);
    expect((await server.log(a)).filter(({ table }) => table === tables.conflict.id)).toHaveLength(1);
  });

  it('does not open one for equal values or for a write that had seen the other', async () => {
    const { server, a, b, rowId, made } = await meeting();
    const first = change(a, rowId, PHONE, '2', made);
    await server.push(a, 2);
    change(b, rowId, PHONE, '2', made);
    change(b, rowId, PHONE, '3', first, b.stream[0] as Written);
    await server.push(b);
    expect(await shown(server)).toEqual([]);
  });

  it('extends an open one with each further value, each listed once', async () => {
    const { server, a, b, rowId, made } = await meeting();
    const c = await server.pc();
    change(a, rowId, SEX, 'female', made);
    change(b, rowId, SEX, 'male', made);
    change(c, rowId, SEX, 'other', made);
    for (const [pc, from] of [[a, 2], [b, 1], [c, 1]] as const) await server.push(pc, from);
    expect(await shown(server)).toMatchObject([{ status: 'open', values: ['female', 'male', 'other'], origins: [a.id, b.id, c.id] }]);
  });

  it('closes when a resolution has seen every value, and stays when it missed one', async () => {
    const { server, a, b, rowId, made } = await meeting();
    const c = await server.pc();
    const [female, male] = [change(a, rowId, SEX, 'female', made), change(b, rowId, SEX, 'male', made)];
    await server.push(a, 2);
    await server.push(b);
    const other = change(c, rowId, SEX, 'other', made);
    await server.push(c);
    const resolve = (...saw: Written[]): void => {
      a.nowMs += 10_000;
      a.write({ rowId, kind: OperationKind.resolve, columns: [[SEX, 'female']], previous: saw.flatMap((one) => seen(one, SEX)) });
    };
    resolve(female, male);
    await server.push(a, 3);
    const [still] = await shown(server);
    expect(still).toMatchObject({ status: 'open', values: ['female', 'male', 'other', 'female'] });
    resolve(female, male, other, a.stream[2] as Written);
    expect(await server.push(a, 4)).toMatchObject({ fates: [] });
    expect(await shown(server)).toMatchObject([{ status: 'resolved' }]);
    change(b, rowId, SEX, 'male', a.stream[3] as Written);
    expect(await server.push(b, 2)).toMatchObject({ fates: [] });
  });

  it('settles one and opens the next of the same cell in one batch', async () => {
    const { server, a, b, rowId, made } = await meeting();
    const [female, male] = [change(a, rowId, SEX, 'female', made), change(b, rowId, SEX, 'male', made)];
    await server.push(a, 2);
    await server.push(b);
    a.nowMs += 10_000;
    a.write({ rowId, kind: OperationKind.resolve, columns: [[SEX, 'female']], previous: [...seen(female, SEX), ...seen(male, SEX)] });
    change(a, rowId, SEX, 'unknown', made);
    expect(await server.push(a, 3)).toMatchObject({ kind: 'stored', fates: [{ dseq: 4, fate: 'conflict' }] });
    expect((await shown(server)).map(({ status, values }) => [status, values])).toEqual([['resolved', ['female', 'male']], ['open', ['female', 'unknown']]]);
  });

  it('settles minor ones after 90 days and leaves those a person must decide', async () => {
    const { server, a, b, rowId, made } = await meeting();
    for (const column of [SEX, PHONE]) {
      change(a, rowId, column, 'x', made);
      change(b, rowId, column, 'y', made);
    }
    await server.push(a, 2);
    await server.push(b);
    server.clock.now += 89 * DAY;
    expect(await settleConflicts(server.parts, server.clinic.id)).toBe(0);
    server.clock.now += 2 * DAY;
    expect(await settleConflicts(server.parts, server.clinic.id)).toBe(1);
    expect((await shown(server)).map(({ status, severity }) => [severity, status]).sort()).toEqual([[1, 'settled'], [2, 'open']]);
    expect(await settleConflicts(server.parts, server.clinic.id)).toBe(0);
  });

  it('settles those of a queue two days later', async () => {
    const { server, a, b } = await meeting();
    const rowId = server.database.newId();
    const status = tables.token.columns.status.id;
    const [made] = a.write({ table: tables.token.id, rowId, columns: [[status, 'waiting']] });
    for (const [pc, value] of [[a, 'called'], [b, 'cancelled']] as const) {
      pc.nowMs += 1000;
      pc.write({ table: tables.token.id, rowId, kind: OperationKind.set, columns: [[status, value]], previous: made ? seen(made, status) : [] });
    }
    await server.push(a, 2);
    await server.push(b);
    expect(await shown(server)).toMatchObject([{ status: 'open', severity: 1 }]);
    server.clock.now += 2 * DAY + 1;
    expect(await settleConflicts(server.parts, server.clinic.id)).toBe(1);
  });
});
