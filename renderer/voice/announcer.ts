import {
  advance, type Announcement, type AnnouncementPlan, emptyQueue, nextDeadline, type QueueEffect, type QueueEvent, type VoiceLike,
} from '#domain/announce/announcement.ts';
import { assertNever } from '#domain/kit/assert-never.ts';
import type { Cancel, PlayChime, PlayClips, SetTimer, SoundListener, Synth, VoiceSettings } from './ports.ts';
import { createSpeaker, type Speaker } from './speaker.ts';

/** `voice`: the system's; `clips`: the bundled ones. */
export type Via = 'voice' | 'clips';

/** What is heard now. `at` and `calledAt` are readings of `now`; a call's delay is their difference at its first `speaking`. */
export type VoiceState = { readonly at: number } & (
  | { readonly kind: 'idle' }
  /** Sound is refused until a key or click; show that, and call `unlock` on it. */
  | { readonly kind: 'blocked' }
  | ({ readonly kind: 'chime' } & OfCall)
  /** `text`: the words spoken, or the names of the clips. */
  | ({ readonly kind: 'speaking'; readonly text: string; readonly language: string; readonly via: Via } & OfCall)
  /** The call was heard; `startedAfterMs` counts from `announce` to the first word. */
  | ({ readonly kind: 'done'; readonly via: Via; readonly startedAfterMs: number } & OfCall)
  /** Nobody heard the call. */
  | ({ readonly kind: 'failed' } & OfCall)
  /** The call will not be spoken: called anew, taken back, out of date, or the sound was turned off. */
  | ({ readonly kind: 'dropped'; readonly reason: 'replaced' | 'removed' | 'stale' | 'silenced' } & OfCall)
);

type OfCall = { readonly callId: string; readonly tokenId: string; readonly calledAt: number };

export type AnnouncerPorts<V extends VoiceLike = VoiceLike> = {
  /** Undefined where the browser has no speech synthesis: clips speak then. */
  readonly synth: Synth<V> | undefined;
  readonly playClips: PlayClips;
  readonly playChime: PlayChime;
  /** Milliseconds, never running backwards (`performance.now`). */
  readonly now: () => number;
  readonly setTimer: SetTimer;
  /** Read anew for each sound, so that a change counts from the next one. */
  readonly settings: () => VoiceSettings;
  readonly onState: (state: VoiceState) => void;
};

export type Announcer = {
  announce(plan: AnnouncementPlan): void;
  /** The token was skipped: it is not called any more; what is being said is said to its end. */
  remove(tokenId: string): void;
  /** To be called on a key or click while blocked. */
  unlock(): void;
  /** Stops at once and forgets what waits. */
  silence(): void;
  /** The system's voices for a language, to choose from in the settings; when empty, clips speak. */
  voicesFor(language: string): readonly VoiceLike[];
};

/** The first words of a call that were heard. */
type FirstWords = { readonly via: Via; readonly at: number };

