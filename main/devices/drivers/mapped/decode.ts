import type { MappedValue, Mapping } from '#domain/devices/mapping.ts';
import { canonicalMeasure } from '#domain/devices/measure-names.ts';
import { whyRefused } from '#domain/devices/plausible.ts';
import type { Measure, ReadingFlag } from '#domain/devices/reading.ts';
import type { Decoded } from '../../driver.ts';
import { sketchText } from './frame.ts';

/** What a mapping finds in a line: each value's text, or null for a line that is not one of its own. */
export type LineReader = (text: string) => readonly (readonly [value: MappedValue, text: string])[] | null;

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** What sketches print when they have no number. */
const NONE = /^(?:-+(?:\.-+)?|nan|null|inf|ovf|)$/i;

export function readerOf(mapping: Mapping): LineReader {
  switch (mapping.kind) {
    case 'csv': return columns(mapping);
    case 'keys': return keys(mapping);
    case 'sentence': return sentence(mapping);
  }
}

function columns({ separator, width, columns: wanted }: Extract<Mapping, { kind: 'csv' }>): LineReader {
  const least = Math.max(...wanted.map(({ index }) => index)) + 1;
  return (text) => {
    const fields = (separator === ' ' ? text.split(/ +/) : text.split(separator)).map((field) => field.trim());
    if (width === undefined ? fields.length < least : fields.length !== width) return null;
    return readable(wanted.map((each) => [each, fields[each.index] ?? '']));
  };
}

function keys({ pairs }: Extract<Mapping, { kind: 'keys' }>): LineReader {
  const patterns = pairs.map((pair) => [pair, new RegExp(`(?<![\\w])"?${pair.key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"?\\s*[:=]\\s*"?([^\\s,;"}]*)`, 'g')] as const);
  return (text) => {
    const found: [MappedValue, string][] = [];
    for (const [pair, pattern] of patterns) {
      const [match, again] = [...text.matchAll(pattern)];
      // The same key twice is two lines of which one lost its end.
      if (again) return null;
      if (match) found.push([pair, withoutUnit(match[1] ?? '')]);
    }
    return found.length === 0 ? null : readable(found);
  };
}

/** `36.7C` and `72bpm` are numbers with letters behind. */
const withoutUnit = (text: string): string => text.replace(/(?<=\d)(?:°|%|[a-df-z/]|e(?![+-]?\d))[a-z/%°0-9]*$/i, '');

const SPACES = /\s+/g;

/** Literal text and numbers in turn. Each number is taken as long as it is and never given back, so no line takes long. */
function sentence({ sentence: printed, values }: Extract<Mapping, { kind: 'sentence' }>): LineReader {
  const [head = '', ...tails] = printed.split('#').map((part) => part.replace(SPACES, ' ').trim());
  return (text) => {
    let rest = text.replace(SPACES, ' ');
    if (!rest.startsWith(head)) return null;
    rest = rest.slice(head.length).trimStart();
    const found: [MappedValue, string][] = [];
    for (const [index, value] of values.entries()) {
      const number = /^(?:[+-]?\d+(?:\.\d+)?|-{1,4}(?:\.-+)?|nan)/i.exec(rest)?.[0];
      if (number === undefined) return null;
      rest = rest.slice(number.length).trimStart();
      const tail = tails[index] ?? '';
      if (!rest.startsWith(tail)) return null;
      rest = rest.slice(tail.length).trimStart();
      found.push([value, number]);
    }
    return rest === '' ? readable(found) : null;
  };
}

/** A line with anything else where a number is wanted is damaged, and none of it is believed. */
const readable = (found: readonly (readonly [MappedValue, string])[]): ReturnType<LineReader> =>
  (found.every(([, text]) => NUMBER.test(text) || NONE.test(text)) ? found : null);

export function decodeMapped(line: Uint8Array, reader: LineReader): Decoded | null {
  const text = sketchText(line);
  const found = text === null ? null : reader(text);
  if (!found) return null;
  const measures = found.map(([value, printed]) => measureFrom(value, printed));
  const flags: ReadingFlag[] = measures.some(({ missing }) => missing === 'sensor-off') ? ['sensor-off'] : [];
  return { reading: { kind: 'live', measures, flags } };
}

function measureFrom({ code, unit, factor }: MappedValue, printed: string): Measure {
  if (NONE.test(printed)) return { code, value: null, missing: 'no-signal' };
  const number = Number(printed);
  const value = canonicalMeasure(code, Number((number * factor).toPrecision(12)), unit);
  if (value === undefined) return { code, value: null, missing: 'device-error' };
  const missing = whyRefused(code, number) === 'sensor-off' ? 'sensor-off' : whyRefused(code, value);
  return missing === null ? { code, value } : { code, value: null, missing };
}
