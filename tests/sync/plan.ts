import type { Fault } from './faults.ts';
import { Random } from './random.ts';
import type { AtCall, CallFault, Meanwhile, ServerChore, Step, Writing } from './step.ts';
import { woven, WOVEN_FROM } from './woven.ts';

const DAY = 86_400_000;
const CALL_FAULTS: readonly (readonly [CallFault, number])[] = [
  ['drop-request', 0.1], ['drop-response', 0.1], ['duplicate-now', 0.05], ['duplicate-later', 0.04], ['reorder', 0.03], ['stale-token', 0.01],
  ['truncate-body', 0.02], ['corrupt-body', 0.02], ['captive-portal', 0.02], ['lock-timeout', 0.02], ['replica-lag', 0.03],
];
const CALLS = 7;
const MOST_DEVICES = 6;
const FIRST_DEVICES = 3;
/** Crash points while a copy of a small clinic is fetched. */
const COPY_POINTS = 60;
/** How often more is woven into a long execution, for each of its steps. */
const WOVEN_RATE = 0.02;
const CLOCK_JUMPS = [60_000, 3_600_000, 3650 * DAY];

/** What is planned so far: the numbers of the PCs there are, and the next one. */
interface Planned {
  readonly random: Random;
  readonly on: (fault: Fault) => boolean;
  readonly devices: number[];
  /** The execution is a short one. */
  readonly short: boolean;
  /** How many times as likely faults are. */
  readonly density: number;
  /** The same without what is usual in a short execution. */
  readonly more: number;
  /** Whose disk was copied last into which PC, and from it. */
  readonly twins: Map<number, number>;
  next: number;
}

/** `[weight, step]`: null when it cannot happen now. */
type Choice = readonly [weight: number, make: (planned: Planned) => Step | null];

/**
 * The steps of one execution, all from one generator. The list does not depend on how the execution goes, so the same
 * list means the same to the model and to the product, and leaving a step out does not change the others. Faults are
 * `usual` times as likely as in a long execution, and `more` times as likely as usual; backups only as usual.
 */
export function plan(seed: number, faults: ReadonlySet<string>, length: number, usual = 1, more = 1): Step[] {
  const planned: Planned = { random: new Random(seed), on: (fault) => faults.has(fault), devices: [], short: usual > 1, density: usual * more, more, twins: new Map(), next: 0 };
  const steps: Step[] = [];
  for (let i = 0; i < FIRST_DEVICES; i++) steps.push(enrol(planned));
  const choices = choicesFor(planned, usual);
  while (steps.length < length) {
    const pause = passTime(planned);
    if (pause > 0) steps.push({ do: 'wait', ms: pause });
    const step = pick(choices, planned);
    if (step) steps.push(step);
    // Where faults are many, somebody works on at the copy of a disk before it meets the server.
    if (more > 1 && step?.do === 'clone-disk') steps.push({ do: 'write', device: step.as, what: 'edit', r: step.r });
  }
  return seed < WOVEN_FROM ? steps : woven(steps, seed, faults, WOVEN_RATE * usual * more);
}

function pick(choices: readonly Choice[], planned: Planned): Step | null {
  let x = planned.random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, make] of choices) {
    x -= weight;
    if (x < 0) return make(planned);
  }
  return null;
}

/** Milliseconds until the next step: mostly none worth a step of its own. */
function passTime({ random, on }: Planned): number {
  const x = random.next();
  if (x < 0.7) return 0;
  if (x < 0.95) return 1 + random.int(2000);
  if (x < 0.985 || !on('sleep')) return random.int(60_000);
  return x < 0.996 ? 3_600_000 + random.int(8 * 3_600_000) : 31 * DAY;
}

const r = (planned: Planned): number => planned.random.int(0x7fffffff);
const device = ({ random, devices }: Planned): number => random.pick(devices);

function enrol(planned: Planned): Step {
  const { random, on } = planned;
  const number = planned.next++;
  planned.devices.push(number);
  // A clock that is behind makes equal stamps likely: the stamp is then the last one plus one.
  const clockMs = on('clock-skew') && random.chance(0.4) ? random.pick([-900_000, -1_800_000, 600_000, -365 * DAY]) : 0;
  const step = { do: 'enrol', device: number, clockMs, version: on('schema') && random.chance(0.5) ? 1 : 2, r: r(planned) } as const;
  // One that comes later begins with a copy of the clinic. Whether its program stops meanwhile follows from what is drawn anyway.
  return on('crash') && number >= FIRST_DEVICES && step.r % 3 > 0 ? { ...step, crash: step.r % COPY_POINTS } : step;
}

