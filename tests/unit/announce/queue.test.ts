import { describe, expect, test } from 'vitest';
import { advance, type AnnouncementPlan, emptyQueue, nextDeadline, type QueueEffect, type QueueEvent, type QueueState } from '#domain/announce/announcement.ts';

const plan = (tokenId: string, more: Partial<AnnouncementPlan> = {}): AnnouncementPlan => ({
  callId: `call-${tokenId}`, tokenId, urgent: false, chime: false, repeats: 1,
  utterances: [{ language: 'en', text: `Token ${tokenId}.`, clips: { language: 'en', names: ['token'] } }], ...more,
});

/** Feeds events one by one and writes down what each led to, as short words. */
function run(...events: QueueEvent[]): { state: QueueState; log: string[] } {
  let state = emptyQueue;
  const log: string[] = [];
  for (const event of events) {
    const step = advance(state, event);
    state = step.state;
    log.push(...step.effects.map(short));
  }
  return { state, log };
}

function short(effect: QueueEffect): string {
  if (effect.kind === 'play') return `${effect.sound.kind} ${effect.announcement.plan.tokenId} #${effect.ticket}`;
  if (effect.kind === 'cancel') return `cancel #${effect.ticket}`;
  if (effect.kind === 'blocked') return 'blocked';
  return `${effect.kind} ${effect.announcement.plan.tokenId}${effect.kind === 'finished' ? (effect.heard ? ' heard' : ' unheard') : ` ${effect.reason}`}`;
}

const call = (tokenId: string, more: Partial<AnnouncementPlan> = {}, at = 0): QueueEvent => ({ kind: 'enqueue', plan: plan(tokenId, more), at });
const started = (ticket: number, at = 0): QueueEvent => ({ kind: 'started', ticket, at });
const ended = (ticket: number, at = 0): QueueEvent => ({ kind: 'ended', ticket, at });
const failed = (ticket: number, reason: 'failed' | 'not-allowed' = 'failed', at = 0): QueueEvent => ({ kind: 'failed', ticket, reason, at });
const tick = (at: number): QueueEvent => ({ kind: 'tick', at });

// spec: QUE-3
describe('the order of announcements', () => {
  test('chime, words, pause, words again; the next call waits for the end', () => {
    const { log, state } = run(call('A', { chime: true, repeats: 2 }), call('B'), started(1), ended(1), started(2), ended(2), tick(899), tick(900), ended(4));
    expect(log).toEqual(['chime A #1', 'speech A #2', 'speech A #4', 'finished A heard', 'speech B #5']);
    expect(state.waiting).toEqual([]);
  });

  test('a recall takes the place of the call that waits, with its newer words', () => {
    const { log, state } = run(call('A'), call('B'), call('C'), call('B', { callId: 'again' }));
    expect(log).toEqual(['speech A #1', 'dropped B replaced']);
    expect(state.waiting.map((one) => one.plan.callId)).toEqual(['again', 'call-C']);
  });

  test('a recall of the token being spoken is spoken after it', () => {
    expect(run(call('A'), call('A'), ended(1)).log).toEqual(['speech A #1', 'finished A heard', 'speech A #2']);
  });

  test('an emergency goes before all that waits, behind earlier emergencies, and never cuts in', () => {
    const { log, state } = run(call('A'), call('B'), call('E', { urgent: true }), call('F', { urgent: true }));
    expect(log).toEqual(['speech A #1']);
    expect(state.waiting.map((one) => one.plan.tokenId)).toEqual(['E', 'F', 'B']);
  });

  test('a waiting call that becomes urgent moves ahead; an urgent one stays so when recalled', () => {
    expect(run(call('A'), call('B'), call('C'), call('C', { urgent: true })).state.waiting.map((one) => one.plan.tokenId)).toEqual(['C', 'B']);
    expect(run(call('A'), call('E', { urgent: true }), call('E')).state.waiting[0]?.plan.urgent).toBe(true);
  });

  test('a skipped token is not called; when it is being spoken, it is not repeated', () => {
    expect(run(call('A'), call('B'), { kind: 'remove', tokenId: 'B', at: 0 }, ended(1)).log).toEqual(['speech A #1', 'dropped B removed', 'finished A heard']);
    expect(run(call('A', { repeats: 3 }), { kind: 'remove', tokenId: 'A', at: 0 }, ended(1)).log).toEqual(['speech A #1', 'finished A heard']);
  });

  test('silence stops the words and forgets the rest', () => {
    const { log, state } = run(call('A'), call('B'), { kind: 'silence', at: 0 });
    expect(log).toEqual(['speech A #1', 'cancel #1', 'dropped A silenced', 'dropped B silenced']);
    expect(state).toMatchObject({ playing: null, waiting: [] });
  });
});

describe('when the voice fails', () => {
  test('words that fail are said by clips; clips that fail end the call unheard', () => {
    expect(run(call('A'), failed(1), failed(2)).log).toEqual(['speech A #1', 'clips A #2', 'finished A unheard']);
  });

  test('words that never begin are cancelled and said by clips', () => {
    expect(run(call('A'), tick(2_999), tick(3_000), started(2), ended(2)).log).toEqual(['speech A #1', 'cancel #1', 'clips A #2', 'finished A heard']);
  });

  test('words that never end are cancelled, not before 6 s and not said again', () => {
    const { state } = run(call('A'), started(1));
    expect(nextDeadline(state)).toBeGreaterThanOrEqual(6_000);
    expect(run(call('A'), started(1), tick(6_000), tick(60_000)).log).toEqual(['speech A #1', 'cancel #1', 'finished A heard']);
  });

  test('slow speech and long texts get longer', () => {
    const long = { utterances: [{ language: 'en', text: 'x'.repeat(100), clips: null }] };
    const { state } = run(call('A', long), started(1));
    expect(nextDeadline(state, 1)).toBe(23_000);
    expect(nextDeadline(state, 0.5)).toBe(43_000);
  });

  test('a late event of a cancelled attempt is ignored', () => {
    expect(run(call('A'), tick(3_000), ended(1), started(1), failed(1)).log).toEqual(['speech A #1', 'cancel #1', 'clips A #2']);
  });

  test('a chime that fails costs nothing but the chime', () => {
    expect(run(call('A', { chime: true }), failed(1, 'not-allowed')).log).toEqual(['chime A #1', 'speech A #2']);
  });

  test('refused sound is kept until a key or click, then spoken unless out of date', () => {
    const refused = [call('A'), failed(1, 'not-allowed'), failed(2, 'not-allowed'), call('B', {}, 60_000)];
    expect(run(...refused).log).toEqual(['speech A #1', 'clips A #2', 'blocked']);
    expect(run(...refused, { kind: 'unlocked', at: 100_000 }).log.slice(3)).toEqual(['speech A #3']);
    expect(run(...refused, { kind: 'unlocked', at: 130_000 }).log.slice(3)).toEqual(['dropped A stale', 'speech B #3']);
  });

  test('a plan without words does not stop the queue', () => {
    expect(run(call('A'), call('X', { utterances: [] }), call('B'), ended(1)).log).toEqual(['speech A #1', 'finished A heard', 'finished X unheard', 'speech B #2']);
  });
});
