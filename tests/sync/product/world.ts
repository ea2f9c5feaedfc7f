import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULTS, type Fault } from '../faults.ts';
import { plan } from '../plan.ts';
import type { Step } from '../step.ts';
import { NO_TOTALS, type Outcome, type RunOptions, type World } from '../world.ts';
import { ClinicServer } from './clinic-server.ts';
import { Execution } from './context.ts';
import { checkCounter } from './counter.ts';
import { closeSharedDatabase, removeClinic, sharedDatabase } from './database.ts';
import { drain } from './drain.ts';
import { fingerprintOf } from './fingerprint.ts';
import { checkClosed, checkLosers, checkOpen } from './invariants/conflicts.ts';
import { checkDiscarded } from './invariants/set-aside.ts';
import { checkServerGroups } from './invariants/groups.ts';
import { checkAudit, checkFold, checkNumbers, checkOnce, checkStamps } from './invariants/log.ts';
import { checkCursors, checkLives, checkNothingLost, checkRevoked, checkSameState } from './invariants/replicas.ts';
import { viewOf, type ServerView } from './invariants/server-view.ts';
import { MUTATIONS, PROTECTIONS } from './mutations.ts';
import { perform, removeFolders } from './perform.ts';

const STEPS = 40;
/** An execution is short, so that many can be run: what may happen happens more often in it than in the model's. */
const DENSITY = 1.6;
const QUIET_EVERY = 16;

/** What only the model knows: the parts of the product that do these have tests of their own (README). */
const NOT_HERE: ReadonlySet<Fault> = new Set<Fault>(['corrupt-disk', 'snapshot-dies', 'storage-down']);

/** The product's own code: its PCs on real stores, its server on PostgreSQL, and only the clock, the network and the disk's faults simulated. */
export const productWorld: World = {
  name: 'product',
  faults: FAULTS.filter(({ name }) => !NOT_HERE.has(name as Fault)),
  protections: PROTECTIONS,
  run: (seed, options) => replay(plan(seed, options.faults, STEPS, DENSITY, options.density), options),
  replay,
  close: closeSharedDatabase,
};

async function replay(steps: readonly Step[], options: RunOptions): Promise<Outcome> {
  const shared = await sharedDatabase(MUTATIONS.flatMap(({ name, sql }) => (sql !== undefined && options.without.has(name) ? [sql] : [])));
  const folder = mkdtempSync(join(tmpdir(), 'daybook-sim-'));
  const server = new ClinicServer(shared, steps.length, () => execution.nowMs);
  const execution: Execution = new Execution({ without: options.without, shared, server, folder, totals: { ...NO_TOTALS } });
  let fingerprint = '';
  try {
    for (const [i, step] of steps.entries()) {
      await perform(execution, step);
      if (i % QUIET_EVERY === QUIET_EVERY - 1 && server.clinicId !== '') checkAtQuietPoint(execution, await viewOf(execution), false);
    }
    if (server.clinicId !== '') {
      const view = await drain(execution);
      checkAtQuietPoint(execution, view, true);
      checkAtEnd(execution, view);
      fingerprint = fingerprintOf(view);
    }
  } catch (error) {
    execution.violate('failure', error instanceof Error ? `${error.name} ${error.message} ${error.stack?.split('\n').slice(1, 4).map((line) => line.trim()).join(' ') ?? ''}` : String(error));
  } finally {
    removeFolders(execution);
    if (server.clinicId !== '') await removeClinic(shared, server.clinicId);
  }
  for (const bug of server.bugs) execution.violate('failure', `the server had a fault: ${bug}`);
  return { steps, violations: execution.violations, totals: execution.totals, fingerprint };
}

/** True at any moment between two steps. */
function checkAtQuietPoint(execution: Execution, view: ServerView, atRest: boolean): void {
  checkOnce(execution, view);
  checkServerGroups(execution, view);
  checkCursors(execution, view, atRest);
  checkRevoked(execution, view);
}

/** True when every PC has come to rest. */
function checkAtEnd(execution: Execution, view: ServerView): void {
  checkLives(execution, view);
  checkNothingLost(execution, view);
  checkDiscarded(execution, view);
  checkSameState(execution, view);
  checkFold(execution, view);
  checkNumbers(execution, view);
  checkLosers(execution, view);
  checkClosed(execution, view);
  checkOpen(execution, view);
  checkStamps(execution);
  checkAudit(execution, view);
  checkCounter(execution, view);
  execution.totals.conflicts += [...view.rows.keys()].filter((key) => key.startsWith('61:')).length;
}
