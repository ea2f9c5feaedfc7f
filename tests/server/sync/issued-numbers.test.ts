import { describe, expect, it } from 'vitest';
import type { Contender } from '#domain/sync/conflict.ts';
import { tables } from '#domain/sync/tables.ts';
import { seen, type Pc, type Written } from './pc.ts';
import { syncServer, type SyncServer } from './support.ts';

const NUMBER = tables.patient.columns.number.id;
const PHONE = tables.patient.columns.phone.id;

const register = (server: SyncServer, pc: Pc, ...numbers: string[]): Written[] =>
  pc.write(...numbers.map((number) => ({ rowId: server.database.newId(), columns: [[NUMBER, number], [PHONE, '1']] as const })));

/** Rows that were given a number which another had, and the PCs that gave it, first the one who had it before. */
async function told(server: SyncServer): Promise<Map<unknown, string[]>> {
  const rows = await server.in((tx) => tx.selectFrom('row_state').select('cols').where('tbl', '=', tables.conflict.id).execute());
  const of = tables.conflict.columns;
  return new Map(rows.map(({ cols }) => {
    const row = JSON.parse(cols) as Record<number, unknown>;
    expect(row[of.column_id.id]).toBe(NUMBER);
    return [row[of.row_id.id], (JSON.parse(String(row[of.contenders.id])) as Contender[]).map(({ origin, opId }) => `${origin} ${opId}`)];
  }));
}

const named = (pc: Pc, { opId }: Written): string => `${pc.id} ${opId}`;

describe('a printed number', () => {
  it('that other rows are given again is told with who had it first, among new ones and after the first was changed', async () => {
    const server = await syncServer();
    const [a, b, c] = [await server.pc(), await server.pc(), await server.pc()];
    const [first] = register(server, a, 'KB7-1', 'KB7-2') as [Written, Written];
    a.write({ rowId: first.rowId, columns: [[PHONE, '2']], previous: seen(first, PHONE) });
    await server.push(a);
    const [, second] = register(server, b, 'KB7-3', 'KB7-1', 'KB7-4') as [Written, Written, Written];
    expect(await server.push(b)).toMatchObject({ kind: 'stored', fates: [{ opId: second.opId, fate: 'conflict' }] });
    const [third] = register(server, c, 'KB7-1') as [Written];
    await server.push(c);
    expect(await told(server)).toEqual(new Map([[second.rowId, [named(a, first), named(b, second)]], [third.rowId, [named(a, first), named(c, third)]]]));
  });

  it('that is given twice within one push is told as well', async () => {
    const server = await syncServer();
    const a = await server.pc();
    const [one, , other] = register(server, a, 'KB7-1', 'KB7-2', 'KB7-1') as [Written, Written, Written];
    await server.push(a);
    expect(await told(server)).toEqual(new Map([[other.rowId, [named(a, one), named(a, other)]]]));
  });

  it('stays with its row when the same push comes again, and belongs to one clinic', async () => {
    const server = await syncServer();
    const [a, b] = [await server.pc(), await server.pc(await server.database.newClinic())];
    for (const pc of [a, b]) {
      register(server, pc, 'KB7-1', 'KB7-2');
      await server.push(pc);
      expect(await server.push(pc)).toMatchObject({ kind: 'stored', fates: [] });
    }
    expect(await told(server)).toEqual(new Map());
  });
});
