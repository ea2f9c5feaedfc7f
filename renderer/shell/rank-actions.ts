import { foldWord } from '#domain/patients/age-words.ts';

/** Those whose titles have all the words typed, at the start of words first; accents and case do not matter. */
export function rankActions<T extends { readonly title: string }>(actions: readonly T[], text: string): T[] {
  const words = foldWord(text).split(/\s+/).filter((word) => word !== '');
  return actions
    .map((action) => ({ action, score: scoreOf(foldWord(action.title), words) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score || a.action.title.localeCompare(b.action.title))
    .map(({ action }) => action);
}

function scoreOf(title: string, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const at = title.indexOf(word);
    if (at < 0) return -1;
    score += at === 0 ? 3 : title[at - 1] === ' ' ? 2 : 1;
  }
  return score;
}
