import { err, ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { isObject, objectsAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { SEARCHED } from './search-parameters.ts';
import type { SearchParameter } from './search-parameters.ts';
import { answers, PREFIXES, spanOf } from './time-span.ts';
import type { Prefix, Span } from './time-span.ts';

/** A search of one type, as its address says it. */
export interface Search {
  readonly ids: readonly string[] | undefined;
  readonly patientId: string | undefined;
  readonly filters: readonly Filter[];
  /** When a resource was last written must answer all of these. */
  readonly updated: readonly Dated[];
  /** Resources on a page. */
  readonly count: number;
  /** Where the page begins; what an earlier page's link says. */
  readonly page: string | undefined;
}

/** One parameter; any of its values is enough. */
interface Filter { readonly parameter: SearchParameter; readonly values: readonly Wanted[] }
type Wanted = Dated | { readonly text: string };
interface Dated { readonly prefix: Prefix; readonly span: Span }

/** Which parameter cannot be understood, and why. */
export interface BadSearch { readonly parameter: string; readonly code: 'unknown' | 'value' }

const DEFAULT_COUNT = 50;
const MOST_COUNT = 500;
/** Parameters of the answer's form, of which there is one. */
const OF_FORM = new Set(['_format', '_pretty', '_summary', '_elements', '_total', '_sort']);

/** Reads the parameters of a search, as its address names them, decoded. One that is not understood is refused: leaving it out would answer with others' records. */
export function readSearch(type: string, parameters: Iterable<readonly [name: string, value: string]>): Result<Search, BadSearch> {
  const found: { ids?: string[]; patientId?: string; count?: number; page?: string } = {};
  const [filters, updated]: [Filter[], Dated[]] = [[], []];
  const known = SEARCHED[type] ?? {};
  for (const [full, value] of parameters) {
    const name = full.replace(/:Patient$/, '');
    const bad = (code: BadSearch['code']): Result<never, BadSearch> => err({ parameter: full, code });
    if (name === '_count') {
      if (!/^\d{1,6}$/.test(value)) return bad('value');
      found.count = Math.min(MOST_COUNT, Math.max(1, Number(value)));
    } else if (name === '_page') found.page = value;
    else if (name === '_id') found.ids = value.split(',');
    else if (name === 'patient' || name === 'subject') found.patientId = value.replace(/^.*Patient\//, '');
    else if (name === '_lastUpdated') {
      const dated = datedOf(value);
      if (!dated) return bad('value');
      updated.push(dated);
    } else if (!OF_FORM.has(name)) {
      const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
      if (!parameter) return bad('unknown');
      const values = value.split(',').map((one) => (parameter.kind === 'date' ? datedOf(one) : { text: one }));
      if (values.some((one) => one === undefined)) return bad('value');
      filters.push({ parameter, values: values.filter((one) => one !== undefined) });
    }
  }
  return ok({ ids: found.ids, patientId: found.patientId, filters, updated, count: found.count ?? DEFAULT_COUNT, page: found.page });
}

function datedOf(value: string): Dated | undefined {
  const prefix = PREFIXES.find((one) => value.startsWith(one));
  const span = spanOf(prefix === undefined ? value : value.slice(2));
  return span && { prefix: prefix ?? 'eq', span };
}

/** Whether a resource is what was searched for. */
export const isFound = (resource: JsonObject, { filters }: Search): boolean => filters.every(({ parameter, values }) => {
  const held = parameter.paths.flatMap((path) => valuesAt(resource, path));
  return values.some((value) => held.some((one) => holds(one, parameter.kind, value)));
});

/** Whether something written at this instant (milliseconds) is meant. */
export const isUpdated = (at: number, { updated }: Search): boolean => updated.every(({ prefix, span }) => answers([at, at], prefix, span));

function valuesAt(of: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(of)) return of.flatMap((one) => valuesAt(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return of === undefined ? [] : [of];
  if (!isObject(of)) return [];
  const keys = key.endsWith('*') ? Object.keys(of).filter((one) => one.startsWith(key.slice(0, -1)) && /^[A-Z]/.test(one.slice(key.length - 1))) : [key];
  return keys.flatMap((one) => valuesAt(of[one], rest));
}

function holds(value: unknown, kind: SearchParameter['kind'], wanted: Wanted): boolean {
  if (!('text' in wanted)) {
    const span = spanAt(value);
    return span !== undefined && answers(span, wanted.prefix, wanted.span);
  }
  const { text } = wanted;
  if (kind === 'string') return typeof value === 'string' && (folded(value).startsWith(folded(text)) || folded(value).split(' ').some((word) => word.startsWith(folded(text))));
  if (kind === 'reference') return isObject(value) && typeof value['reference'] === 'string' && value['reference'].split('/').at(-1) === text.split('/').at(-1);
  return tokensOf(value).some((token) => isToken(token, text));
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().trim();

function spanAt(value: unknown): Span | undefined {
  if (typeof value === 'string') return spanOf(value);
  if (!isObject(value)) return undefined;
  const [start, end] = [value['start'], value['end']].map((one) => (typeof one === 'string' ? spanOf(one) : undefined));
  return start || end ? [start?.[0] ?? -Infinity, end?.[1] ?? Infinity] : undefined;
}

interface Token { readonly system: string; readonly code: string }

/** What a code, Coding, CodeableConcept or Identifier can be found by. */
function tokensOf(value: unknown): readonly Token[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [{ system: '', code: String(value) }];
  if (!isObject(value)) return [];
  const own = [value, ...objectsAt(value, 'coding')];
  return own.flatMap((one) => {
    const code = one['code'] ?? one['value'];
    return typeof code === 'string' ? [{ system: typeof one['system'] === 'string' ? one['system'] : '', code }] : [];
  });
}

/** `code`, `system|code`, `|code` (of no system) or `system|`. */
function isToken({ system, code }: Token, text: string): boolean {
  const bar = text.indexOf('|');
  if (bar < 0) return code === text;
  const [wantedSystem, wantedCode] = [text.slice(0, bar), text.slice(bar + 1)];
  return system === wantedSystem && (wantedCode === '' || code === wantedCode);
}
