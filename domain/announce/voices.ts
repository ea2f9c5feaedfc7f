import { primaryLanguage } from './phrases.ts';

/** The part of a system voice that matters for the choice; a browser's SpeechSynthesisVoice fits. */
export type VoiceLike = {
  readonly voiceURI: string; readonly name: string;
  /** BCP 47, though some systems write an underscore. */
  readonly lang: string;
  /** False for voices that need the network. */
  readonly localService: boolean;
  readonly default: boolean;
};

/** Joke voices that macOS lists as ordinary ones, first in the alphabet; taken only when there is nothing else. */
const NOVELTY = /^(?:albert|bad news|bahh|bells|boing|bubbles|cellos|good news|jester|organ|superstar|trinoids|whisper|wobble|zarvox|deranged|hysterical|pipe organ|ralph|fred|junior)\b/i;

/**
 * The voice for a language tag: the preferred one if it speaks the language, else the exact locale before another of
 * the same language, and in each of these local before network voices, then the system's default, then list order.
 * Undefined when no voice speaks the language: never a voice of another language, which nobody would understand.
 */
export function pickVoice<V extends VoiceLike>(voices: readonly V[], language: string, preferredVoiceUri?: string): V | undefined {
  const speaking = voices.filter((voice) => primaryLanguage(voice.lang) === primaryLanguage(language));
  const preferred = speaking.find((voice) => voice.voiceURI === preferredVoiceUri);
  if (preferred) return preferred;
  const rank = (voice: V): number =>
    (NOVELTY.test(voice.name) ? 0 : 8) + (tag(voice.lang) === tag(language) ? 4 : 0) + (voice.localService ? 2 : 0) + (voice.default ? 1 : 0);
  return speaking.reduce<V | undefined>((best, voice) => (!best || rank(voice) > rank(best) ? voice : best), undefined);
}

const tag = (language: string): string => language.toLowerCase().replaceAll('_', '-');
