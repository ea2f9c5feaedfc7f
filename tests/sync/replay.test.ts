import { describe, expect, test } from 'vitest';
import { conditions } from './campaign.ts';
import { modelWorld } from './model/world.ts';
import { plan } from './plan.ts';
import { shrink } from './shrink.ts';
import type { Step } from './step.ts';

const ALL = conditions(modelWorld, [], []);

describe('an execution', { timeout: 120_000 }, () => {
  test('is the same every time for the same seed, and for its steps read back from text', async () => {
    for (const seed of [3, 57, 463]) {
      const first = await modelWorld.run(seed, ALL);
      const again = await modelWorld.run(seed, ALL);
      const fromText = await modelWorld.replay(JSON.parse(JSON.stringify(first.steps)) as Step[], ALL);
      expect(again).toEqual(first);
      expect(fromText).toEqual(first);
    }
  });

  test('differs for another seed', () => {
    expect(plan(1, ALL.faults, 50)).not.toEqual(plan(2, ALL.faults, 50));
  });

  test('contains only the faults that were asked for', () => {
    const steps = plan(7, new Set(['drop-request']), 400);
    const struck = new Set(steps.flatMap((step) => (step.do === 'sync' ? step.faults.map(({ fault }) => fault) : [])));
    expect([...struck]).toEqual(['drop-request']);
    expect(steps.some((step) => step.do === 'restore-server' || step.do === 'clone-disk' || 'crash' in step)).toBe(false);
  });

  test('is still one when any of its steps is left out', async () => {
    const { steps } = await modelWorld.run(11, ALL);
    for (let left = 0; left < steps.length; left += 9) {
      const { violations } = await modelWorld.replay(steps.filter((_, i) => i !== left), ALL);
      expect(violations).toEqual([]);
    }
  });
});

describe('shrinking', { timeout: 120_000 }, () => {
  const write = (r: number): Step => ({ do: 'write', device: 0, what: 'edit', r });
  const isIn = (steps: readonly Step[], r: number): boolean => steps.some((step) => step.do === 'write' && step.r === r);

  test('leaves exactly the steps that a failure needs, in order', async () => {
    const steps = Array.from({ length: 97 }, (_, i) => write(i));
    const fails = (some: readonly Step[]): boolean => isIn(some, 5) && isIn(some, 50) && isIn(some, 96);
    expect(await shrink(steps, fails)).toEqual([write(5), write(50), write(96)]);
  });

  test('leaves out the parts of a step as well', async () => {
    const sync: Step = {
      do: 'sync', device: 1, r: 1, crash: 3, faults: [{ call: 0, fault: 'drop-request' }, { call: 2, fault: 'duplicate-now' }],
      meanwhile: { call: 1, step: { ...write(4), crash: 0 } as Step },
    };
    const fails = (some: readonly Step[]): boolean => some.some((step) => step.do === 'sync' && step.faults.some(({ fault }) => fault === 'duplicate-now'));
    expect(await shrink([write(1), sync, write(2)], fails)).toEqual([{ do: 'sync', device: 1, r: 1, faults: [{ call: 2, fault: 'duplicate-now' }] }]);
  });

  test('stops when its tries are used up, with something that still fails', async () => {
    const steps = Array.from({ length: 64 }, (_, i) => write(i));
    let tried = 0;
    const result = await shrink(steps, (some) => { tried += 1; return isIn(some, 7); }, 3);
    expect(tried).toBeLessThanOrEqual(3);
    expect(isIn(result, 7)).toBe(true);
  });

  test('a real failure becomes a short script that fails in the same way', async () => {
    const off = conditions(modelWorld, [], ['op-id']);
    const { steps, violations } = await modelWorld.run(1, off);
    const invariant = violations[0]?.invariant;
    const fails = async (some: readonly Step[]): Promise<boolean> => (await modelWorld.replay(some, off)).violations.some((v) => v.invariant === invariant);
    const short = await shrink(steps, fails);
    expect(invariant).toBe('I2');
    expect(await fails(short)).toBe(true);
    expect(short.length).toBeLessThan(12);
    for (let i = 0; i < short.length; i++) expect(await fails(short.filter((_, j) => j !== i))).toBe(false);
  });
});
