import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** The stored answer of a command, by its id. */
export function findAnswer(db: ReadDb, id: string): { endpoint: string; answer: unknown } | undefined {
  const row = db.statement('SELECT endpoint, answer FROM command WHERE id = ?').get(id) as { endpoint: string; answer: string } | undefined;
  return row && { endpoint: row.endpoint, answer: JSON.parse(row.answer) as unknown };
}

/** Ids of the commands that have an answer, at most `limit`. */
export const listAnswered = (db: ReadDb, limit: number): string[] =>
  (db.statement('SELECT id FROM command LIMIT ?').all(limit) as { id: string }[]).map(({ id }) => id);

/** Keeps a command's answer, in the transaction of the command itself. */
export function keepAnswer(tx: WriteDb, kept: { id: string; endpoint: string; answer: unknown; at: number }): void {
  tx.statement('INSERT INTO command (id, endpoint, answer, at) VALUES (?, ?, ?, ?)')
    .run(kept.id, kept.endpoint, JSON.stringify(kept.answer ?? null), kept.at);
}

/** Forgets answers nobody will ask for again: a retry comes within minutes. */
export function forgetAnswersBefore(tx: WriteDb, at: number): void {
  tx.statement('DELETE FROM command WHERE at < ?').run(at);
}
