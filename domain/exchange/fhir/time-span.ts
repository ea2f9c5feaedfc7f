import { readMoment } from './moment.ts';

/** First and last instant that a text or a period of FHIR can stand for, in milliseconds. */
export type Span = readonly [from: number, to: number];

/** The span of a `date`, `dateTime` or `instant`: all of the year, month, day, minute or second it names. Undefined when it is none. */
export function spanOf(text: string): Span | undefined {
  const plain = text.trim();
  const read = readMoment(plain);
  if (read === undefined) return undefined;
  const date = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(plain);
  if (date) return dateSpan(date.slice(1).filter((part) => part !== undefined).map(Number));
  const from = Date.parse(read);
  const precision = /T\d{2}:\d{2}(?!:)/.test(plain) ? 60_000 : /\.\d/.test(plain) ? 1 : 1000;
  return [from, from + precision - 1];
}

/** @param parts year, month (1–12) and day, as far as they are known */
function dateSpan(parts: readonly number[]): Span {
  const [year = 0, month = 1, day = 1] = parts;
  const next = [[year + 1, 1, 1], [year, month + 1, 1], [year, month, day + 1]][parts.length - 1] ?? [year, month, day];
  const utc = ([y = 0, m = 1, d = 1]: readonly number[]): number => Date.UTC(y, m - 1, d);
  return [utc([year, month, day]), utc(next) - 1];
}

/** How a value of a resource must lie to the one that is searched for (FHIR R4, Search, "Prefixes"). */
export const PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof PREFIXES)[number];

/** Whether a resource's span answers a search. */
export function answers([from, to]: Span, prefix: Prefix, [low, high]: Span): boolean {
  const within = from >= low && to <= high;
  switch (prefix) {
    case 'eq': return within;
    case 'ne': return !within;
    case 'gt': return to > high;
    case 'lt': return from < low;
    case 'ge': return within || to > high;
    case 'le': return within || from < low;
    case 'sa': return from > high;
    case 'eb': return to < low;
    case 'ap': return from <= high && to >= low;
  }
}
