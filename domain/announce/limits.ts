/** Slowest plausible reading: about three times the ordinary 14 characters a second, since a cut announcement is worse than a pause. */
const MS_PER_CHARACTER = 200;
/** A digit is a whole word when read. */
const CHARACTERS_PER_DIGIT = 6;
const LEAST_SPEECH_MS = 6_000;
/** Longest word ("double-u") plus the pause after it. */
const MS_PER_CLIP = 1_500;

/** A voice or player that has not begun by then never will; Chromium reports no error when the system's speech service hangs. */
export const START_WITHIN_MS = 3_000;
export const CHIME_WITHIN_MS = 2_000;

/** Upper bound in ms for speaking `text` at `rate` (1 = ordinary, 0.5 = half as fast), at least 6 s. */
export function longestSpeechMs(text: string, rate: number): number {
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  const characters = [...text].length + digits * (CHARACTERS_PER_DIGIT - 1);
  return Math.max(LEAST_SPEECH_MS, Math.ceil((characters * MS_PER_CHARACTER) / Math.max(0.1, rate)));
}

/** Upper bound in ms for playing that many clips. */
export function longestClipsMs(count: number): number {
  return Math.max(LEAST_SPEECH_MS, count * MS_PER_CLIP);
}
