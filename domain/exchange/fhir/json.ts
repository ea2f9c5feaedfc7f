/** Lenient readers over parsed JSON of unknown shape: what has the wrong type is simply not there. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function objectAt(of: JsonObject, key: string): JsonObject | undefined {
  const value = of[key];
  return isObject(value) ? value : undefined;
}

/** The objects of a list; a single object where a list belongs counts as a list of one. */
export function objectsAt(of: JsonObject, key: string): readonly JsonObject[] {
  const value = of[key];
  if (Array.isArray(value)) return value.every(isObject) ? value : value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** Longest text kept of one field, in UTF-16 units; the store's own fields are no wider. */
const LONGEST = 400;

// Everything but tab and line breaks that a screen cannot show.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A text with something in it: trimmed, well formed, without control characters, at most `longest` long. */
export function textAt(of: JsonObject, key: string, longest = LONGEST): string | undefined {
  return cleanText(of[key], longest);
}

/** What needs no cleaning, as nearly every text of a file: one look instead of four. */
const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/;

export function cleanText(value: unknown, longest = LONGEST): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (value.length <= longest && CLEAN.test(value)) return value;
  const clean = value.toWellFormed().replace(UNPRINTABLE, '').trim();
  return clean === '' ? undefined : clean.slice(0, longest).toWellFormed();
}

export function textsAt(of: JsonObject, key: string): readonly string[] {
  const value = of[key];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => cleanText(item)).filter((item) => item !== undefined);
}
