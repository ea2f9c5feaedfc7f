import { rmSync } from 'node:fs';
import type { Send } from '#main/sync/transport.ts';
import { Random } from '../random.ts';
import type { Step } from '../step.ts';
import type { CallPlan, Execution } from './context.ts';
import { checkGroups } from './invariants/groups.ts';
import * as machines from './machines.ts';
import { deliver, faultySend, plainSend, type Wire } from './network.ts';
import type { Pc } from './pc.ts';
import * as chores from './server-chores.ts';
import { running } from './running.ts';
import { forgetAcknowledged } from './forget-acknowledged.ts';
import { synchronise } from './synchronise.ts';
import { write } from './write.ts';

/** The wire of the synchronisation that runs on a PC; without one its calls go through. */
const wires = new WeakMap<Pc, Wire>();

export const sendFor = (execution: Execution) => (pc: Pc): Send => (request) => {
  const wire = wires.get(pc);
  return (wire ? faultySend(wire) : plainSend(execution, pc))(request);
};

/** Executes one step. A step that names a PC which does not exist, or is busy, does nothing. */
export async function perform(execution: Execution, step: Step): Promise<void> {
  switch (step.do) {
    case 'enrol': return machines.enrol(execution, step, sendFor(execution));
    case 'wait': execution.nowMs += step.ms; return;
    case 'deliver': return deliverLate(execution, new Random(step.r));
    case 'revoke': return chores.revoke(execution, execution.pcs.get(step.device)?.device);
    case 'suspend': case 'resume': return chores.setSuspended(execution, execution.pcs.get(step.device)?.device, step.do === 'suspend');
    case 'restore-server': return restoreServer(execution, step);
    case 'server-clock': execution.server.clockMs += step.byMs; return;
    case 'write': case 'sync': case 'clock': case 'link': case 'disk-fault': case 'save-disk': case 'restore-disk': case 'clone-disk':
    case 'corrupt-disk': case 'lose-device': case 'upgrade-device': {
      const pc = execution.pcs.get(step.device);
      if (pc) await onPc(execution, pc, step);
      return;
    }
    default: return chores.chore(execution, step.do, new Random(step.r));
  }
}

async function restoreServer(execution: Execution, step: Extract<Step, { readonly do: 'restore-server' }>): Promise<void> {
  const lost = step.lost === undefined ? undefined : execution.pcs.get(step.lost);
  if (lost) await machines.lose(execution, lost);
  await chores.restoreServer(execution, step);
}

type PcStep = Exclude<Extract<Step, { readonly device: number }>, { readonly do: 'enrol' | 'revoke' | 'suspend' | 'resume' }>;

async function onPc(execution: Execution, pc: Pc, step: PcStep): Promise<void> {
  switch (step.do) {
    case 'write': return running(execution, pc, step.crash, () => write(execution, pc, step.what, new Random(step.r)));
    case 'sync': return sync(execution, pc, step);
    case 'clock': pc.clockMs += step.byMs; return;
    case 'link': pc.network = { state: step.state, calls: step.calls }; return;
    case 'disk-fault': pc.refusals = step.commits; return;
    case 'save-disk': pc.saved = pc.image(); return;
    case 'restore-disk': return machines.restoreDisk(execution, pc);
    case 'clone-disk': machines.clone(execution, pc, step, sendFor(execution)); return;
    // Fetching a lost store again belongs to the copies of the clinic, which have tests of their own.
    case 'corrupt-disk': return;
    case 'lose-device': return machines.lose(execution, pc);
    case 'upgrade-device': pc.version = 2; return;
  }
}

async function sync(execution: Execution, pc: Pc, step: Extract<Step, { readonly do: 'sync' }>): Promise<void> {
  if (pc.busy) return;
  const random = new Random(step.r);
  const plan: CallPlan = { random, faults: step.faults, meanwhile: step.meanwhile ?? null, calls: 0, page: 1 + random.int(12) };
  const elsewhere = async (other: Step): Promise<void> => {
    const { crashIn } = pc;
    await perform(execution, other);
    pc.crashIn = crashIn;
  };
  pc.busy = true;
  wires.set(pc, { execution, pc, plan, elsewhere });
  await running(execution, pc, step.crash, () => synchronise(execution, pc, random, false));
  wires.delete(pc);
  pc.busy = false;
  if (execution.without.has('keep-acked') && !pc.gone) forgetAcknowledged(pc);
  if (!pc.gone) checkGroups(execution, pc);
}

/** A request that was on its way for a while arrives at last. Nobody waits for its answer. */
async function deliverLate(execution: Execution, random: Random): Promise<void> {
  if (execution.late.length === 0) return;
  const [late] = execution.late.splice(random.int(execution.late.length), 1);
  if (late) await deliver(execution, late);
}

export function removeFolders(execution: Execution): void {
  for (const pc of execution.pcs.values()) pc.close();
  rmSync(execution.folder, { recursive: true, force: true });
}