/** Speaks plans one after the other: carries out what the queue (domain/announce/queue.ts) decides. */
export function createAnnouncer<V extends VoiceLike>(ports: AnnouncerPorts<V>): Announcer {
  const { now, setTimer, settings } = ports;
  const speaker = ports.synth ? createSpeaker(ports.synth, now, setTimer) : undefined;
  const firstWords = new Map<Announcement, FirstWords>();
  const events: QueueEvent[] = [];
  let queue = emptyQueue;
  let pumping = false;
  let cancelSound: Cancel = () => undefined;
  let cancelTick: Cancel = () => undefined;

  const report = (state: WithoutTime<VoiceState>): void => ports.onState({ ...state, at: now() });

  // A player may answer while it is being asked; its answer then waits until the effects at hand are carried out.
  const send = (event: QueueEvent): void => {
    events.push(event);
    if (pumping) return;
    pumping = true;
    try {
      for (let next = events.shift(); next; next = events.shift()) handle(next);
    } finally {
      pumping = false;
    }
    scheduleTick();
  };

  const handle = (event: QueueEvent): void => {
    const wasBusy = queue.playing !== null || queue.blocked;
    if (event.kind === 'started' && event.ticket === queue.playing?.ticket && !queue.playing.started) reportStart();
    const step = advance(queue, event, settings().rate);
    queue = step.state;
    for (const effect of step.effects) carryOut(effect);
    if (wasBusy && !queue.playing && !queue.blocked) report({ kind: 'idle' });
  };

  const scheduleTick = (): void => {
    cancelTick();
    const deadline = nextDeadline(queue, settings().rate);
    if (deadline !== undefined) cancelTick = setTimer(() => send({ kind: 'tick', at: now() }), Math.max(0, deadline - now()));
  };

  const reportStart = (): void => {
    if (!queue.playing) return;
    const { announcement, sound } = queue.playing;
    if (sound.kind === 'chime') return report({ kind: 'chime', ...ofCall(announcement) });
    if (sound.kind === 'pause') return;
    const via: Via = sound.kind === 'speech' ? 'voice' : 'clips';
    if (!firstWords.has(announcement)) firstWords.set(announcement, { via, at: now() });
    const said = via === 'clips' && sound.utterance.clips
      ? { text: sound.utterance.clips.names.join(' '), language: sound.utterance.clips.language }
      : { text: sound.utterance.text, language: sound.utterance.language };
    report({ kind: 'speaking', ...said, via, ...ofCall(announcement) });
  };

  const carryOut = (effect: QueueEffect): void => {
    switch (effect.kind) {
      case 'play': cancelSound = playSound(effect, listenerFor(effect.ticket), ports, speaker); return;
      case 'cancel': cancelSound(); return;
      case 'blocked': report({ kind: 'blocked' }); return;
      case 'dropped': report({ kind: 'dropped', reason: effect.reason, ...ofCall(effect.announcement) }); break;
      case 'finished': report(ending(effect, firstWords.get(effect.announcement))); break;
      default: assertNever(effect);
    }
    firstWords.delete(effect.announcement);
  };

  const listenerFor = (ticket: number): SoundListener => ({
    started: () => send({ kind: 'started', ticket, at: now() }),
    ended: () => send({ kind: 'ended', ticket, at: now() }),
    failed: (reason) => send({ kind: 'failed', ticket, reason, at: now() }),
  });

  return {
    announce: (plan) => send({ kind: 'enqueue', plan, at: now() }),
    remove: (tokenId) => send({ kind: 'remove', tokenId, at: now() }),
    unlock: () => send({ kind: 'unlocked', at: now() }),
    silence: () => send({ kind: 'silence', at: now() }),
    voicesFor: (language) => speaker?.voicesFor(language) ?? [],
  };
}

type WithoutTime<S> = S extends unknown ? Omit<S, 'at'> : never;

function ending(effect: Extract<QueueEffect, { kind: 'finished' }>, first: FirstWords | undefined): WithoutTime<VoiceState> {
  const call = ofCall(effect.announcement);
  if (!effect.heard) return { kind: 'failed', ...call };
  // A voice that ends without ever having said that it began was heard, but nobody knows since when.
  return { kind: 'done', via: first?.via ?? 'voice', startedAfterMs: Math.round((first?.at ?? call.calledAt) - call.calledAt), ...call };
}

const ofCall = ({ plan, calledAt }: Announcement): OfCall => ({ callId: plan.callId, tokenId: plan.tokenId, calledAt });

function playSound<V extends VoiceLike>(
  effect: Extract<QueueEffect, { kind: 'play' }>, listener: SoundListener, ports: AnnouncerPorts<V>, speaker: Speaker | undefined,
): Cancel {
  const { sound } = effect;
  const settings = ports.settings();
  try {
    if (sound.kind === 'chime') return ports.playChime(settings.volume, listener);
    if (sound.kind === 'clips' && sound.utterance.clips) return ports.playClips(sound.utterance.clips, settings.volume, listener);
    if (sound.kind === 'speech' && speaker) return speaker.speak(sound.utterance, settings, listener);
    listener.failed('no-voice');
  } catch {
    // Platforms throw here for reasons of their own (no audio device); the call must go on all the same.
    listener.failed('failed');
  }
  return () => undefined;
}
