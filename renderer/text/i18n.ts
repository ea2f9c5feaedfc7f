import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { sentences as english } from './english.ts';

/** Languages the screens exist in. */
export const screenLanguages = ['en', 'es', 'ar'] as const;
export type ScreenLanguage = (typeof screenLanguages)[number];

/** Each language's name for itself. */
export const languageNames: Readonly<Record<ScreenLanguage, string>> = { en: 'English', es: 'Español', ar: 'العربية' };

const loaders: Readonly<Record<Exclude<ScreenLanguage, 'en'>, () => Promise<{ sentences: object }>>> = {
  es: () => import('./spanish.ts'),
  ar: () => import('./arabic.ts'),
};

/** Starts with English, which is also shown for any sentence a language lacks. */
export async function startText(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en', fallbackLng: 'en', resources: { en: { translation: english } },
    // React escapes what it shows; escaping twice would show names with &amp; in them.
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
}

/** The first of some language tags that the screens exist in. */
export function screenLanguageOf(tags: readonly (string | null | undefined)[]): ScreenLanguage {
  for (const tag of tags) {
    const known = screenLanguages.find((language) => language === tag?.toLowerCase().split('-')[0]);
    if (known) return known;
  }
  return 'en';
}

export const directionOf = (language: string): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

/** Has the sentences ready without showing them, for screens that show several languages at once. */
export async function loadLanguage(language: ScreenLanguage): Promise<void> {
  if (language === 'en' || i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', (await loaders[language]()).sentences);
}

/** Shows all screens in a language, in its direction of writing. */
export async function showLanguage(language: ScreenLanguage): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
