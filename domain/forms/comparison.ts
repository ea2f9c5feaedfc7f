import { readDay, type DayOptions } from '../patients/day-reading.ts';
import { foldName } from '../patients/fold-name.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { QuestionKind, Question } from './question.ts';
import { readNumber } from './read-number.ts';
import { waysOf, type ComparisonWay } from './comparison-ways.ts';

/** Which answers are looked for. Texts are folded: capitals, accents and signs make no difference. */
export type Comparison =
  | { readonly how: 'answered' | 'empty' }
  | { readonly how: 'is'; readonly value: string | number | boolean }
  | { readonly how: 'contains'; readonly text: string }
  /** Without the value itself. */
  | { readonly how: 'below' | 'above'; readonly value: string | number }
  /** With both ends. */
  | { readonly how: 'between'; readonly low: string | number; readonly high: string | number }
  /** Any of these was chosen. */
  | { readonly how: 'one-of'; readonly ids: readonly string[] };

/** As boxes hold it. */
export interface TypedComparison {
  readonly how: ComparisonWay;
  readonly value?: string | undefined;
  readonly to?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

export interface ComparisonIssue {
  readonly field: 'how' | 'value' | 'to' | 'ids';
  readonly code: 'empty' | 'not-offered' | 'not-a-number' | 'not-a-day' | 'impossible-date' | 'limits-crossed';
}

type Read<T> = Result<T, ComparisonIssue>;

export function readComparison(question: Pick<Question, 'kind' | 'choices'>, typed: TypedComparison, context: DayOptions): Read<Comparison> {
  const { how, value = '', to = '', ids = [] } = typed;
  const { kind, choices } = question;
  if (!waysOf[kind].includes(how)) return err({ field: 'how', code: 'not-offered' });
  switch (how) {
    case 'answered': case 'empty': return ok({ how });
    case 'contains': return mapped(readText('value', value), (text) => ({ how, text }));
    case 'is': return mapped(readValue(kind, 'value', value, context), (each) => ({ how, value: each }));
    case 'below': case 'above': return mapped(readOrdered(kind, 'value', value, context), (each) => ({ how, value: each }));
    case 'between': {
      const low = readOrdered(kind, 'value', value, context);
      const high = readOrdered(kind, 'to', to, context);
      if (!low.ok) return low;
      if (!high.ok) return high;
      return low.value > high.value ? err({ field: 'to', code: 'limits-crossed' }) : ok({ how, low: low.value, high: high.value });
    }
    case 'one-of':
      if (ids.length === 0) return err({ field: 'ids', code: 'empty' });
      return ids.every((id) => choices.some((choice) => choice.id === id)) ? ok({ how, ids: [...new Set(ids)] }) : err({ field: 'ids', code: 'not-offered' });
  }
}

const mapped = <T>(read: Read<T>, make: (value: T) => Comparison): Read<Comparison> => (read.ok ? ok(make(read.value)) : read);

function readText(field: 'value', typed: string): Read<string> {
  const text = foldName(typed);
  return text === '' ? err({ field, code: 'empty' }) : ok(text);
}

function readValue(kind: QuestionKind, field: 'value', typed: string, context: DayOptions): Read<string | number | boolean> {
  if (kind === 'text' || kind === 'long') return readText(field, typed);
  if (kind !== 'yes-no') return readOrdered(kind, field, typed, context);
  return typed === 'yes' || typed === 'no' ? ok(typed === 'yes') : err({ field, code: 'empty' });
}

function readOrdered(kind: QuestionKind, field: 'value' | 'to', typed: string, context: DayOptions): Read<string | number> {
  if (typed.trim() === '') return err({ field, code: 'empty' });
  if (kind === 'number') {
    const value = readNumber(typed);
    return value === undefined ? err({ field, code: 'not-a-number' }) : ok(value);
  }
  const day = readDay(typed, context);
  return day.ok ? day : err({ field, code: day.error.code });
}
