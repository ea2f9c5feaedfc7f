import type { WriteDb } from '../door.ts';
import { BESIDE, notesOf, placeOf, type AnswerNote, type WaitingRow } from '../notes-text.ts';
import type { ReadDb } from '../read.ts';

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
  if (row) return { endpoint: row.endpoint, answer: JSON.parse(row.answer) as unknown, toTell: row.to_tell === 1 };
  const note = waitingAnswers(db).find((each) => each.id === id);
  return note && { endpoint: note.endpoint, answer: JSON.parse(note.answer) as unknown, toTell: note.toTell };
}

/** The last place that is taken; the answers of all commands made until now stand there or before it. */
export function lastPlace(db: ReadDb): number {
  const { place } = db.statement('SELECT max(place) AS place FROM command').get() as { place: number | null };
  return Math.max(place ?? -1, ...waitingAnswers(db).map(({ id }) => placeOf(id)));
}

/** Answers that have not moved to their table yet (commit-notes.ts). */
const waitingAnswers = (db: ReadDb): AnswerNote[] =>
  (db.statement('SELECT * FROM waiting_notes').all() as WaitingRow[]).flatMap((row) => notesOf(row).answer ?? []);

/** Forgets answers nobody will ask for again: a retry comes within minutes. */
export function forgetAnswersBefore(tx: WriteDb, at: number): void {
  tx.statement('DELETE FROM command WHERE at < ?').run(at);
}