function choicesFor({ on, density }: Planned, usual = 1): Choice[] {
  const all: Choice[] = [[45, write], [35, (p) => sync(p, true)], [2.5 * usual, chore('back-up')], [2, chore('replicate')]];
  const add = (weight: number, fault: Fault, make: Choice[1]): void => { if (on(fault)) all.push([weight * density, make]); };
  add(2.5, 'clock-jump', (p) => ({ do: 'clock', device: device(p), byMs: (p.random.chance(0.5) ? 1 : -1) * p.random.pick(CLOCK_JUMPS) }));
  if (on('duplicate-later') || on('reorder')) all.push([4, (p) => ({ do: 'deliver', r: r(p) })]);
  add(0.7, 'dns-gone', link('down'));
  add(0.7, 'one-way', link('no-answers'));
  add(0.7, 'proxy-limit', link('small-requests'));
  add(0.7, 'disk-full', (p) => ({ do: 'disk-fault', device: device(p), commits: 1 + p.random.int(4) }));
  if (on('restore-device') || on('revert-machine')) all.push([3, (p) => ({ do: 'save-disk', device: device(p) })]);
  add(1.2, 'restore-device', (p) => ({ do: 'restore-disk', device: device(p), noticed: true, r: r(p) }));
  add(0.6, 'revert-machine', (p) => ({ do: 'restore-disk', device: device(p), noticed: false, r: r(p) }));
  add(1.2, 'clone-disk', clone);
  add(0.3, 'corrupt-disk', (p) => ({ do: 'corrupt-disk', device: device(p), r: r(p) }));
  add(0.4, 'lose-device', lose);
  add(0.8, 'new-device', (p) => (p.devices.length < MOST_DEVICES ? enrol(p) : null));
  add(1, on('restore-server') ? 'restore-server' : 'put-back', restoreServer);
  add(0.3, 'failover', chore('failover'));
  add(0.2, 'move-clinic', chore('move-clinic'));
  add(1, 'new-device', chore('snapshot'));
  add(0.3, 'snapshot-dies', chore('snapshot-dies'));
  add(0.2, 'storage-down', chore('storage-down'));
  add(0.4, 'storage-down', chore('storage-up'));
  add(0.8, 'schema', (p) => ({ do: 'upgrade-device', device: device(p), ...crash(p, 2) }));
  add(0.3, 'schema', chore('upgrade-server'));
  add(0.15, 'schema', chore('raise-window'));
  add(0.5, 'unknown-table', chore('admit'));
  add(0.2, 'revoke', (p) => ({ do: 'revoke', device: device(p) }));
  add(0.3, 'server-clock', (p) => ({ do: 'server-clock', byMs: p.random.pick([-3_600_000, 3_600_000]) }));
  return all;
}

const chore = (what: ServerChore): Choice[1] => (p) => ({ do: what, r: r(p) });
const link = (state: 'down' | 'no-answers' | 'small-requests'): Choice[1] => (p) => ({ do: 'link', device: device(p), state, calls: 1 + p.random.int(8) });

/** A crash point out of the first few, if there is a crash at all. */
function crash({ random, on, density }: Planned, points: number): { crash?: number } {
  return on('crash') && random.chance(0.06 * density) ? { crash: random.int(points) } : {};
}

function write(p: Planned): Step {
  const what: Writing[] = ['edit', 'edit', 'edit', 'edit', 'movement', 'movement', 'receipt', 'receipt', 'group', 'resolve'];
  if (p.on('same-row')) what.push('same-row');
  const x = p.random.next();
  let chosen = p.random.pick(what);
  if (x < 0.012 && p.on('big-group')) chosen = 'big-group';
  else if (x < 0.03 && p.on('edit-delete')) chosen = 'delete';
  else if (x < 0.06 && p.on('unknown-column')) chosen = 'unknown-column';
  else if (x < 0.08 && p.on('unknown-table')) chosen = 'unknown-table';
  return { do: 'write', device: device(p), what: chosen, r: r(p), ...crash(p, 2) };
}

function sync(p: Planned, mayNest: boolean): Step {
  const faults: AtCall[] = [];
  for (let call = 0; call < CALLS; call++) {
    for (const [fault, probability] of CALL_FAULTS) if (p.on(fault) && p.random.chance(probability)) faults.push({ call, fault });
  }
  const step = mayNest && p.on('meanwhile') && p.random.chance(0.08 * p.more) ? nested(p) : null;
  const who = device(p);
  return {
    do: 'sync', device: who, r: r(p), faults, ...crash(p, 16),
    ...(step ? { meanwhile: atTheTwin(p, who, { call: p.random.int(4), step }) } : {}),
  };
}

/** In a short execution, whoever comes in between is the twin, if there is one: two under one name are to meet while they do not know. */
function atTheTwin({ short, more, twins }: Planned, who: number, meanwhile: Meanwhile): Meanwhile {
  const twin = twins.get(who);
  const { step } = meanwhile;
  if (!short || twin === undefined) return meanwhile;
  if (step.do === 'write' && more > 1) return { call: 'pull', step: { do: 'sync', device: twin, r: step.r, faults: [] } };
  return step.do === 'sync' ? { ...meanwhile, step: { ...step, device: twin } } : meanwhile;
}

/** What may happen during somebody's call. It must not be a step that later steps depend on. */
function nested(p: Planned): Step | null {
  const choices: Choice[] = choicesFor({ ...p, density: p.more }).filter(([, make]) => make !== clone && make !== lose).slice(2);
  return pick([[4, write], [4, (q) => sync(q, false)], ...choices], p);
}

/**
 * Which of them are unannounced follows from what is drawn anyway, so that the plans of seeds stay as they are. In a short
 * execution a PC may be gone with them: what it wrote is to be lost where only others can bring it back.
 */
function restoreServer(p: Planned): Step {
  const step = { do: 'restore-server', which: p.random.chance(0.6) ? 0 : p.random.int(4), r: r(p) } as const;
  const lost = p.short && p.on('lose-device') && step.r % 3 === 0 && p.devices.length > 2 ? { lost: p.devices.splice(step.r % p.devices.length, 1)[0] ?? 0 } : {};
  return { ...step, ...lost, ...(p.on('put-back') && (step.r % 2 === 0 || !p.on('restore-server')) ? { unannounced: true } : {}) };
}

function clone(p: Planned): Step | null {
  if (p.devices.length >= MOST_DEVICES) return null;
  const from = device(p);
  const as = p.next++;
  p.devices.push(as);
  p.twins.set(from, as).set(as, from);
  return { do: 'clone-disk', device: from, as, noticed: p.random.chance(0.7), r: r(p) };
}

function lose(p: Planned): Step | null {
  if (p.devices.length <= 2) return null;
  const [gone] = p.devices.splice(p.random.int(p.devices.length), 1);
  return gone === undefined ? null : { do: 'lose-device', device: gone };
}
