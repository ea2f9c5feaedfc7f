import { CLIP_NAMES, type ClipLanguage } from '#domain/announce/announcement.ts';
import { PHRASES } from '#domain/announce/phrases.ts';

/** espeak-ng voices. Latin American Spanish is understood in Spain too; the reverse is less so. */
const ESPEAK_VOICE: Readonly<Record<ClipLanguage, string>> = { en: 'en-us', es: 'es-419', ar: 'ar' };

/** Arabic has no sound for the Latin letter names (A and I would be one), so its clips of letters keep the English voice. */
export function clipVoice(language: ClipLanguage, clip: string): string {
  return ESPEAK_VOICE[readsLettersIn(language, clip)];
}

const readsLettersIn = (language: ClipLanguage, clip: string): ClipLanguage => (language === 'ar' && clip.startsWith('letter-') ? 'en' : language);

/** What the synthesizer is given for a clip; the words are those of the live announcement. */
export function clipText(language: ClipLanguage, clip: string): string {
  const phrases = PHRASES[readsLettersIn(language, clip)];
  if (clip === 'token') return phrases.token;
  if (clip === 'go-to-room') return phrases.goToRoom.replace('{room}', '').trim();
  if (clip === 'look-at-screen') return phrases.lookAtScreen;
  const [kind = '', value = ''] = clip.split('-');
  if (kind === 'letter') return phrases.letters?.[value.toUpperCase()] ?? value.toUpperCase();
  if (language === 'ar' && value === '10') return 'عَشَرَة';
  // From ten on the synthesizer's own reading of a number is right, but for the Arabic ten.
  return phrases.digits[Number(value)] ?? value;
}

/** Name, text and espeak-ng voice of every clip of a language, in the order they lie in the sprite. */
export function clipTexts(language: ClipLanguage): readonly { readonly name: string; readonly text: string; readonly voice: string }[] {
  return CLIP_NAMES.map((name) => ({ name, text: clipText(language, name), voice: clipVoice(language, name) }));
}
