import { Random } from './random.ts';
import type { Step, Writing } from './step.ts';

/** Seeds from here on have more woven into their plans. Those below keep them as they were: past failures and tests know them by their numbers. */
export const WOVEN_FROM = 90_000;

/** Numbers that plans do not give to PCs themselves. */
const FIRST_COPY = 60;
const KEEPER = 90;
/** As many PCs as every execution begins with. */
const FIRST_DEVICES = 3;
const WRITINGS: readonly Writing[] = ['edit', 'group', 'receipt', 'movement', 'edit'];

interface Weaving {
  readonly random: Random;
  readonly on: (fault: string) => boolean;
  readonly devices: number[];
  /** Steps that come after so many others. */
  readonly later: Map<number, Step[]>;
  copies: number;
}

/**
 * The steps of a plan with others between them, from a generator of their own: a PC is suspended, writes on and is let in
 * again, also one whose disk is copied meanwhile; a manager discards what was set aside; a PC comes that stays with its
 * copy of the clinic, and the server forgets what came before it. `rate` is how often, for each step.
 */
export function woven(steps: readonly Step[], seed: number, faults: ReadonlySet<string>, rate: number): Step[] {
  const weaving: Weaving = { random: new Random(seed ^ 0x5f3759df), on: (fault) => faults.has(fault), devices: [], later: new Map(), copies: 0 };
  const keptAt = FIRST_DEVICES + weaving.random.int(Math.max(1, steps.length - 2 * FIRST_DEVICES));
  const all: Step[] = [];
  for (const [i, step] of steps.entries()) {
    all.push(...weaving.later.get(i) ?? []);
    if (i === keptAt && weaving.on('keep-copy')) keep(weaving, i);
    else if (i > FIRST_DEVICES && weaving.on('suspend') && weaving.random.chance(rate)) suspend(weaving, i);
    else if (weaving.on('discard') && weaving.random.chance(rate)) at(weaving, i, discard(weaving));
    all.push(step);
    if (step.do === 'enrol') weaving.devices.push(step.device);
    if (step.do === 'clone-disk') weaving.devices.push(step.as);
  }
  return [...all, ...[...weaving.later].filter(([i]) => i >= steps.length).sort(([a], [b]) => a - b).flatMap(([, list]) => list)];
}

function at({ later }: Weaving, i: number, ...steps: Step[]): void {
  later.set(i + 1, [...later.get(i + 1) ?? [], ...steps]);
}

const r = ({ random }: Weaving): number => random.int(0x7fffffff);
const discard = (w: Weaving): Step => ({ do: 'discard', r: r(w) });
const write = (w: Weaving, device: number): Step => ({ do: 'write', device, what: w.random.pick(WRITINGS), r: r(w) });
const sync = (w: Weaving, device: number): Step => ({ do: 'sync', device, r: r(w), faults: [] });

/** Some of what it writes meanwhile may never reach the server, or its disk may be copied before anybody decided. */
function suspend(w: Weaving, i: number): void {
  const { random } = w;
  const device = random.pick(w.devices);
  const copy = w.on('clone-disk') && random.chance(0.4) ? FIRST_COPY + w.copies++ : null;
  at(w, i, { do: 'suspend', device }, write(w, device), ...(random.chance(0.5) ? [write(w, device)] : []), sync(w, device));
  const copied: Step[] = copy === null ? [] : [{ do: 'clone-disk', device, as: copy, noticed: random.chance(0.7), r: r(w) }, write(w, copy)];
  const back = i + 1 + random.int(5);
  at(w, back, ...copied, { do: 'resume', device }, ...(random.chance(0.5) ? [write(w, device)] : []), sync(w, device), ...(copy === null ? [] : [{ do: 'resume', device: copy } as const, sync(w, copy)]));
  if (w.on('discard')) at(w, back + random.int(6), discard(w), ...(random.chance(0.5) ? [discard(w)] : []), ...(random.chance(0.5) ? [sync(w, device)] : []));
}

/** What somebody wrote since the server's last backup is soon to be in this copy alone. */
function keep(w: Weaving, i: number): void {
  const { random } = w;
  const author = random.pick(w.devices);
  at(w, i, write(w, author), sync(w, author), { do: 'enrol', device: KEEPER, clockMs: 0, version: 2, r: r(w), keeps: true });
  if (!w.on('restore-server')) return;
  const lost = w.on('lose-device') && random.chance(0.7) ? { lost: author } : {};
  const since = i + 1 + random.int(6);
  at(w, since, { do: 'restore-server', which: 0, r: r(w), ...lost, ...(w.on('put-back') && random.chance(0.3) ? { unannounced: true } : {}) });
  // Somebody who has heard nothing of it changes the same things, before the copy's PC comes.
  for (const device of w.devices) if (random.chance(0.6)) at(w, since, write(w, device), sync(w, device));
}
