import { err, ok, type Result } from '../kit/result.ts';

/** Longest name kept, in Unicode characters (code points). */
export const MAX_NAME = 200;

export type NameError = { readonly code: 'empty' | 'no-letters' } | { readonly code: 'too-long'; readonly limit: number };

/**
 * A name as it is stored: letters of any script and harmless signs stay, runs of spaces become one. What no screen
 * or printer can show goes: control characters, NUL, halves of surrogate pairs, overrides of the writing direction,
 * other invisible format characters, private-use and unassigned code points. The joiners U+200C and U+200D stay:
 * Persian and Indic spelling needs them.
 */
export function cleanName(typed: string): Result<string, NameError> {
  const name = typed
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/(?![\u200c\u200d])\p{C}/gu, '')
    .normalize('NFC')
    .replace(/\p{Z}+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(name)) return err({ code: /^[\u200c\u200d]*$/.test(name) ? 'empty' : 'no-letters' });
  return [...name].length > MAX_NAME ? err({ code: 'too-long', limit: MAX_NAME }) : ok(name);
}
