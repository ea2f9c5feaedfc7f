import { sql } from 'kysely';
import { packText } from '#domain/sync/wire/pack-text.ts';
import type { Database } from '../db/database.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { readPage } from './log-page.ts';
import { sentRow, STORED } from './log-rows.ts';

/** Which page of a clinic's log: what follows a place, about `limit` operations of it. */
export interface PageWanted {
  readonly clinicId: string;
  readonly timeline: string;
  readonly after: number;
  readonly limit: number;
}

/** A page of the log as it is sent. */
export interface LogPage {
  /** The JSON of its operations. */
  readonly packedText: string;
  /** When each was stored, as steps in microseconds. */
  readonly stored: readonly number[];
  readonly operations: number;
  /** The last place on it. */
  readonly next: number;
  /** What stands at that place: by it a page is known to be of the log as it is now. */
  readonly last: { readonly opId: string; readonly stored: number };
}

interface Kept {
  readonly page: LogPage;
  readonly limit: number;
  /** More followed when it was made. */
  readonly isFull: boolean;
}

/** Characters of all pages kept. */
const KEPT = 8 * 1024 * 1024;

/** Pages that are made before anybody asks for them, at a time: each takes a connection from those who did ask. */
const MOST_AHEAD = 2;

/** Reads the log after a place up to `head`; undefined where it ends there. */
export async function makePage(tx: ClinicTx, { clinicId, after, limit }: PageWanted, head: number): Promise<LogPage | undefined> {
  const rows = await readPage(tx, clinicId, after, head, limit);
  const last = rows.at(-1);
  if (!last) return undefined;
  const stored = rows.map((row, i) => (row.stored ?? 0) - (rows[i - 1]?.stored ?? 0));
  return { packedText: packText(rows.map(sentRow)), stored, operations: rows.length, next: last.seq, last: { opId: last.op_id, stored: last.stored ?? 0 } };
}

/** What stands at a place of the log now. */
export async function standsAt(tx: ClinicTx, clinicId: string, seq: number): Promise<LogPage['last'] | undefined> {
  const { rows } = await sql<{ op_id: string; stored: number }>`SELECT op_id, ${STORED} AS stored FROM op_log WHERE clinic_id = ${clinicId} AND seq = ${seq}`.execute(tx);
  return rows[0] && { opId: rows[0].op_id, stored: rows[0].stored };
}

/**
 * Pages that were made, and those that are made while a PC applies the one before. Nobody changes what the log holds
 * within a timeline, so that a page serves every PC that comes to its place; whoever takes one sees first that the
 * log was not put back under it.
 */
export class PagesMade {
  readonly #kept = new Map<string, Kept>();
  readonly #coming = new Map<string, Promise<void>>();
  readonly #database: Database;
  readonly #mostAhead: number;
  #characters = 0;

  constructor(database: Database, mostAhead: number = MOST_AHEAD) {
    this.#database = database;
    this.#mostAhead = mostAhead;
  }

  /** Resolves when this page is not on its way any more; at once if it never was. */
  async made(wanted: PageWanted): Promise<void> {
    await this.#coming.get(keyOf(wanted));
  }

  /** A page that answers who wants this one while the log ends at `head`, if one is kept. */
  find(wanted: PageWanted, head: number): LogPage | undefined {
    const kept = this.#kept.get(keyOf(wanted));
    if (!kept) return undefined;
    const { page, isFull } = kept;
    return (isFull ? page.next <= head && isAlike(kept, wanted) : page.next === head && page.operations <= wanted.limit) ? page : undefined;
  }

  keep(wanted: PageWanted, page: LogPage, head: number): void {
    const key = keyOf(wanted);
    this.#drop(key);
    this.#kept.set(key, { page, limit: wanted.limit, isFull: page.next < head });
    this.#characters += page.packedText.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#characters <= KEPT) break;
      this.#drop(oldest);
    }
  }

  /** Makes a page in the background that will probably be asked for next. */
  prepare(wanted: PageWanted): void {
    const key = keyOf(wanted);
    if (this.#coming.size >= this.#mostAhead || this.#coming.has(key) || isAlike(this.#kept.get(key), wanted)) return;
    const made = this.#make(wanted).catch(() => {
      // Whoever asks for it has it made, and is told what is wrong.
    }).finally(() => { this.#coming.delete(key); });
    this.#coming.set(key, made);
  }

  async #make(wanted: PageWanted): Promise<void> {
    await inClinic(this.#database, wanted.clinicId, async (tx) => {
      const clinic = await tx.selectFrom('clinic_cursor').select(['last_seq', 'timeline']).where('clinic_id', '=', wanted.clinicId).executeTakeFirst();
      if (clinic?.timeline !== wanted.timeline) return;
      const page = await makePage(tx, wanted, clinic.last_seq);
      if (page) this.keep(wanted, page, clinic.last_seq);
    });
  }

  #drop(key: string): void {
    this.#characters -= this.#kept.get(key)?.page.packedText.length ?? 0;
    this.#kept.delete(key);
  }
}

/** Whether it is about as long as what is wanted, and no longer. */
const isAlike = (kept: Kept | undefined, { limit }: PageWanted): boolean => kept?.isFull === true && kept.limit <= limit && kept.limit >= limit / 2;

const keyOf = ({ clinicId, timeline, after }: PageWanted): string => `${clinicId}/${timeline}/${String(after)}`;
