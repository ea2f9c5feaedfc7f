import type { Timeline } from './timelines.ts';

/** Whose operations those are that PCs make from rows of a copy, because nobody has the operations behind the rows any more. */
export const COPY_ORIGIN = '00000000-0000-0000-0000-000000000000';
export const FROM_COPY = 'sync.from-copy';

/**
 * Up to which place the log of the present life is that which a copy of the clinic showed, made in life `timeline` at
 * place `seq`. Undefined when it shows all of it: otherwise the server may lack what the copy brought.
 */
export function sharedWith({ timeline, seq }: { readonly timeline: string; readonly seq: number }, present: readonly Timeline[]): number | undefined {
  // A life that is no part of this history parted from it nobody knows where.
  const at = present.findIndex(({ id }) => id === timeline);
  const shared = at < 0 ? 0 : Math.min(seq, ...present.slice(at + 1).map(({ start }) => start));
  return shared < seq ? shared : undefined;
}
