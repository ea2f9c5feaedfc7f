/** Languages offered; any other can come with an import or the command line and is shown as well. */
const OFFERED = ['en', 'es', 'ar', 'fr', 'pt', 'hi', 'sw', 'bn', 'ur', 'fa', 'am', 'ha', 'so', 'my', 'id', 'vi', 'zh', 'ru', 'uk', 'tr'];

/** Tags that may be added to a list of languages. */
export const languagesToAdd = (chosen: readonly string[]): string[] => OFFERED.filter((tag) => !chosen.includes(tag));

/** The list with one entry moved up or down by one. */
export function moved(list: readonly string[], index: number, step: 1 | -1): string[] {
  const next = [...list];
  const [entry] = next.splice(index, 1);
  if (entry !== undefined) next.splice(Math.max(0, index + step), 0, entry);
  return next;
}
