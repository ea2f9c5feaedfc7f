import { z } from 'zod';
import { primaryLanguage } from './phrases.ts';
import { readRoom, spellLabel, type Spelled } from './said.ts';

/** Languages with a bundled sprite of clips (renderer/public/voice), in the order they are preferred when the wanted one has none. */
export const CLIP_LANGUAGES = ['en', 'es', 'ar'] as const;
export type ClipLanguage = (typeof CLIP_LANGUAGES)[number];

/** Numbers up to this have a clip of their own; larger room numbers are read digit by digit. */
export const LARGEST_NUMBER_CLIP = 20;
/** Not a sound: a short silence between groups, made by the player. */
export const PAUSE_CLIP = 'pause';

const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));

export const letterClip = (letter: string): string => `letter-${letter.toLowerCase()}`;
export const numberClip = (value: number): string => `number-${value}`;

/** Every clip a sprite must hold. */
export const CLIP_NAMES: readonly string[] = [
  'token', 'go-to-room', 'look-at-screen',
  ...LETTERS.map(letterClip),
  ...Array.from({ length: LARGEST_NUMBER_CLIP + 1 }, (_, n) => numberClip(n)),
];

/** Clips to play one after the other, all from one language's sprite. */
export type ClipPlan = { readonly language: ClipLanguage; readonly names: readonly string[] };

/**
 * Says token and room from bundled clips. A patient's name and the name of a place have no clip: the name is left
 * out, and instead of the place the patient is asked to look at the screen.
 */
export function fallbackClips(said: { tokenLabel: string; room: string; language: ClipLanguage }): ClipPlan {
  const token = ['token', ...spellLabel(said.tokenLabel).map(clipOf).filter((name) => name !== undefined)];
  return { language: said.language, names: [...token, PAUSE_CLIP, ...roomClips(said.room)] };
}

/** The sprite that speaks a language tag, if there is one. */
export function clipLanguage(tag: string): ClipLanguage | undefined {
  return CLIP_LANGUAGES.find((language) => language === primaryLanguage(tag));
}

function clipOf(part: Spelled): string | undefined {
  if (part.kind === 'break') return PAUSE_CLIP;
  if (part.kind === 'digit') return numberClip(part.digit);
  return LETTERS.includes(part.letter) ? letterClip(part.letter) : undefined;
}

function roomClips(room: string): readonly string[] {
  const where = readRoom(room);
  if (where.kind === 'place') return ['look-at-screen'];
  if (where.kind === 'letter') return ['go-to-room', letterClip(where.letter)];
  const letter = where.letter === '' ? [] : [letterClip(where.letter)];
  return ['go-to-room', ...numberClips(where.number), ...letter];
}

function numberClips(value: number): readonly string[] {
  return value <= LARGEST_NUMBER_CLIP ? [numberClip(value)] : [...String(value)].map((digit) => numberClip(Number(digit)));
}

/** The JSON beside a sprite: where in its sound file each clip lies, in seconds. */
export const ClipIndex = z.object({ clips: z.record(z.string(), z.tuple([z.number().nonnegative(), z.number().positive()])) });
export type ClipIndex = z.infer<typeof ClipIndex>;
