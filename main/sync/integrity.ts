import { plus, sumText, ZERO } from '#domain/sync/row-sum.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { Done, type IncidentReport, type Infer } from '#domain/sync/wire/messages.ts';
import { noteCheck } from '#db/queries/integrity.ts';
import { arrivalOf } from '#db/sync/arrival.ts';
import { incidentTime, noteIncident } from '#db/sync/incidents.ts';
import type { ReadDb } from '#db/read.ts';
import { isInStep, standingOf } from './in-step.ts';
import { isDamaged, mendUnreadable } from './fresh-copy.ts';
import { syncWrite, type ServerLink } from './link.ts';
import { askSums } from './steps/ask-state.ts';
import { hearDecisions } from './steps/discarded.ts';
import { RowsToHandIn } from './steps/hand-in-rows.ts';
import { OtherTimeline } from './steps/outcome.ts';
import { noteOnlyHere, repairTable, type Repaired } from './steps/repair-table.ts';
import { sumInTurns } from './steps/sum-in-turns.ts';

export interface Checked {
  readonly tables: number;
  readonly different: number;
  /** Rows that were made what the server says. */
  readonly repaired: number;
  /** Tables that still differ, because others wrote while they were being repaired. */
  readonly unfinished: readonly SyncedTable[];
  /** Operations made from rows of a copy that the server lacked: once they have come back, tables are to be compared again. */
  readonly handedIn: number;
}

const NOTHING: Checked = { tables: 0, different: 0, repaired: 0, unfinished: [], handedIn: 0 };

/**
 * Compares the sums of every table with the server's, each computed from own rows, and repairs rows that differ (sync
 * design 2.19). Only at the same place of the log, with nothing unsent, do sums say something: no tables are compared
 * otherwise. A difference is an incident, not housekeeping: it is kept with both images, and told to the server. A table
 * that cannot be read is made anew from the logs, and a copy of the clinic is to bring what they do not tell.
 */
export async function checkIntegrity(link: ServerLink, signal?: AbortSignal): Promise<Checked> {
  try {
    return await compare(link, signal);
  } catch (error) {
    if (error instanceof OtherTimeline) return NOTHING;
    if (!isDamaged(error)) throw error;
    const mended = await mendUnreadable(link.parts, link);
    return { ...NOTHING, different: mended.length };
  }
}

async function compare(link: ServerLink, signal: AbortSignal | undefined): Promise<Checked> {
  const { store, now } = link.parts;
  const arrival = arrivalOf(store.read);
  if (arrival && arrival.stage !== 'here') return NOTHING;
  await hearDecisions(link, signal);
  const standing = standingOf(link);
  const servers = await askSums(link, undefined, signal);
  const waiting = new Set((store.read.statement('SELECT DISTINCT tbl FROM deferred_operation').all() as { tbl: number }[]).map(({ tbl }) => tbl));
  const different: SyncedTable[] = [];
  let compared = 0;
  for (const name of Object.keys(tables) as SyncedTable[]) {
    if (waiting.has(tables[name].id)) continue;
    const mine = await sumOf(store.read, name);
    if (!isInStep(link, servers.seq, standing)) return NOTHING;
    const theirs = servers.sums.find(({ table }) => table === tables[name].id) ?? { rows: 0, sum: sumText(ZERO) };
    compared += 1;
    if (mine.rows !== theirs.rows || mine.sum !== theirs.sum) different.push(name);
  }
  let repaired = 0;
  const unfinished: SyncedTable[] = [];
  const lacking = new RowsToHandIn(link);
  let agreeing = 0;
  for (const name of different) {
    const settled = await settle(link, name, lacking, signal);
    if (settled.isAside) agreeing += 1;
    repaired += settled.repaired.length;
    if (settled.cut) unfinished.push(name);
  }
  // After all tables: the server's log goes on with it, and two that stand at different places cannot be compared.
  const handedIn = await lacking.send((name, rowIds) => { noteOnlyHere(link, name, rowIds); }, signal);
  store.write(syncWrite, (tx) => { noteCheck(tx, { at: now(), tables: compared, different: different.length - agreeing }); });
  return { tables: compared, different: different.length - agreeing, repaired, unfinished, handedIn };
}

async function sumOf(db: ReadDb, name: SyncedTable): Promise<{ rows: number; sum: string }> {
  const { rows, buckets } = await sumInTurns(db, name);
  return { rows, sum: sumText(buckets.reduce(plus, ZERO)) };
}

/** Repairs what it can of a table that differs, and tells the manager and the server of it. What was set aside they know of. */
async function settle(link: ServerLink, name: SyncedTable, lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<Repaired> {
  const { store, newId, now, log } = link.parts;
  const found = { kind: 'sum-mismatch', table: tables[name].id, bucket: null, rows: [], seq: link.place.cursor } satisfies Incident;
  let done: Repaired | undefined;
  try {
    done = await repairTable(link, name, lacking, signal);
    if (done.isAside) return done;
  } finally {
    // Also when the line broke in the middle of it.
    if (!done?.isAside) {
      store.write(syncWrite, (tx) => { noteIncident(tx, { id: newId(), at: incidentTime(tx, now()), kind: 'sum-mismatch', detail: name }); });
      log.warn('sync-sum-mismatch', { table: name });
    }
  }
  await tell(link, found);
  // The server takes a hundred ids at a time, and the first hundred say enough of what went wrong.
  if (done.repaired.length > 0) await tell(link, { ...found, kind: 'row-repaired', rows: done.repaired.slice(0, 100) });
  return done;
}

type Incident = Infer<typeof IncidentReport>;

const tell = (link: ServerLink, body: Incident): Promise<unknown> => link.ask(Done, { method: 'POST', path: '/incidents', body, timeoutMs: 15_000 });
