import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatToken, parseToken, serviceDay } from '#domain/queue/token.ts';

describe('token labels', () => {
  test.each([['A', 14, 'A-014'], ['B', 1000, 'B-1000'], ['AB', 7, 'AB-007']])('%s and %d: %s', (letter, counter, label) => {
    expect(formatToken(letter, counter)).toBe(label);
  });

  test.each(['A-014', 'a14', ' A 014 ', 'a-14', 'A–014', 'A-٠١٤', 'Ａ-０１４'])('"%s" is A-014', (typed) => {
    expect(parseToken(typed)).toEqual({ deskLetter: 'A', counter: 14 });
  });

  test.each(['', '14', 'A', 'ABC-1', 'A-1x', 'A-0', 'A-1234567', 'A 1 4'])('"%s" is no token', (typed) => {
    expect(parseToken(typed)).toBeUndefined();
  });

  test('there and back; two PCs never give the same label', () => {
    const letter = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 1, maxLength: 2 });
    const counter = fc.integer({ min: 1, max: 99_999 });
    fc.assert(fc.property(letter, letter, counter, counter, (a, b, m, n) => {
      expect(parseToken(formatToken(a, m))).toEqual({ deskLetter: a, counter: m });
      if (a !== b) expect(formatToken(a, m)).not.toBe(formatToken(b, n));
    }));
  });
});

describe('the service day', () => {
  test('is the day where the clinic is', () => {
    const instant = Date.parse('2026-11-21T22:30:00Z');
    expect(serviceDay(instant, 'Africa/Nairobi', undefined)).toBe('2026-11-22');
    expect(serviceDay(instant, 'America/Lima', undefined)).toBe('2026-11-21');
  });

  test('a clock set back goes on with the old day', () => {
    expect(serviceDay(Date.parse('2026-11-20T08:00:00Z'), 'UTC', '2026-11-21')).toBe('2026-11-21');
    expect(serviceDay(Date.parse('2026-11-22T08:00:00Z'), 'UTC', '2026-11-21')).toBe('2026-11-22');
  });

  test('never goes backwards, whatever the clock does', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(fc.property(instants, fc.constantFrom('UTC', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/Sao_Paulo'), (clock, zone) => {
      let day: string | undefined;
      for (const now of clock) {
        const next = serviceDay(now, zone, day);
        if (day !== undefined) expect(next >= day).toBe(true);
        day = next;
      }
    }));
  });
});
