import { sharedWith } from '#domain/sync/from-copy.ts';
import type { RowState } from '#domain/sync/merge.ts';
import type { SyncedTable } from '#domain/sync/tables.ts';
import { limits } from '#domain/sync/wire/limits.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { ContributeAnswer, WIRE_VERSION } from '#domain/sync/wire/messages.ts';
import { pack } from '#domain/sync/wire/pack.ts';
import { arrivalOf, placesOfCopies } from '#db/sync/arrival.ts';
import { lackingOf, offeredOf } from '#db/sync/copy-rows.ts';
import type { ReadDb } from '#db/read.ts';
import type { ServerLink } from '../link.ts';
import { ServerRefusal } from '../transport.ts';

/** What is kept until it is sent; the rest is found again by the next look. */
const MOST_OPERATIONS = 5_000;
/** Of one message. */
const AT_ONCE = { operations: 500, bytes: limits.messageBytes / 4 } as const;

export interface LackingRow {
  readonly name: SyncedTable;
  readonly rowId: string;
  readonly operations: readonly LoggedOperation[];
  readonly theirs?: RowState;
}

/**
 * Rows that came to this PC with a copy of the clinic and that a restored server lacks, or has older: nobody may have the
 * operations behind them any more, so they are handed in as operations made from the rows (sync design 2.16).
 */
export class RowsToHandIn {
  readonly #link: ServerLink;
  /** Up to here the log is that of every copy. Undefined: the server lacks nothing of them. */
  readonly #shared: number | undefined;
  readonly #rows: LackingRow[] = [];
  #operations = 0;

  constructor(link: ServerLink) {
    this.#link = link;
    const arrival = arrivalOf(link.parts.store.read);
    const isHere = arrival?.stage === 'here' || arrival?.stage === 'older';
    const shared = isHere ? placesOfCopies(arrival).flatMap((copy) => sharedWith(copy, link.place.timelines) ?? []) : [];
    this.#shared = shared.length === 0 ? undefined : Math.min(...shared);
  }

  /** Whether the server may lack anything of the copies. */
  get isWanted(): boolean {
    return this.#shared !== undefined;
  }

  /** Whether it is time to send. */
  get isFull(): boolean {
    return this.#operations >= MOST_OPERATIONS;
  }

  /** Adds what the server may not have heard of in a row that differs, for whatever reason. */
  offer(db: ReadDb, name: SyncedTable, rowId: string, theirs: RowState | undefined): void {
    const operations = this.#shared === undefined ? [] : offeredOf(db, { name, rowId, theirs });
    if (operations.length === 0) return;
    this.#rows.push({ name, rowId, operations, ...(theirs ? { theirs } : {}) });
    this.#operations += operations.length;
  }

  /** Whether the row differs in nothing but what the server lacks of it. It is then handed in, now or after another look. */
  take(db: ReadDb, name: SyncedTable, rowId: string, theirs?: RowState): boolean {
    const operations = this.#shared === undefined ? undefined : lackingOf(db, { name, rowId, theirs, shared: this.#shared });
    if (!operations) return false;
    if (this.#operations < MOST_OPERATIONS) {
      this.#rows.push({ name, rowId, operations });
      this.#operations += operations.length;
    }
    return true;
  }

  /** Returns how many operations the server took. `refused` hears of rows it took nothing of. */
  async send(refused: (name: SyncedTable, rowIds: string[]) => void, signal: AbortSignal | undefined): Promise<number> {
    return this.#sendAll('sync-copy-handed-in', undefined, signal, (rows, taken) => {
      if ((taken ?? 0) > 0) return;
      for (const [name, list] of Map.groupBy(rows, (row) => row.name)) refused(name, list.map(({ rowId }) => rowId));
    });
  }

  /** Sends what was offered. `closed` hears of rows that the server takes nothing of now, and has differently. */
  async sendOffered(closed: (row: LackingRow & { readonly theirs: RowState }) => void, signal: AbortSignal | undefined): Promise<void> {
    await this.#sendAll('sync-copy-offered', this.#shared, signal, (rows, taken) => {
      if (taken === undefined) for (const { theirs, ...row } of rows) if (theirs) closed({ ...row, theirs });
    });
  }

  /** Sends all rows, a message at a time; `answered` hears of each how many operations the server took, undefined where it takes none in now. */
  async #sendAll(event: string, shared: number | undefined, signal: AbortSignal | undefined, answered: (rows: readonly LackingRow[], taken: number | undefined) => void): Promise<number> {
    const all = this.#rows.splice(0);
    this.#operations = 0;
    let total = 0;
    for (const rows of inMessages(all)) {
      const taken = await this.#contribute(rows.flatMap(({ operations }) => operations), signal, shared);
      total += taken ?? 0;
      answered(rows, taken);
    }
    if (total > 0) this.#link.parts.log.warn(event, { rows: all.length, taken: total });
    return total;
  }

  /** How many it took; undefined when it takes none in now. */
  async #contribute(operations: readonly LoggedOperation[], signal: AbortSignal | undefined, shared?: number): Promise<number | undefined> {
    const timeline = this.#link.place.timelines.at(-1)?.id ?? '';
    try {
      const { taken } = await this.#link.ask(ContributeAnswer, {
        method: 'POST', path: '/contribute', body: { v: WIRE_VERSION, timeline, packed: pack(operations), ...(shared === undefined ? {} : { shared }) }, timeoutMs: 60_000, ...(signal ? { signal } : {}),
      });
      return taken;
    } catch (error) {
      if (error instanceof ServerRefusal && error.code === 'contribution-closed') return undefined;
      throw error;
    }
  }
}

/** A row is never divided. */
function inMessages(rows: readonly LackingRow[]): LackingRow[][] {
  const messages: LackingRow[][] = [];
  let [operations, bytes] = [Infinity, 0];
  for (const row of rows) {
    const size = JSON.stringify(row.operations).length;
    if (operations + row.operations.length > AT_ONCE.operations || bytes + size > AT_ONCE.bytes) {
      messages.push([]);
      [operations, bytes] = [0, 0];
    }
    messages.at(-1)?.push(row);
    operations += row.operations.length;
    bytes += size;
  }
  return messages;
}
