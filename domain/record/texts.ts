import { err, ok, type Result } from '../kit/result.ts';
import { tidyText } from '../patients/draft.ts';

/** Longest texts of a record, in characters. A note of this length prints on about seven pages. */
export const MOST_CHARS = { note: 20_000, title: 400, reason: 2_000, remark: 2_000, instructions: 1_000 } as const;

export interface TextIssue {
  readonly code: 'empty' | 'too-long';
  readonly limit?: number;
}

/** A text as it is stored: tidied, at most so long, and not empty. */
export function storedText(typed: string, most: number): Result<string, TextIssue> {
  const text = tidyText(typed);
  if (text === null) return err({ code: 'empty' });
  return [...text].length > most ? err({ code: 'too-long', limit: most }) : ok(text);
}

/** The same for a text that may be left out. */
export function optionalText(typed: string | undefined, most: number): Result<string | null, TextIssue> {
  if (typed === undefined || tidyText(typed) === null) return ok(null);
  return storedText(typed, most);
}
