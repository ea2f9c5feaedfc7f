import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '#domain/kit/calendar.ts';
import { antenatalAfter, antenatalDay, daysLate, dueAfterBirth, dueWhileExpecting, nextAntenatalDay, postnatalContactOn } from '#domain/mothers/contacts.ts';

const DUE = '2026-10-08';
const LMP = addDays(DUE, -280);
const week = (weeks: number, days = 0): string => addDays(LMP, weeks * 7 + days);

describe('contacts before the birth', () => {
  test('eight of them, each with its week', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((number) => daysBetween(LMP, antenatalDay(DUE, number)) / 7)).toEqual([12, 20, 26, 30, 34, 36, 38, 40]);
  });
  test('a visit shortly before a contact counts as that one', () => {
    expect([week(8), week(9, 6), week(10), week(12), week(18), week(39)].map((day) => antenatalAfter(DUE, day))).toEqual([1, 1, 2, 2, 3, null]);
  });
  test('the day agreed at the last visit goes before the schedule', () => {
    const expecting = { dueDate: DUE, bookedOn: week(10), visits: [{ on: week(12), next: week(15) }, { on: week(10), next: null }] };
    expect(dueWhileExpecting(expecting, week(16))).toEqual({ on: week(15), what: { kind: 'antenatal', number: 3 }, agreed: true });
    expect(dueWhileExpecting({ ...expecting, visits: [{ on: week(12), next: null }] }, week(16))).toMatchObject({ on: week(20), agreed: false });
  });
  test('without a due date she is seen within four weeks; two weeks past it the birth itself is asked for', () => {
    expect(dueWhileExpecting({ dueDate: null, bookedOn: week(10), visits: [] }, week(11)).on).toBe(week(14));
    expect(dueWhileExpecting({ dueDate: DUE, bookedOn: week(10), visits: [] }, addDays(DUE, 14)).what.kind).toBe('antenatal');
    expect(dueWhileExpecting({ dueDate: DUE, bookedOn: week(10), visits: [] }, addDays(DUE, 15))).toMatchObject({ on: DUE, what: { kind: 'birth' } });
  });
  test('the next day by the schedule is always after the visit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 310 }), (days) => {
      expect(daysBetween(addDays(LMP, days), nextAntenatalDay(DUE, addDays(LMP, days)))).toBeGreaterThan(0);
    }));
  });
});

describe('contacts after the birth', () => {
  const born = '2026-10-01';
  const on = (days: number): string => addDays(born, days);
  const due = (today: number, ...visits: readonly number[]) => {
    const found = dueAfterBirth(born, visits.map((days) => ({ on: on(days), next: null })), on(today));
    return found && found.what.kind === 'postnatal' ? [found.what.contact, daysBetween(born, found.on), daysLate(found, on(today))] : undefined;
  };
  test('each in its time, with how late it is', () => {
    expect(due(0)).toEqual(['24h', 1, 0]);
    expect(due(1)).toEqual(['24h', 1, 0]);
    expect(due(3, 0)).toEqual(['3d', 3, 0]);
    expect(due(5, 0)).toEqual(['3d', 3, 2]);
    expect(due(20, 0, 3)).toEqual(['7-14d', 14, 6]);
    expect(due(60, 0, 3, 10)).toEqual(['6w', 42, 18]);
  });
  test('a missed one is made good by the next, and after the last there is nothing', () => {
    expect(due(7)).toEqual(['7-14d', 14, 0]);
    expect(due(10, 10)).toEqual(['6w', 42, 0]);
    expect(due(45, 43)).toBeUndefined();
    expect(due(91)).toBeUndefined();
  });
  test('a visit is the contact whose time it is', () => {
    expect([-1, 0, 1, 2, 5, 6, 27, 28, 80].map((days) => postnatalContactOn(born, on(days)))).toEqual([undefined, '24h', '24h', '3d', '3d', '7-14d', '7-14d', '6w', '6w']);
  });
  test('an agreed day goes before the schedule', () => {
    expect(dueAfterBirth(born, [{ on: on(3), next: on(9) }], on(12))).toEqual({ on: on(9), what: { kind: 'postnatal', contact: '7-14d' }, agreed: true });
  });
});
