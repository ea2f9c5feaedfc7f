/** Code points kept of one field: more than any paper here can show, so that layout stays quick. */
const FIELD_LIMIT = 400;

/** Marks stacked on one letter beyond what any language needs; they would paint over other lines. */
const PILED_MARKS = /(\p{M}{6})\p{M}+/gu;

/** Direction overrides can make a name read as another; joiners (U+200C, U+200D) stay, scripts need them. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\uFE00-\uFE0F]/gu;
const JOINERS = /[\u200C\u200D]/u;

/**
 * Text as it may reach paper: one line, composed (NFC), no control characters, no broken surrogates,
 * no invisible direction changes, at most `limit` code points. What was cut is not marked here.
 */
export function printableText(text: string, limit: number = FIELD_LIMIT): string {
  const clean = text
    .slice(0, limit * 8)
    .toWellFormed()
    .replaceAll('\uFFFD', '?')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Z}\s]+/gu, ' ')
    .replace(INVISIBLE, (c) => (JOINERS.test(c) ? c : ''))
    .replace(PILED_MARKS, '$1')
    .trim();
  const points = [...clean];
  return points.length <= limit ? clean : points.slice(0, limit).join('').trimEnd();
}

/** What a reader sees as letters: a base with its marks is never torn apart by a line break. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
