const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * A name to stand in a sentence that is plain text: kept apart from its neighbours (U+2068 … U+2069) where scripts of both
 * directions may meet, so that a number beside it stays where it was written. Elsewhere unchanged.
 */
export function isolated(name: string, direction = document.documentElement.dir): string {
  return direction === 'rtl' || RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}
