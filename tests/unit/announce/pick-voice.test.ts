import { describe, expect, test } from 'vitest';
import { pickVoice, type VoiceLike } from '#domain/announce/announcement.ts';

const voice = (name: string, lang: string, more: Partial<VoiceLike> = {}): VoiceLike => ({ voiceURI: name, name, lang, localService: true, default: false, ...more });
const chosen = (voices: readonly VoiceLike[], language: string, preferred?: string): string | undefined => pickVoice(voices, language, preferred)?.name;

// spec: QUE-3
describe('the choice of a voice', () => {
  const helena = voice('Helena', 'es-ES');
  const sabina = voice('Sabina', 'es_MX');
  const online = voice('Online', 'es-MX', { localService: false });

  test('the preferred one, as long as it speaks the language', () => {
    expect(chosen([sabina, helena], 'es-MX', 'Helena')).toBe('Helena');
    expect(chosen([voice('Zira', 'en-US'), helena], 'es', 'Zira')).toBe('Helena');
  });
  test('the exact locale, even when written with an underscore', () => expect(chosen([helena, sabina], 'es-mx')).toBe('Sabina'));
  test('any voice of the language when the locale is missing', () => expect(chosen([voice('Zira', 'en-US'), helena], 'es-AR')).toBe('Helena'));
  test('a voice of this PC before one from the network', () => expect(chosen([online, sabina], 'es-MX')).toBe('Sabina'));
  test('the system’s default among equals', () => {
    expect(chosen([voice('A', 'en-US'), voice('B', 'en-US', { default: true })], 'en')).toBe('B');
  });
  test('no joke voice while there is another', () => {
    expect(chosen([voice('Albert', 'en-US'), voice('Samantha', 'en-US')], 'en-US')).toBe('Samantha');
    expect(chosen([voice('Albert', 'en-US')], 'en')).toBe('Albert');
  });
  test('none rather than one of another language', () => expect(chosen([helena, voice('Est', 'est')], 'ar')).toBeUndefined());
});
