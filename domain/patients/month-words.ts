import { foldWord } from './age-words.ts';

/** The languages whose month names are understood in a typed date. */
const LOCALES = ['en', 'es', 'fr', 'pt', 'hi', 'sw', 'ar-EG', 'ar-MA'];

let months: ReadonlyMap<string, number> | undefined;

/** The month (1–12) that a word names, long or short, in any interface language; case, accents and points ignored. */
export function monthOfWord(word: string): number | undefined {
  months ??= readMonths();
  return months.get(foldMonth(word));
}

const foldMonth = (word: string): string => foldWord(word).replace(/\./g, '');

/** The names come from the platform (Intl), which every runtime of the program carries in full. */
function readMonths(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const locale of LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const name = foldMonth(format.format(Date.UTC(2001, month - 1, 15)));
        // The first language that claims a word keeps it: `mar` is March, never martes.
        if (/\p{L}{2}/u.test(name) && !names.has(name)) names.set(name, month);
      }
    }
  }
  // English writes September both ways; the platform knows one of them.
  return names.set('sep', 9).set('sept', 9);
}
