/** Languages the screens exist in. */
export const screenLanguages = ['en', 'es', 'ar'] as const;
export type ScreenLanguage = (typeof screenLanguages)[number];

/** Each language's name for itself. */
export const languageNames: Readonly<Record<ScreenLanguage, string>> = { en: 'English', es: 'Español', ar: 'العربية' };

/** The first of some language tags that the screens exist in. */
export function screenLanguageOf(tags: readonly (string | null | undefined)[]): ScreenLanguage {
  for (const tag of tags) {
    const known = screenLanguages.find((language) => language === tag?.toLowerCase().split('-')[0]);
    if (known) return known;
  }
  return 'en';
}

export const directionOf = (language: string): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

/** Tells the page which language it is in: its styles, its hyphens and its screen readers go by that. */
export function markLanguage(language: ScreenLanguage): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
