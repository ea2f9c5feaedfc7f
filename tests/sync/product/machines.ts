import { addClinic, newClinicSettings } from '#main/api/setup.ts';
import { found, join } from '#main/sync/enrol.ts';
import type { SyncParts } from '#main/sync/link.ts';
import { Random } from '../random.ts';
import type { Step } from '../step.ts';
import { arrive } from './arrive.ts';
import type { Execution } from './context.ts';
import { destroying, heldBy } from './held.ts';
import { plainSend } from './network.ts';
import { emptyImage, Pc, type DiskImage } from './pc.ts';
import { backUp } from './server-chores.ts';
import { synchronise } from './synchronise.ts';
import { firstPatients, PERSON, rememberWritten } from './write.ts';

type StepOf<K extends Step['do']> = Extract<Step, { readonly do: K }>;
type SendFor = (pc: Pc) => SyncParts['send'];

/** As many PCs as every execution begins with. */
const FIRST_PCS = 3;

const SETTINGS: Parameters<typeof addClinic>[2] = { ...newClinicSettings, name: 'Kibo', zone: 'Africa/Nairobi', languages: ['en'] };

/** The first PC brings its clinic to the server; every other one joins, and fetches what there is. */
export async function enrol(execution: Execution, step: StepOf<'enrol'>, send: SendFor): Promise<void> {
  if (execution.pcs.has(step.device)) return;
  const pc = add(execution, step.device, step.clockMs, step.version, step.r, emptyImage(execution.folder), send);
  const { server } = execution;
  const wanted = { server: 'http://simulated', certificate: '', pcName: `PC ${String(step.device)}` };
  const parts = { store: pc.store, send: plainSend(execution, pc), now: () => pc.now(), newId: pc.newId, program: '0' };
  if (server.clinicId === '') {
    pc.store.write({ personId: PERSON, intent: 'sim.first-run' }, (tx) => { addClinic(tx, pc, SETTINGS); });
    pc.store.write({ personId: PERSON, intent: 'sim.first-day' }, (tx) => { firstPatients(tx, new Random(step.r)); });
    const clinic = pc.store.read.statement('SELECT id FROM clinic').get() as { id: string };
    server.clinicId = clinic.id;
    await found(parts, { ...wanted, code: await server.adminCode() });
  } else {
    await join(parts, { ...wanted, code: await server.joinCode() });
  }
  rememberWritten(execution, pc);
  if (step.keeps || execution.pcs.size > FIRST_PCS) await arrive(execution, pc, step);
  await synchronise(execution, pc, new Random(step.r), true);
  // An execution is short: a server that goes back is to have something to go back to from the first hour on.
  if (execution.pcs.size === FIRST_PCS) await backUp(server);
}

function add(execution: Execution, number: number, clockMs: number, version: number, r: number, image: DiskImage, send: SendFor): Pc {
  const pc = new Pc(execution, { number, clockMs, version, r, image, send });
  execution.pcs.set(number, pc);
  return pc;
}

/** The disk is put back to its last backup. */
export async function restoreDisk(execution: Execution, pc: Pc): Promise<void> {
  const { saved } = pc;
  if (!saved) return;
  const before = heldBy(pc);
  await destroying(execution, before, () => {
    pc.restart(saved);
    pc.remembered = lastOwnOf(pc);
  });
  const after = heldBy(pc);
  for (const id of before) if (!after.has(id)) execution.goneBack.add(`${String(pc.number)} ${id}`);
  if (execution.wasPutBack) execution.unmet.add(pc.number);
  execution.totals.deviceRestores += 1;
}

/** A copy of the disk starts in another machine, while the first one goes on. */
export function clone(execution: Execution, pc: Pc, step: StepOf<'clone-disk'>, send: SendFor): void {
  if (execution.pcs.has(step.as)) return;
  const twin = add(execution, step.as, pc.clockMs, pc.version, step.r, pc.image(), send);
  twin.remembered = lastOwnOf(twin);
  if (execution.wasPutBack) execution.unmet.add(step.as);
  execution.totals.clones += 1;
}

const lastOwnOf = ({ store }: Pc): number => (store.read.statement('SELECT max(dseq) AS last FROM operation').get() as { last: number | null }).last ?? 0;

/** Stolen, burnt, dead. */
export function lose(execution: Execution, pc: Pc): Promise<void> {
  return destroying(execution, heldBy(pc), () => {
    execution.pcs.delete(pc.number);
    pc.gone = true;
    pc.close();
  });
}
