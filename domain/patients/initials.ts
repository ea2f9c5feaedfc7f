/** First letters of the first and last part, whole with their marks, for a tile without a photo. */
export function initials(name: string): string {
  const parts = name.split(/[\s.]+/u).filter((part) => /^\p{L}/u.test(part));
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => firstCharacter(part ?? '').toUpperCase()).join('');
}

let characters: Intl.Segmenter | undefined;

/** A letter that stands alone, as nearly all do: no mark or joiner follows. The segmenter takes a browser milliseconds to make. */
const PLAIN = /^[A-Za-z\u0621-\u064a](?![\p{M}\u200c\u200d])/u;

function firstCharacter(text: string): string {
  if (PLAIN.test(text)) return text.charAt(0);
  characters ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return characters.segment(text).containing(0)?.segment ?? '';
}
