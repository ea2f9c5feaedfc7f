import { isWhole, mergeInto, sameRow, type RowState } from '#domain/sync/merge.ts';
import { tableById, type SyncedTable } from '#domain/sync/tables.ts';
import { limits } from '#domain/sync/wire/limits.ts';
import { HelloAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import { allDiscarded, discardedRows, firstAside, forgetSetAside, isInDoubt, keepFates, notDiscarded, noteUndone, standingOperations, type DiscardedRow } from '#db/sync/fates.ts';
import { isReferredTo } from '#db/sync/references.ts';
import { imageOf } from '#db/sync/repair.ts';
import type { WriteDb } from '#db/door.ts';
import { deviceOf } from '#db/sync/place.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { ServerRefusal } from '../transport.ts';
import { askRows, ROWS_AT_ONCE } from './ask-state.ts';
import { keepIncident } from './row-incidents.ts';

type Fates = Infer<typeof HelloAnswer>['fates'];

/** A decision is taken by a person, and need not be heard sooner. */
const ASK_EVERY_MS = 30_000;

/** What became of operations that the server set aside: asked for while some wait, and done here as it was decided. */
export class Decisions {
  readonly #link: ServerLink;
  #asked = -Infinity;
  /** Rows that could not be undone the last time: nothing to ask for again, until more is discarded. */
  #left = 0;

  constructor(link: ServerLink) {
    this.#link = link;
  }

  async hearIfDue(signal?: AbortSignal): Promise<void> {
    const now = this.#link.parts.now();
    if (Math.abs(now - this.#asked) < ASK_EVERY_MS) return;
    this.#asked = now;
    try {
      await ask(this.#link, signal);
      if (discardedRows(this.#link.parts.store.read).length === this.#left) return;
      const left = await undoDiscarded(this.#link, signal);
      if (left === undefined) this.#asked = -Infinity;
      else this.#left = left;
    } catch (error) {
      // A server that does not answer this goes without it; the exchange matters more.
      if (!(error instanceof ServerRefusal)) throw error;
    }
  }
}

/** Asks what was discarded of what waits, and takes it out of this PC's rows. */
export async function hearDecisions(link: ServerLink, signal?: AbortSignal): Promise<void> {
  await ask(link, signal);
  await undoDiscarded(link, signal);
}

/** Nothing is asked while nothing waits. */
async function ask(link: ServerLink, signal: AbortSignal | undefined): Promise<void> {
  let from = firstAside(link.parts.store.read);
  while (from !== null) from = await askFrom(link, from, signal);
}

/** Returns from where on there is more to hear; null when this was all. */
async function askFrom(link: ServerLink, aside: number, signal: AbortSignal | undefined): Promise<number | null> {
  const { store, now } = link.parts;
  const path = `/hello?device=${deviceOf(link.place)}&now=${String(now())}&aside=${String(aside)}`;
  const { fates, letIn = [], asideNext = endOf(fates), timelines } = await link.ask(HelloAnswer, { method: 'GET', path, timeoutMs: 20_000, ...(signal ? { signal } : {}) });
  // What another life of the log says is heard once this PC has entered that.
  if (timelines.at(-1)?.id !== link.place.timelines.at(-1)?.id) return null;
  const passedOver = letIn.filter(({ seq }) => seq <= link.place.cursor);
  if (fates.length > 0 || passedOver.length > 0 || isInDoubt(store.read)) store.write(syncWrite, (tx) => {
    // Read, it would not wait any more: it came with a copy of the clinic.
    for (const { opId } of passedOver) forgetSetAside(tx, opId);
    keepFates(tx, fates);
    bringBack(tx, asideNext === null ? Infinity : asideNext - 1);
  });
  return asideNext !== null && asideNext > aside ? asideNext : null;
}

/** A server that does not say where it ended says this many at once. */
const endOf = (fates: Fates): number | null => (fates.length < limits.opsPerGroup ? null : fates.at(-1)?.dseq ?? null);

/** What a restored server does not know to be discarded stands in its rows again: somebody is to decide anew. */
function bringBack(tx: WriteDb, upTo: number): void {
  const back = notDiscarded(tx, upTo);
  if (back.length > 0) tx.receive((door) => { for (const operation of back) door.again(operation); });
}

type NamedRow = DiscardedRow & { readonly name: SyncedTable };

/**
 * Makes rows of which something was discarded what the server has, with all that is here of them besides: what this PC has
 * not sent or what still waits, and what came while the server answered. A row that nobody else ever had goes. All in one
 * transaction, as they were written. Returns how many rows could not be undone; undefined if there is more to read first.
 */
async function undoDiscarded(link: ServerLink, signal?: AbortSignal): Promise<number | undefined> {
  const { store } = link.parts;
  const rows = discardedRows(store.read).flatMap((row): NamedRow[] => {
    const name = tableById(row.table);
    return name === undefined ? [] : [{ ...row, name }];
  });
  if (rows.length === 0) return 0;
  const { theirs, places } = await askForRows(link, rows, signal);
  return store.write(syncWrite, (tx) => {
    // What of a row came into the log since this PC last read in it would be in the row, and its operation not here: if the server
    // went back to before that, nobody could hand it in.
    if (places.some((seq) => seq !== link.place.cursor)) return undefined;
    const gone = allDiscarded(tx);
    let left: readonly (readonly [NamedRow, NotDone | 'undone'])[] = rows.map((row) => [row, 'undone']);
    // A row goes once nothing belongs to it any more.
    for (let before = Infinity; left.length < before;) {
      before = left.length;
      left = left.map(([row]) => [row, undo(link, tx, row, { server: theirs.get(keyOf(row)), gone })] as const).filter(([, done]) => done !== 'undone');
    }
    for (const [{ name, rowId }, why] of left) keepIncident(link, tx, why, { table: name, row: rowId });
    return left.length;
  });
}

const keyOf = ({ name, rowId }: Pick<NamedRow, 'name' | 'rowId'>): string => `${name} ${rowId}`;

/** Rows as they stand at the server, and at which places of its log they were read. */
interface Theirs {
  readonly theirs: ReadonlyMap<string, RowState>;
  readonly places: readonly number[];
}

async function askForRows(link: ServerLink, rows: readonly NamedRow[], signal: AbortSignal | undefined): Promise<Theirs> {
  const found = new Map<string, RowState>();
  const places: number[] = [];
  for (const name of new Set(rows.map((row) => row.name))) {
    const ids = rows.filter((row) => row.name === name).map(({ rowId }) => rowId);
    for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
      const { seq, rows: there } = await askRows(link, name, ids.slice(at, at + ROWS_AT_ONCE), signal);
      places.push(seq);
      for (const [rowId, row] of there) found.set(keyOf({ name, rowId }), row);
    }
  }
  return { theirs: found, places };
}

/** Why a row stays as it was written: other entries belong to it, or this program does not know all that belongs into it. */
type NotDone = 'discard-kept' | 'discard-unfit';

interface Undoing {
  readonly server: RowState | undefined;
  /** What was discarded, of whatever row. */
  readonly gone: ReadonlySet<string>;
}

function undo(link: ServerLink, tx: WriteDb, row: NamedRow, { server, gone }: Undoing): NotDone | 'undone' {
  const { name, rowId } = row;
  const here = imageOf(tx, name, rowId);
  const target = standingOperations(tx, row, gone).reduce<RowState | undefined>((state, operation) => mergeInto(state, operation).row, server);
  const isChanged = here === undefined || target === undefined ? here !== target : !sameRow(here, target);
  const notDone = isChanged ? make(tx, name, rowId, target) : undefined;
  if (notDone) return notDone;
  noteUndone(tx, row);
  if (isChanged) keepIncident(link, tx, 'discarded', { table: name, row: rowId, here: here ?? null, server: target ?? null });
  return 'undone';
}

function make(tx: WriteDb, name: SyncedTable, rowId: string, target: RowState | undefined): NotDone | undefined {
  // Without its insert, of which something was written since.
  if (target !== undefined && !isWhole(target)) return 'discard-kept';
  if (target !== undefined) return tx.receive((door) => door.replace(name, rowId, target)) ? undefined : 'discard-unfit';
  if (isReferredTo(tx, name, rowId)) return 'discard-kept';
  tx.receive((door) => { door.remove(name, rowId); });
  return undefined;
}
