import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFound, readSearch } from '#domain/exchange/fhir/search.ts';
import { answers, spanOf } from '#domain/exchange/fhir/time-span.ts';

const finds = (type: string, query: string, resource: Record<string, unknown>): boolean => {
  const search = readSearch(type, new URLSearchParams(query));
  if (!search.ok) throw new Error(search.error.parameter);
  return isFound(resource, search.value);
};

describe('times', () => {
  test.each([
    ['2024', '2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'], ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'], ['2024-12-31', '2024-12-31T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['2024-01-02T08:15+03:00', '2024-01-02T05:15:00.000Z', '2024-01-02T05:15:59.999Z'], ['2024-01-02T08:15:30Z', '2024-01-02T08:15:30.000Z', '2024-01-02T08:15:30.999Z'],
  ])('%s spans %s to %s', (text, from, to) => { expect(spanOf(text)).toEqual([Date.parse(from), Date.parse(to)]); });

  test('that are none have no span', () => { for (const text of ['2024-13', 'x', '', '2024-02-30']) expect(spanOf(text)).toBeUndefined(); });

  test('lie before, within or after, whatever they are', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 })).map(([from, length]) => [from, from + length] as const);
    fc.assert(fc.property(span, span, (held, wanted) => {
      const is = (prefix: Parameters<typeof answers>[1]): boolean => answers(held, prefix, wanted);
      expect(is('eq')).toBe(!is('ne'));
      if (is('sa')) expect([is('gt'), is('ge'), is('eb'), is('ap'), is('eq')]).toEqual([true, true, false, false, false]);
      if (is('eb')) expect([is('lt'), is('le'), is('ap'), is('eq')]).toEqual([true, true, false, false]);
      expect(is('sa') || is('eb') || is('ap')).toBe(true);
    }));
  });
});

describe('a search', () => {
  const code = { coding: [{ system: 'http://loinc.org', code: '1-8' }, { system: 'urn:own', code: 'x' }] };
  test.each([['1-8', true], ['http://loinc.org|1-8', true], ['urn:own|1-8', false], ['http://loinc.org|', true], ['|1-8', false], ['y,x', true], ['1-', false]])('by code %s: %s', (text, found) => {
    expect(finds('Observation', `code=${encodeURIComponent(text)}`, { code })).toBe(found);
  });

  test('by period, open at either end', () => {
    expect(finds('Encounter', 'date=ge2024', { period: { start: '2023-01-01' } })).toBe(true);
    expect(finds('Encounter', 'date=eb2024', { period: { start: '2023-01-01' } })).toBe(false);
    expect(finds('Encounter', 'date=2024', { period: { start: '2024-03-01', end: '2024-03-02' } })).toBe(true);
    expect(finds('Encounter', 'date=2024', {})).toBe(false);
  });

  test('with several conditions needs them all', () => {
    expect(finds('Condition', 'clinical-status=active&code=x', { code, clinicalStatus: { coding: [{ code: 'resolved' }] } })).toBe(false);
  });

  test.each(['colour=red', 'date=soon', '_count=-1', 'constructor=1', '__proto__=1', '_lastUpdated=x'])('%s is refused rather than passed over', (query) => {
    expect(readSearch('Observation', new URLSearchParams(query)).ok).toBe(false);
  });

  test('never asks for more than a page may hold', () => {
    const search = readSearch('Observation', new URLSearchParams('_count=100000'));
    expect(search.ok && search.value.count).toBe(500);
  });
});
