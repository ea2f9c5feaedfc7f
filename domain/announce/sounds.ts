import { assertNever } from '../kit/assert-never.ts';
import { CHIME_WITHIN_MS, longestClipsMs, longestSpeechMs, START_WITHIN_MS } from './limits.ts';
import type { AnnouncementPlan, Utterance } from './plan.ts';

/** One thing to be heard (or a silence of `ms`); an announcement is a row of them. */
export type Sound =
  | { readonly kind: 'chime' }
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'speech'; readonly utterance: Utterance }
  | { readonly kind: 'clips'; readonly utterance: Utterance };

/**
 * Why a sound failed: `not-allowed` = the browser wants a key or click first, `no-voice` = none for the language,
 * `timed-out` = never began or never ended, `failed` = anything else the platform reports.
 */
export type FailureReason = 'not-allowed' | 'no-voice' | 'timed-out' | 'failed';

/** Silence in ms between two languages, and before the announcement is repeated. */
const BETWEEN_LANGUAGES_MS = 300;
const BETWEEN_REPEATS_MS = 900;

/** Chime first, then each language in turn; the repeats follow without another chime. */
export function soundsOf(plan: AnnouncementPlan): readonly Sound[] {
  const once = plan.utterances.flatMap((utterance, i): Sound[] =>
    i === 0 ? [{ kind: 'speech', utterance }] : [{ kind: 'pause', ms: BETWEEN_LANGUAGES_MS }, { kind: 'speech', utterance }]);
  const sounds: Sound[] = plan.chime ? [{ kind: 'chime' }] : [];
  for (let said = 0; said < plan.repeats; said += 1) {
    if (said > 0) sounds.push({ kind: 'pause', ms: BETWEEN_REPEATS_MS });
    sounds.push(...once);
  }
  return sounds;
}

/** ms within which a sound must begin, and within which it must end, both counted from when it was asked for. */
export function timeLimits(sound: Sound, rate: number): { readonly start: number; readonly end: number } {
  switch (sound.kind) {
    case 'chime': return { start: CHIME_WITHIN_MS, end: CHIME_WITHIN_MS };
    case 'pause': return { start: sound.ms, end: sound.ms };
    case 'speech': return { start: START_WITHIN_MS, end: START_WITHIN_MS + longestSpeechMs(sound.utterance.text, rate) };
    case 'clips': return { start: START_WITHIN_MS, end: START_WITHIN_MS + longestClipsMs(sound.utterance.clips?.names.length ?? 0) };
    default: return assertNever(sound);
  }
}
