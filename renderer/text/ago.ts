const MINUTE_MS = 60_000;

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number, below: number])[] = [
  ['minute', 60_000, 60], ['hour', 3_600_000, 24], ['day', 86_400_000, 60], ['month', 2_629_800_000, 24], ['year', 31_557_600_000, Infinity],
];

/** Short in Arabic says "within 6 months" where it means "6 months ago" (CLDR 44 to 48). Made once for each language: a browser takes part of a millisecond for one, and lists ask for many. */
const made = new Map<string, Intl.RelativeTimeFormat>();

function wordsOf(language: string): Intl.RelativeTimeFormat {
  const words = made.get(language) ?? new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'always', style: language.startsWith('ar') ? 'long' : 'short' });
  made.set(language, words);
  return words;
}

/** `now`, as the language says it. */
const nowOf = (language: string): string => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');

/** How long ago an instant was, in the largest unit that still says enough: `now`, `3 h ago`, `5 mo. ago`. */
export function ago(instant: string, now: number, language: string): string {
  const passed = Math.max(0, now - Date.parse(instant));
  if (passed < MINUTE_MS) return nowOf(language);
  const [unit, ms] = STEPS.find(([, each, below]) => passed / each < below) ?? ['year', 31_557_600_000];
  return wordsOf(language).format(-Math.floor(passed / ms), unit);
}
