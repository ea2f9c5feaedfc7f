import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, type AnnouncementPlan, emptyQueue, nextDeadline, type QueueEffect, type QueueEvent, type QueueState } from '#domain/announce/announcement.ts';

/** How the platform treats one sound: ms until it begins and ends (null: never), or a failure. Late events may follow a cancel. */
type Behaviour = { readonly begins: number | null; readonly lasts: number | null; readonly fails: 'failed' | 'not-allowed' | null; readonly tellsLate: boolean };
type Action = { readonly after: number } & (
  | { readonly kind: 'call'; readonly token: number; readonly urgent: boolean; readonly chime: boolean; readonly repeats: number; readonly clips: boolean }
  | { readonly kind: 'remove'; readonly token: number }
  | { readonly kind: 'gesture' }
);

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  begins: fc.option(fc.integer({ min: 0, max: 4_000 }), { freq: 5 }), lasts: fc.option(fc.integer({ min: 0, max: 12_000 }), { freq: 5 }),
  fails: fc.option(fc.constantFrom('failed', 'not-allowed'), { freq: 3 }), tellsLate: fc.boolean(),
});
const after = fc.integer({ min: 0, max: 5_000 });
const token = fc.integer({ min: 0, max: 5 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('call'), after, token, urgent: fc.boolean(), chime: fc.boolean(), repeats: fc.integer({ min: 1, max: 2 }), clips: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), after, token }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('gesture'), after }) },
);

/** A clinic's day in virtual time: actions and the platform's answers happen in order of time. */
class Simulation {
  state: QueueState = emptyQueue;
  /** Tickets that sound now; the property is that there is never more than one. */
  readonly sounding = new Set<number>();
  readonly finished: string[] = [];
  readonly ended: string[] = [];
  readonly problems: string[] = [];
  private now = 0;
  private agenda: { at: number; run: () => void }[] = [];
  private readonly behaviours: readonly Behaviour[];
  private played = 0;

  constructor(behaviours: readonly Behaviour[]) { this.behaviours = behaviours; }

  schedule(at: number, run: () => void): void { this.agenda.push({ at, run }); }

  send(event: QueueEvent): void {
    const step = advance(this.state, event);
    this.state = step.state;
    for (const effect of step.effects) this.carryOut(effect);
    const deadline = nextDeadline(this.state);
    if (deadline !== undefined) this.schedule(deadline, () => this.send({ kind: 'tick', at: this.now }));
  }

  get time(): number { return this.now; }

