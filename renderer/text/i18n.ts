import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { sentences as firstEnglish } from './first-english.ts';
import { markLanguage, type ScreenLanguage } from './languages.ts';

const loaders: Readonly<Record<Exclude<ScreenLanguage, 'en'>, () => Promise<{ sentences: object }>>> = {
  es: () => import('./spanish.ts'),
  ar: () => import('./arabic.ts'),
};

/** Starts with as much English as the first screen needs; `loadEnglish` brings the rest. */
export async function startText(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en', fallbackLng: 'en', resources: { en: { translation: firstEnglish } },
    // React escapes what it shows; escaping twice would show names with &amp; in them.
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
}

/** English is shown for any sentence a language lacks, so every screen but the first waits for it. */
export async function loadEnglish(): Promise<void> {
  const { sentences } = await import('./english.ts');
  i18next.addResourceBundle('en', 'translation', sentences);
}

/** Has the sentences ready without showing them, for screens that show several languages at once. */
export async function loadLanguage(language: ScreenLanguage): Promise<void> {
  if (language === 'en' || i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', (await loaders[language]()).sentences);
}

/** Shows all screens in a language, in its direction of writing. */
export async function showLanguage(language: ScreenLanguage): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  markLanguage(language);
}
