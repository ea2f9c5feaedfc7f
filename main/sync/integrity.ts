import { plus, sumText, ZERO } from '#domain/sync/row-sum.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { Done, SumsAnswer } from '#domain/sync/wire/messages.ts';
import { sumTable } from '#db/sync/table-sums.ts';
import type { ReadDb } from '#db/read.ts';
import { syncWrite, type ServerLink } from './link.ts';

export interface Checked {
  readonly tables: number;
  readonly different: number;
  readonly repaired: number;
}

/**
 * Compares the sums of every table with the server's, each computed from own rows (sync design 2.19). Only at the
 * same place of the log and with nothing unsent do they say something. A difference is an incident, not housekeeping.
 */
export async function checkIntegrity(link: ServerLink): Promise<Checked> {
  const { store } = link.parts;
  const servers = await link.ask(SumsAnswer, { method: 'GET', path: '/sums', timeoutMs: 60_000 });
  const waiting = new Set((store.read.statement('SELECT DISTINCT tbl FROM deferred_operation').all() as { tbl: number }[]).map(({ tbl }) => tbl));
  const different: SyncedTable[] = [];
  let compared = 0;
  for (const name of Object.keys(tables) as SyncedTable[]) {
    if (waiting.has(tables[name].id)) continue;
    const mine = await sumOf(store.read, name);
    if (link.place.cursor !== servers.seq) return { tables: 0, different: 0, repaired: 0 };
    const theirs = servers.sums.find(({ table }) => table === tables[name].id) ?? { rows: 0, sum: sumText(ZERO) };
    compared += 1;
    if (mine.rows !== theirs.rows || mine.sum !== theirs.sum) different.push(name);
  }
  for (const name of different) await report(link, name, servers.seq);
  return { tables: compared, different: different.length, repaired: 0 };
}

async function sumOf(db: ReadDb, name: SyncedTable): Promise<{ rows: number; sum: string }> {
  const walk = sumTable(db, name);
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) return { rows: step.value.rows, sum: sumText(step.value.buckets.reduce(plus, ZERO)) };
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

async function report(link: ServerLink, name: SyncedTable, seq: number): Promise<void> {
  const { store, newId, now } = link.parts;
  store.write(syncWrite, (tx) => {
    tx.statement('INSERT INTO sync_incident (id, at, kind, detail) VALUES (?, ?, ?, ?)').run(newId(), new Date(now()).toISOString(), 'sum-mismatch', name);
    tx.areas.add('sync');
  });
  await link.ask(Done, { method: 'POST', path: '/incidents', body: { kind: 'sum-mismatch', table: tables[name].id, bucket: null, rows: [], seq }, timeoutMs: 15_000 });
}