  /** Runs all that is to happen; true when it came to an end. */
  drain(limit = 5_000): boolean {
    for (let steps = 0; steps < limit; steps += 1) {
      this.agenda.sort((a, b) => a.at - b.at);
      const next = this.agenda.shift();
      if (!next) return true;
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    return false;
  }

  private carryOut(effect: QueueEffect): void {
    if (effect.kind === 'play') this.play(effect);
    if (effect.kind === 'cancel') this.sounding.delete(effect.ticket);
    if (effect.kind === 'finished') this.finished.push(effect.announcement.plan.callId);
    if (effect.kind === 'finished' || effect.kind === 'dropped') this.ended.push(effect.announcement.plan.callId);
  }

  private play({ ticket, announcement }: Extract<QueueEffect, { kind: 'play' }>): void {
    if (this.sounding.size > 0) this.problems.push(`#${ticket} over #${[...this.sounding].join()}`);
    const isFirst = this.isFirstSoundOf(announcement.plan.callId);
    if (isFirst && !announcement.plan.urgent && this.state.waiting.some((one) => one.plan.urgent)) {
      this.problems.push(`${announcement.plan.callId} before an emergency`);
    }
    this.sounding.add(ticket);
    const how = this.behaviours[this.played % this.behaviours.length];
    this.played += 1;
    if (!how) return;
    const tell = (event: QueueEvent, over: boolean): void => {
      if (!this.sounding.has(ticket) && !how.tellsLate) return;
      if (over) this.sounding.delete(ticket);
      this.send(event);
    };
    if (how.fails) return this.schedule(this.now + (how.begins ?? 0), () => tell({ kind: 'failed', ticket, reason: how.fails ?? 'failed', at: this.now }, true));
    if (how.begins === null) return;
    this.schedule(this.now + how.begins, () => tell({ kind: 'started', ticket, at: this.now }, false));
    if (how.lasts !== null) this.schedule(this.now + how.begins + how.lasts, () => tell({ kind: 'ended', ticket, at: this.now }, true));
  }

  private readonly begun = new Set<string>();

  private isFirstSoundOf(callId: string): boolean {
    const first = !this.begun.has(callId);
    this.begun.add(callId);
    return first;
  }
}

function planOf(call: Extract<Action, { kind: 'call' }>, callId: string): AnnouncementPlan {
  const clips = call.clips ? { language: 'en' as const, names: ['token'] } : null;
  return {
    callId, tokenId: `t${call.token}`, urgent: call.urgent, chime: call.chime, repeats: call.repeats,
    utterances: [{ language: 'en', text: 'Token A, one.', clips }, { language: 'es', text: 'Turno a, uno.', clips: null }],
  };
}

function simulate(actions: readonly Action[], behaviours: readonly Behaviour[]): { simulation: Simulation; calls: AnnouncementPlan[]; drained: boolean } {
  const simulation = new Simulation(behaviours);
  const calls: AnnouncementPlan[] = [];
  let at = 0;
  actions.forEach((one, i) => {
    at += one.after;
    simulation.schedule(at, () => {
      if (one.kind === 'gesture') return simulation.send({ kind: 'unlocked', at: simulation.time });
      if (one.kind === 'remove') return simulation.send({ kind: 'remove', tokenId: `t${one.token}`, at: simulation.time });
      const plan = planOf(one, `call-${i}`);
      calls.push(plan);
      simulation.send({ kind: 'enqueue', plan, at: simulation.time });
    });
  });
  let drained = simulation.drain();
  // Someone presses a key now and then until all is said; refusing for ever is the one way to keep a queue.
  for (let presses = 0; simulation.state.blocked && presses < 200; presses += 1) {
    simulation.send({ kind: 'unlocked', at: simulation.time + 1_000 * 60 });
    drained = simulation.drain() && drained;
  }
  return { simulation, calls, drained };
}

// spec: QUE-3
test('whatever the platform does: one sound at a time, emergencies first, everything comes to an end exactly once', () => {
  fc.assert(fc.property(fc.array(action, { maxLength: 25 }), fc.array(behaviour, { minLength: 1, maxLength: 12 }), (actions, behaviours) => {
    const { simulation, calls, drained } = simulate(actions, behaviours);
    expect(simulation.problems).toEqual([]);
    expect(drained).toBe(true);
    if (behaviours.some((one) => one.fails !== 'not-allowed')) expect(simulation.state.playing).toBeNull();
    const kept = simulation.state.blocked ? simulation.state.waiting.map((one) => one.plan.callId) : [];
    expect([...simulation.ended, ...kept].sort()).toEqual(calls.map((one) => one.callId).sort());
  }), { numRuns: 400 });
});

test('with a working voice, calls of the same urgency are heard in the order they were made', () => {
  const distinct = fc.uniqueArray(action.filter((one) => one.kind === 'call'), { selector: (one) => one.token, maxLength: 6 });
  const working = behaviour.map((one) => ({ ...one, begins: one.begins ?? 100, lasts: one.lasts ?? 500, fails: null }));
  fc.assert(fc.property(distinct, fc.array(working, { minLength: 1, maxLength: 6 }), (actions, behaviours) => {
    const { simulation, calls } = simulate(actions, behaviours);
    for (const urgent of [true, false]) {
      const made = calls.filter((one) => one.urgent === urgent).map((one) => one.callId);
      expect(simulation.finished.filter((id) => made.includes(id))).toEqual(made);
    }
  }), { numRuns: 300 });
});
