import { FAULTS } from '../faults.ts';
import { plan } from '../plan.ts';
import { Random } from '../random.ts';
import type { Step } from '../step.ts';
import { NO_TOTALS, type Outcome, type RunOptions, type World } from '../world.ts';
import { Model } from './context.ts';
import { digest } from './digest.ts';
import { drain } from './drain.ts';
import { checkClosed, checkDeletions, checkLosers } from './invariants/conflicts.ts';
import { checkServerGroups } from './invariants/groups.ts';
import { checkAudit, checkFold, checkNumbers, checkOnce, checkStamps } from './invariants/log.ts';
import { checkCursors, checkDiscarded, checkLives, checkNothingLost, checkRevoked, checkSameState } from './invariants/replicas.ts';
import { perform } from './perform.ts';
import { PROTECTIONS, protectionsWithout } from './protections.ts';

const STEPS = 220;
const QUIET_EVERY = 20;

/** The protocol alone, with plain numbers for clocks and small hashes: fast enough for many thousands of executions. */
export const modelWorld: World = {
  name: 'model',
  faults: FAULTS,
  protections: PROTECTIONS,
  run: (seed, options) => replay(plan(seed, options.faults, STEPS, 1, options.density), options),
  replay,
};

function replay(steps: readonly Step[], options: RunOptions): Outcome {
  const model = new Model(protectionsWithout(options.without), { ...NO_TOTALS });
  try {
    steps.forEach((step, i) => {
      perform(model, step);
      if (i % QUIET_EVERY === 0) checkAtQuietPoint(model, false);
    });
    drain(model);
    checkAtQuietPoint(model, true);
    checkAtEnd(model);
  } catch (error) {
    model.violate('failure', error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : String(error));
  }
  count(model);
  return { steps, violations: model.violations, totals: model.totals, fingerprint: String(digest(model.server.state.log)) };
}

/** True at any moment between two steps. */
function checkAtQuietPoint(model: Model, atRest: boolean): void {
  checkOnce(model);
  checkServerGroups(model);
  checkCursors(model, atRest);
  checkRevoked(model);
}

/** True when every PC has come to rest. */
function checkAtEnd(model: Model): void {
  checkLives(model);
  checkNothingLost(model);
  checkDiscarded(model);
  checkSameState(model);
  checkFold(model, new Random(model.truth.size).int(1000));
  checkNumbers(model);
  checkLosers(model);
  checkDeletions(model);
  checkClosed(model);
  checkStamps(model);
  checkAudit(model);
}

function count(model: Model): void {
  const { rows, ids } = model.server.state;
  for (const id of rows.keys()) {
    if (id.startsWith('c:') || id.startsWith('d:')) model.totals.conflicts += 1;
    if (id.startsWith('n:')) model.totals.duplicateNumbers += 1;
  }
  for (const id of model.truth.keys()) if (!ids.has(id) && !model.server.state.quarantine.has(id) && !model.server.state.discarded.has(id)) model.totals.destroyed += 1;
}
