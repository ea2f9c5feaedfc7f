import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWaiting, priorityClasses, priorityOf, whyThisPlace } from '#domain/queue/order.ts';
import type { Waiting } from '#domain/queue/order.ts';

const now = Date.parse('2026-11-21T09:00:00Z');
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();
const waiting = (id: string, part: Partial<Waiting> = {}): Waiting => ({ id, priority: 'ordinary', bookedAt: null, arrivedAt: at(-10), ...part });
const order = (...tokens: Waiting[]): string => tokens.sort((a, b) => compareWaiting(a, b, now)).map((token) => token.id).join(' ');

describe('who is next', () => {
  test('by class', () => {
    const all = priorityClasses.map((priority, i) => waiting(priority, { priority, arrivedAt: at(-i) }));
    expect(order(...all.toReversed())).toBe('emergency triage pregnant elderly disabled ordinary');
  });

  test('within a class: booked and due, then by waiting time', () => {
    expect(order(
      waiting('walk-in', { arrivedAt: at(-60) }), waiting('booked-due', { bookedAt: at(-5), arrivedAt: at(-1) }), waiting('booked-earlier', { bookedAt: at(-15), arrivedAt: at(0) }),
      waiting('booked-later', { bookedAt: at(30), arrivedAt: at(-50) }),
    )).toBe('booked-earlier booked-due walk-in booked-later');
  });

  test('instants with and without milliseconds are compared as time, not as text', () => {
    expect(order(waiting('b', { arrivedAt: '2026-11-21T08:00:00.500Z' }), waiting('a', { arrivedAt: '2026-11-21T08:00:00Z' }))).toBe('a b');
    expect(order(waiting('b', { arrivedAt: '2026-11-21T08:00:00.000Z' }), waiting('a', { arrivedAt: '2026-11-21T08:00:00Z' }))).toBe('a b');
  });

  test('a booking counts from its minute', () => {
    expect(whyThisPlace(waiting('x', { bookedAt: at(0) }), now)).toEqual(['booked-time-come', 'waiting-since']);
    expect(whyThisPlace(waiting('x', { bookedAt: at(1) }), now)).toEqual(['booked-later', 'waiting-since']);
    expect(whyThisPlace(waiting('x', { priority: 'pregnant' }), now)).toEqual(['pregnant', 'waiting-since']);
  });
});

const anyWaiting: fc.Arbitrary<Waiting> = fc.record({
  id: fc.uuid(), priority: fc.constantFrom(...priorityClasses), bookedAt: fc.option(fc.integer({ min: -90, max: 90 }).map(at)), arrivedAt: fc.integer({ min: -180, max: 0 }).map(at),
});
const queue = fc.uniqueArray(anyWaiting, { selector: (token) => token.id, maxLength: 15 });

describe('for every queue', () => {
  test('the order is total: antisymmetric, transitive, equal only to itself', () => {
    fc.assert(fc.property(anyWaiting, anyWaiting, anyWaiting, (a, b, c) => {
      const sign = (x: Waiting, y: Waiting): number => Math.sign(compareWaiting(x, y, now));
      expect(sign(a, b) + sign(b, a)).toBe(0);
      expect(sign(a, b) === 0).toBe(a.id === b.id && JSON.stringify(a) === JSON.stringify(b));
      if (sign(a, b) < 0 && sign(b, c) < 0) expect(sign(a, c)).toBe(-1);
    }));
  });

  test('it does not depend on how the list came', () => {
    fc.assert(fc.property(queue, (tokens) => {
      expect(order(...tokens)).toBe(order(...tokens.toReversed()));
    }));
  });

  test('an emergency is first, and no walk-in is passed by a later walk-in of the class', () => {
    fc.assert(fc.property(queue, (tokens) => {
      const sorted = [...tokens].sort((a, b) => compareWaiting(a, b, now));
      if (tokens.some((token) => token.priority === 'emergency')) expect(sorted[0]?.priority).toBe('emergency');
      for (const priority of priorityClasses) {
        const walkIns = sorted.filter((token) => token.priority === priority && token.bookedAt === null).map((token) => token.arrivedAt);
        expect(walkIns).toEqual([...walkIns].sort());
      }
    }));
  });

  test('an ordinary walk-in waits only for higher classes, due bookings and earlier arrivals', () => {
    fc.assert(fc.property(queue, (tokens) => {
      const me = waiting('me', { arrivedAt: at(-60) });
      const before = [...tokens, me].sort((a, b) => compareWaiting(a, b, now));
      for (const token of before.slice(0, before.indexOf(me))) {
        const due = token.bookedAt !== null && Date.parse(token.bookedAt) <= now;
        expect(token.priority !== 'ordinary' || due || token.arrivedAt <= me.arrivedAt).toBe(true);
      }
    }));
  });
});

test.each([
  [{ ageYears: 30, pregnant: true, disabled: true }, 'pregnant'], [{ ageYears: 65, pregnant: false, disabled: true }, 'elderly'], [{ ageYears: 64, pregnant: false, disabled: true }, 'disabled'],
  [{ ageYears: 64, pregnant: false, disabled: false }, 'ordinary'], [{ ageYears: null, pregnant: false, disabled: false }, 'ordinary'],
])('%j is %s', (facts, expected) => {
  expect(priorityOf({ ...facts, elderlyAge: 65 })).toBe(expected);
});
