import arabicRoles from '../text/ar/roles.json';
import arabic from '../text/ar/sign-in.json';
import englishRoles from '../text/en/roles.json';
import english from '../text/en/sign-in.json';
import spanishRoles from '../text/es/roles.json';
import spanish from '../text/es/sign-in.json';
import type { ScreenLanguage } from '#renderer/text/languages.ts';

/** The few sentences that the first frame shows; all others come with the program. */
export const firstWords: Readonly<Record<ScreenLanguage, {
  readonly signIn: Readonly<Record<'who' | 'pin' | 'password' | 'training-pin', string>>;
  readonly roles: Readonly<Record<string, string>>;
  /** Between the words of a list. */
  readonly comma: string;
}>> = {
  en: { signIn: english, roles: englishRoles, comma: ', ' },
  es: { signIn: spanish, roles: spanishRoles, comma: ', ' },
  ar: { signIn: arabic, roles: arabicRoles, comma: '، ' },
};
