import type { Step } from './step.ts';

type Fails = (steps: readonly Step[]) => boolean | Promise<boolean>;

/**
 * The shortest list of steps that still fails, found by leaving out (delta debugging): first runs of steps, ever
 * shorter, then single faults inside a step. No single step or fault can be left out of the result. `tries` bounds the
 * number of executions; when it is used up, the shortest list so far is returned.
 */
export async function shrink(steps: readonly Step[], fails: Fails, tries = 20_000): Promise<readonly Step[]> {
  let left = tries;
  const stillFails = async (some: readonly Step[]): Promise<boolean> => {
    left -= 1;
    return left >= 0 && await fails(some);
  };
  let best = steps;
  for (let before = Infinity; weight(best) < before;) {
    before = weight(best);
    best = await withoutRuns(best, stillFails);
    best = await withoutParts(best, stillFails);
  }
  return best;
}

/** What shrinking reduces: steps and the parts inside them. */
const weight = (steps: readonly Step[]): number => steps.reduce((sum, step) => sum + 1 + lighter(step).length, 0);

async function withoutRuns(steps: readonly Step[], fails: Fails): Promise<readonly Step[]> {
  let best = steps;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length;) {
      const rest = [...best.slice(0, at), ...best.slice(at + size)];
      if (await fails(rest)) best = rest;
      else at += size;
    }
  }
  return best;
}

async function withoutParts(steps: readonly Step[], fails: Fails): Promise<readonly Step[]> {
  let best = steps;
  for (let at = 0; at < best.length; at++) {
    for (let changed = true; changed;) {
      changed = false;
      for (const one of lighter(best[at] as Step)) {
        const rest = best.map((step, i) => (i === at ? one : step));
        if (!await fails(rest)) continue;
        best = rest;
        changed = true;
        break;
      }
    }
  }
  return best;
}

/** The same step with one part less: a crash, a fault of one call, or what happened meanwhile. */
function lighter(step: Step): Step[] {
  const less: Step[] = [];
  if ('crash' in step) {
    const { crash: _, ...rest } = step;
    less.push(rest as Step);
  }
  if (step.do !== 'sync') return less;
  less.push(...step.faults.map((_, i) => ({ ...step, faults: step.faults.filter((__, j) => j !== i) })));
  if (!step.meanwhile) return less;
  const { meanwhile, ...rest } = step;
  less.push(rest, ...lighter(meanwhile.step).map((inner) => ({ ...step, meanwhile: { ...meanwhile, step: inner } })));
  return less;
}
