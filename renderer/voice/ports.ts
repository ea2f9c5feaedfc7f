import type { ClipPlan, FailureReason, VoiceLike } from '#domain/announce/announcement.ts';

/** What a player tells about one sound. After `ended` or `failed`, or once cancelled, it says no more. */
export type SoundListener = {
  started(): void;
  ended(): void;
  failed(reason: FailureReason): void;
};

export type Cancel = () => void;

/** One utterance; rate and volume as in the Web Speech API. */
export type Words<V extends VoiceLike> = { readonly text: string; readonly voice: V; readonly rate: number; readonly volume: number };

/** `error` gets the code of the Web Speech API (SpeechSynthesisErrorCode). */
export type WordsListener = { start(): void; end(): void; error(code: string): void };

/** The part of `window.speechSynthesis` that is used, without its utterance objects. */
export type Synth<V extends VoiceLike = VoiceLike> = {
  getVoices(): readonly V[];
  speak(words: Words<V>, listener: WordsListener): void;
  cancel(): void;
  pause(): void;
  resume(): void;
  /** Calls back whenever the list of voices changed. */
  onVoicesChanged(listener: () => void): void;
};

/** Volumes are 0 to 1. */
export type PlayClips = (clips: ClipPlan, volume: number, listener: SoundListener) => Cancel;
export type PlayChime = (volume: number, listener: SoundListener) => Cancel;

/** Runs once after `ms`, unless cancelled. */
export type SetTimer = (run: () => void, ms: number) => Cancel;

/** This PC's way of speaking: rate 0.5 to 2, volume 0 to 1, the chosen voice's URI by language tag. */
export type VoiceSettings = {
  readonly rate: number; readonly volume: number; readonly voices: Readonly<Record<string, string>>;
};
