import { personRow, seeded } from './people.ts';

/**
 * What a person at the desk has typed at each key press while looking for some of the people whom `personRow` makes:
 * a first name, then the beginning of another part, a phone, a number. From two characters on.
 */
export function typedQueries(people: number, seed: number): string[] {
  const random = seeded(seed);
  const typed: string[] = [];
  for (let n = 0; n < people; n++) {
    const { name, phone } = personRow('', 1 + Math.floor(random() * people * 100), random);
    const [given = '', family = ''] = name.split(' ');
    typed.push(...beginnings(given, 2, 8), ...beginnings(family, 2, 8));
    typed.push(...beginnings(family, 1, 4).map((part) => `${given} ${part}`), ...beginnings(given, 1, 3).map((part) => `${family} ${part}`));
    if (phone !== null) typed.push(...beginnings(phone, 3, 10), phone.slice(-6));
    typed.push(`KB7-3F-${String(1 + Math.floor(random() * people * 100)).padStart(5, '0')}`, String(1 + Math.floor(random() * 99_999)));
  }
  return shuffled(typed, random);
}

const beginnings = (word: string, from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, Math.min(to, word.length) - from + 1) }, (_, i) => word.slice(0, from + i));

/** Mixed, so that every round of a measurement meets easy and hard ones alike. */
function shuffled(items: string[], random: () => number): string[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] ?? '', items[i] ?? ''];
  }
  return items;
}
