import { assertNever } from '../kit/assert-never.ts';
import type { AnnouncementPlan } from './plan.ts';
import { type FailureReason, type Sound, soundsOf, timeLimits } from './sounds.ts';

/** `calledAt` is when it entered this queue, on the same clock as every `at`. */
export type Announcement = { readonly plan: AnnouncementPlan; readonly calledAt: number };

type Playing = {
  readonly announcement: Announcement;
  readonly sound: Sound;
  readonly rest: readonly Sound[];
  /** Names this one attempt, so that a late event of an earlier one is recognised and ignored. */
  readonly ticket: number;
  readonly askedAt: number;
  readonly started: boolean;
  /** True once any words of this announcement began to sound. */
  readonly heard: boolean;
};

export type QueueState = {
  readonly waiting: readonly Announcement[];
  readonly playing: Playing | null;
  readonly nextTicket: number;
  /** The browser refuses sound until someone presses a key or clicks: nothing is played, everything is kept. */
  readonly blocked: boolean;
};

/** `at` is a reading of the caller's clock in ms; it never runs backwards. */
export type QueueEvent = { readonly at: number } & (
  | { readonly kind: 'enqueue'; readonly plan: AnnouncementPlan }
  | { readonly kind: 'started' | 'ended'; readonly ticket: number }
  | { readonly kind: 'failed'; readonly ticket: number; readonly reason: FailureReason }
  | { readonly kind: 'tick' }
  /** The token was skipped or its call taken back. */
  | { readonly kind: 'remove'; readonly tokenId: string }
  /** Someone pressed a key or clicked in the window. */
  | { readonly kind: 'unlocked' }
  /** Stop now and forget all that waits. */
  | { readonly kind: 'silence' }
);

/** What the caller must do, in this order. A `pause` is never a `play`: it ends by a tick. */
export type QueueEffect =
  | { readonly kind: 'play'; readonly ticket: number; readonly sound: Exclude<Sound, { kind: 'pause' }>; readonly announcement: Announcement }
  | { readonly kind: 'cancel'; readonly ticket: number; readonly reason: 'timed-out' | 'silenced' }
  | { readonly kind: 'finished'; readonly announcement: Announcement; readonly heard: boolean }
  | { readonly kind: 'dropped'; readonly announcement: Announcement; readonly reason: 'replaced' | 'removed' | 'stale' | 'silenced' }
  | { readonly kind: 'blocked' };

type Step = { readonly state: QueueState; readonly effects: readonly QueueEffect[] };

/** After sound was refused for that long, a call is no longer news to anybody. */
const STALE_AFTER_MS = 120_000;

export const emptyQueue: QueueState = { waiting: [], playing: null, nextTicket: 1, blocked: false };

/**
 * The order in which announcements are heard: one sound at a time, first called first heard, emergencies ahead of all
 * that waits, and never stuck: every sound has a time limit, after which it is cancelled. `rate` is the speaking rate.
 */
export function advance(state: QueueState, event: QueueEvent, rate = 1): Step {
  switch (event.kind) {
    case 'enqueue': return startNext(enqueue(state, { plan: event.plan, calledAt: event.at }), event.at);
    case 'started': return { state: markStarted(state, event.ticket), effects: [] };
    case 'ended': return isPlaying(state, event.ticket) ? afterSound(state, event.at, true) : { state, effects: [] };
    case 'failed': return isPlaying(state, event.ticket) ? afterFailure(state, event.reason, event.at) : { state, effects: [] };
    case 'tick': return afterTick(state, event.at, rate);
    case 'remove': return remove(state, event.tokenId);
    case 'unlocked': return unlock(state, event.at);
    case 'silence': return silence(state);
    default: return assertNever(event);
  }
}

/** When the next tick is needed, on the caller's clock; undefined when nothing plays. */
export function nextDeadline(state: QueueState, rate = 1): number | undefined {
  if (!state.playing) return undefined;
  const limits = timeLimits(state.playing.sound, rate);
  return state.playing.askedAt + (state.playing.started ? limits.end : limits.start);
}

const isPlaying = (state: QueueState, ticket: number): boolean => state.playing?.ticket === ticket;

/** A recall takes the place of the same token's waiting call, with the newer words (the room may have changed). */
function enqueue(state: QueueState, announcement: Announcement): Step {
  const { tokenId, urgent } = announcement.plan;
  const place = state.waiting.findIndex((other) => other.plan.tokenId === tokenId);
  const replaced = state.waiting[place];
  if (replaced && (replaced.plan.urgent || !urgent)) {
    const kept = { ...announcement, plan: { ...announcement.plan, urgent: replaced.plan.urgent } };
    return { state: { ...state, waiting: state.waiting.with(place, kept) }, effects: [dropped(replaced, 'replaced')] };
  }
  const others = state.waiting.filter((other) => other !== replaced);
  const before = urgent ? others.findIndex((other) => !other.plan.urgent) : -1;
  const waiting = others.toSpliced(before < 0 ? others.length : before, 0, announcement);
  return { state: { ...state, waiting }, effects: replaced ? [dropped(replaced, 'replaced')] : [] };
}

function markStarted(state: QueueState, ticket: number): QueueState {
  if (!state.playing || state.playing.ticket !== ticket) return state;
  const heard = state.playing.heard || isWords(state.playing.sound);
  return { ...state, playing: { ...state.playing, started: true, heard } };
}

