import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** A UUID names its place in 53 bits, the most a JavaScript number holds: the 48 of its time if it has one, and 5 more. */
const MORE = 32;
/** Ids that share a place stand in the ones behind it. */
const BESIDE = 65_536;

/**
 * Where the answer of a command is kept, if the place is free. Ids are made in the order of time (UUIDv7), so new
 * answers stand at the end, together on one page, and are found without an index.
 */
export function placeOf(id: string): number {
  const place = parseInt(id.slice(0, 8) + id.slice(9, 13), 16) * MORE + parseInt(id.slice(15, 18), 16) % MORE;
  return Number.isSafeInteger(place) ? place : 0;
}

export interface KeptAnswer {
  readonly endpoint: string;
  readonly answer: unknown;
  /** What is kept is not the answer itself: its handler tells it from that. */
  readonly toTell: boolean;
}

/** What is kept of a command, by its id. */
export function findAnswer(db: ReadDb, id: string): KeptAnswer | undefined {
  const place = placeOf(id);
  const row = db.statement('SELECT endpoint, answer, to_tell FROM command WHERE place >= ? AND place < ? AND id = ?').get(place, place + BESIDE, id) as
    { endpoint: string; answer: string; to_tell: 0 | 1 } | undefined;
  return row && { endpoint: row.endpoint, answer: JSON.parse(row.answer) as unknown, toTell: row.to_tell === 1 };
}

/** The last place that is taken; the answers of all commands made until now stand there or before it. */
export const lastPlace = (db: ReadDb): number =>
  (db.statement('SELECT max(place) AS place FROM command').get() as { place: number | null }).place ?? -1;

/** Keeps a command's answer, in the transaction of the command itself. Throws if the command has one. */
export function keepAnswer(tx: WriteDb, kept: Omit<KeptAnswer, 'toTell'> & { readonly id: string; readonly at: number; readonly toTell?: boolean }): void {
  const first = placeOf(kept.id);
  const insert = tx.statement('INSERT INTO command (place, id, endpoint, answer, at, to_tell) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const answer = JSON.stringify(kept.answer ?? null);
  for (let place = first; place < first + BESIDE; place += 1) {
    if (insert.run(place, kept.id, kept.endpoint, answer, kept.at, kept.toTell === true ? 1 : 0).changes > 0) return;
    if (findAnswer(tx, kept.id)) break;
  }
  throw new Error('this command has an answer');
}

/** Forgets answers nobody will ask for again: a retry comes within minutes. */
export function forgetAnswersBefore(tx: WriteDb, at: number): void {
  tx.statement('DELETE FROM command WHERE at < ?').run(at);
}
