import type { WriteDb } from '#db/door.ts';
import { openConflict } from '#db/queries/conflicts.ts';
import { questionOf, type PutAway } from '#db/queries/still-asked.ts';

interface Line { readonly id: string; readonly removed: 0 | 1 }

/** Tables whose lines are taken out by `removed`. */
export type Listed = Exclude<PutAway, 'patient'>;

/** Takes a line out, or puts it back. Of a line of which somebody had to decide whether it is out, this decides it. */
export function setRemoved(tx: WriteDb, table: Listed, { id, removed }: Line, wanted: boolean): void {
  const value = wanted ? 1 : 0;
  const question = removed === 1 ? questionOf(tx, table, id) : undefined;
  const conflict = question && openConflict(tx, question.id);
  if (conflict) tx.resolve(table, id, 'removed', value, conflict.contenders.map(({ version }) => version));
  else tx.update(table, id, { removed: value });
}