const isWords = (sound: Sound): boolean => sound.kind === 'speech' || sound.kind === 'clips';

/** Goes on to the next sound of the announcement, or finishes it and takes the next one. */
function afterSound(state: QueueState, at: number, sounded: boolean): Step {
  const { playing } = state;
  if (!playing) return { state, effects: [] };
  const heard = playing.heard || (sounded && isWords(playing.sound));
  const [next, ...rest] = playing.rest;
  if (next) return play(state, { announcement: playing.announcement, sound: next, rest, heard }, at);
  const finished: QueueEffect = { kind: 'finished', announcement: playing.announcement, heard };
  return startNext({ state: { ...state, playing: null }, effects: [finished] }, at);
}

/** Words that failed are said by clips; when those are refused as well, everything waits for a key or click. */
function afterFailure(state: QueueState, reason: FailureReason, at: number): Step {
  const { playing } = state;
  if (!playing) return { state, effects: [] };
  const { sound } = playing;
  if (sound.kind === 'speech' && sound.utterance.clips) {
    return play(state, { ...playing, sound: { kind: 'clips', utterance: sound.utterance } }, at);
  }
  if (reason !== 'not-allowed' || !isWords(sound)) return afterSound(state, at, false);
  const kept = putBack(state.waiting, playing.announcement);
  return { state: { ...state, playing: null, blocked: true, waiting: kept.waiting }, effects: [...kept.effects, { kind: 'blocked' }] };
}

/** First of its class again, unless the token was called anew meanwhile. */
function putBack(waiting: readonly Announcement[], announcement: Announcement): { waiting: readonly Announcement[]; effects: readonly QueueEffect[] } {
  if (waiting.some((other) => other.plan.tokenId === announcement.plan.tokenId)) return { waiting, effects: [dropped(announcement, 'replaced')] };
  const place = announcement.plan.urgent ? 0 : waiting.filter((other) => other.plan.urgent).length;
  return { waiting: waiting.toSpliced(place, 0, announcement), effects: [] };
}

function afterTick(state: QueueState, at: number, rate: number): Step {
  const deadline = nextDeadline(state, rate);
  if (!state.playing || deadline === undefined || at < deadline) return { state, effects: [] };
  if (state.playing.sound.kind === 'pause') return afterSound(state, at, false);
  const cancel: QueueEffect = { kind: 'cancel', ticket: state.playing.ticket, reason: 'timed-out' };
  const next = state.playing.started ? afterSound(state, at, true) : afterFailure(state, 'timed-out', at);
  return { state: next.state, effects: [cancel, ...next.effects] };
}

/** What is being said is said to its end, but not repeated. */
function remove(state: QueueState, tokenId: string): Step {
  const gone = state.waiting.filter((waiting) => waiting.plan.tokenId === tokenId);
  const waiting = state.waiting.filter((other) => other.plan.tokenId !== tokenId);
  const current = state.playing?.announcement.plan.tokenId === tokenId ? { ...state.playing, rest: [] } : state.playing;
  return { state: { ...state, waiting, playing: current }, effects: gone.map((one) => dropped(one, 'removed')) };
}

function unlock(state: QueueState, at: number): Step {
  if (!state.blocked) return { state, effects: [] };
  const isStale = (one: Announcement): boolean => at - one.calledAt > STALE_AFTER_MS;
  const effects = state.waiting.filter(isStale).map((one) => dropped(one, 'stale'));
  return startNext({ state: { ...state, blocked: false, waiting: state.waiting.filter((one) => !isStale(one)) }, effects }, at);
}

function silence(state: QueueState): Step {
  const cancel: QueueEffect[] = state.playing ? [{ kind: 'cancel', ticket: state.playing.ticket, reason: 'silenced' }] : [];
  const all = state.playing ? [state.playing.announcement, ...state.waiting] : state.waiting;
  return { state: { ...state, playing: null, waiting: [] }, effects: [...cancel, ...all.map((one) => dropped(one, 'silenced'))] };
}

function startNext(step: Step, at: number): Step {
  const { state } = step;
  const [next, ...waiting] = state.waiting;
  if (state.playing || state.blocked || !next) return step;
  const [sound, ...rest] = soundsOf(next.plan);
  if (!sound) return startNext({ state: { ...state, waiting }, effects: [...step.effects, { kind: 'finished', announcement: next, heard: false }] }, at);
  const started = play({ ...state, waiting }, { announcement: next, sound, rest, heard: false }, at);
  return { state: started.state, effects: [...step.effects, ...started.effects] };
}

function play(state: QueueState, what: Pick<Playing, 'announcement' | 'sound' | 'rest' | 'heard'>, at: number): Step {
  const { announcement, sound, rest, heard } = what;
  const playing: Playing = { announcement, sound, rest, heard, ticket: state.nextTicket, askedAt: at, started: false };
  const effects: QueueEffect[] = sound.kind === 'pause' ? [] : [{ kind: 'play', ticket: playing.ticket, sound, announcement }];
  return { state: { ...state, playing, nextTicket: state.nextTicket + 1 }, effects };
}

const dropped = (announcement: Announcement, reason: Extract<QueueEffect, { kind: 'dropped' }>['reason']): QueueEffect =>
  ({ kind: 'dropped', announcement, reason });
