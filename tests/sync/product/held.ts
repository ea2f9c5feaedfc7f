import { allForeignOperations } from '#db/sync/foreign-log.ts';
import type { Execution } from './context.ts';
import type { Pc } from './pc.ts';

const idsIn = (rows: unknown[]): string[] => (rows as { op_id: string }[]).map(({ op_id }) => op_id);

/** Every operation that a PC holds, its own and others'. */
export const heldBy = ({ store }: Pc): Set<string> =>
  new Set([...idsIn(store.read.statement('SELECT op_id FROM operation').all()), ...[...allForeignOperations(store.read)].flat().map(({ opId }) => opId)]);

/** Every operation that the server holds, in its log or aside. */
export async function heldByServer({ server }: Execution): Promise<Set<string>> {
  if (server.clinicId === '') return new Set();
  return server.in(async (tx) => new Set(idsIn([
    ...await tx.selectFrom('op_log').select('op_id').execute(), ...await tx.selectFrom('quarantine').select('op_id').execute(),
  ])));
}

/** Notes the operations whose last copy goes with a change: nothing can bring these back. */
export async function destroying(execution: Execution, atRisk: ReadonlySet<string>, change: () => void | Promise<void>): Promise<void> {
  await change();
  const known = [...atRisk].filter((id) => execution.truth.has(id));
  if (known.length === 0) return;
  const held = [await heldByServer(execution), new Set(execution.newer?.opIds), ...[...execution.pcs.values()].map(heldBy)];
  for (const id of known) if (!held.some((ids) => ids.has(id))) execution.destroyed.add(id);
}
