import { DeviceStatus } from '#server/db/schema.ts';
import { changeStatus } from '#server/sync/devices.ts';
import { neededRows } from '#server/sync/needed-rows.ts';
import { admit, discard } from '#server/sync/quarantine.ts';
import { SyncRefusal } from '#server/sync/refusal.ts';
import type { Random } from '../random.ts';
import type { ServerChore, Step } from '../step.ts';
import { copyClinic, markCopyDurable, putBack, type ClinicCopy } from './clinic-copy.ts';
import type { ClinicServer } from './clinic-server.ts';
import type { Execution } from './context.ts';
import { destroying, heldByServer } from './held.ts';

/** What every program of the second version may still be served. */
const RAISED = { min: 20, max: 1_000 } as const;
const anybody = async (): Promise<void> => undefined;

/** What happens to the server, or what its operator does. */
export async function chore(execution: Execution, what: ServerChore, random: Random): Promise<void> {
  const { server } = execution;
  if (server.clinicId === '') return;
  switch (what) {
    case 'back-up': return backUp(server);
    case 'replicate': server.standby = await copyClinic(server.shared, server.clinicId); return;
    case 'failover': return server.standby ? restore(execution, server.standby) : undefined;
    // Nothing is lost: a new life of the log with all its rows.
    case 'move-clinic': return restore(execution, await copyClinic(server.shared, server.clinicId));
    case 'raise-window': server.restart(RAISED); return;
    case 'admit': return admitOne(execution, random);
    case 'discard': return discardOne(execution, random);
    // Copies of the clinic for new PCs have tests of their own.
    case 'snapshot': case 'snapshot-dies': case 'storage-down': case 'storage-up': case 'upgrade-server': return;
  }
}

export async function backUp(server: ClinicServer): Promise<void> {
  const copy = await copyClinic(server.shared, server.clinicId);
  server.backups.push(copy);
  await markCopyDurable(server, copy);
}

/** `which` counts back from the newest backup, so the same one may be restored twice. */
export async function restoreServer(execution: Execution, { which, unannounced }: Extract<Step, { readonly do: 'restore-server' }>): Promise<void> {
  const { backups } = execution.server;
  const copy = backups[Math.max(0, backups.length - 1 - which)];
  if (!copy) return;
  await restore(execution, copy, unannounced);
  // The program that would have answered ended, and connections with it.
  if (unannounced) execution.late = [];
}

async function restore(execution: Execution, copy: ClinicCopy, unannounced = false): Promise<void> {
  const how = { registered: !execution.without.has('register'), announced: !unannounced };
  await destroying(execution, await heldByServer(execution), () => putBack(execution.server, copy, how));
  execution.wasPutBack ||= unannounced;
  // Also one that is told of: its copy may be of before the disk was put back.
  if (execution.wasPutBack) for (const number of execution.pcs.keys()) execution.unmet.add(number);
  execution.totals.serverRestores += 1;
}

export async function revoke(execution: Execution, deviceId: string | undefined): Promise<void> {
  const { server } = execution;
  if (deviceId === undefined || deviceId === '') return;
  await changeStatus(server.parts, server.clinicId, { deviceId, status: 'revoked', actor: 'admin:sim', reason: 'sim' }, anybody);
  execution.revoked.add(deviceId);
}

/** Of one that was revoked it changes nothing. */
export async function setSuspended({ server }: Execution, deviceId: string | undefined, suspended: boolean): Promise<void> {
  if (deviceId === undefined || deviceId === '') return;
  const change = { deviceId, status: suspended ? 'suspended' as const : 'active' as const, actor: 'admin:sim', reason: 'sim' };
  await unlessRefused(changeStatus(server.parts, server.clinicId, change, anybody));
  server.forget(deviceId);
}

/** Everybody who was suspended is let in again. */
export async function resumeAll(execution: Execution): Promise<void> {
  const rows = await execution.server.in((tx) => tx.selectFrom('device').select('device_id').where('status', '=', DeviceStatus.suspended).execute());
  for (const { device_id } of rows) await setSuspended(execution, device_id, false);
}

async function unlessRefused(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof SyncRefusal)) throw error;
  }
}

/** With all that was written together with it. */
async function discardOne(execution: Execution, random: Random): Promise<void> {
  const waiting = await waitingOf(execution);
  if (waiting.length === 0) return;
  const { server } = execution;
  await unlessRefused(discard(server.parts, server.clinicId, { opId: random.pick(waiting), actor: 'admin:sim', reason: 'sim' }, anybody));
  execution.totals.discarded += 1;
}

async function admitOne(execution: Execution, random: Random): Promise<void> {
  const waiting = await waitingOf(execution);
  if (waiting.length > 0) await admitted(execution, random.pick(waiting));
}

const waitingOf = async ({ server }: Execution): Promise<string[]> =>
  (await server.in((tx) => tx.selectFrom('quarantine').select('op_id').where('status', '=', 0).orderBy('dseq').orderBy('op_id').execute())).map(({ op_id }) => op_id);

const admitted = ({ server }: Execution, opId: string): Promise<void> =>
  unlessRefused(admit(server.parts, server.clinicId, { opId, actor: 'admin:sim', reason: 'sim' }, anybody));

/** What the server lists of what was discarded: the record needs it. */
export const neededOf = ({ server }: Execution): Promise<string[]> =>
  server.in(async (tx) => (await neededRows(tx, server.clinicId, false)).map(({ op_id }) => op_id));

/** The administrator lets everything in that this server can store, also what is needed of what was discarded. False when there was nothing of that kind. */
export async function admitAll(execution: Execution): Promise<boolean> {
  const listed = async (): Promise<string[]> => [...await waitingOf(execution), ...await neededOf(execution)];
  const before = await listed();
  for (const opId of before) await admitted(execution, opId);
  const left = new Set(await listed());
  return before.some((opId) => !left.has(opId));
}
