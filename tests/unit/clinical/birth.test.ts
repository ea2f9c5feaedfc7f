import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apgar, apgarParts, nextApgar } from '#domain/clinical/apgar.ts';
import { dueAfterScan, dueByLastPeriod, dueByScan, dueByTransfer, gestationOn } from '#domain/clinical/pregnancy-dating.ts';
import { robson, robsonGroups, type RobsonInputs } from '#domain/clinical/robson.ts';
import { robsonReport } from '#domain/clinical/robson-report.ts';
import { addDays } from '#domain/kit/calendar.ts';

const due = (lastPeriod: string) => { const made = dueByLastPeriod(lastPeriod); if (!made.ok) throw new Error(made.error); return made.value; };
const scanned = (on: string, days: number) => { const made = dueByScan(on, days); if (!made.ok) throw new Error(made.error); return made.value; };

describe('dating', () => {
  test('280 days from the last period, moved by a longer or shorter cycle', () => {
    expect([21, 28, 45].map((cycle) => { const made = dueByLastPeriod('2025-01-01', cycle); return made.ok && made.value.dueDate; })).toEqual(['2025-10-01', '2025-10-08', '2025-10-25']);
    expect([20, 46, 28.5].map((cycle) => dueByLastPeriod('2025-01-01', cycle))).toEqual(Array(3).fill({ ok: false, error: 'cycle-outside-limits' }));
  });
  test('from a scan and from a transfer', () => {
    expect(scanned('2025-03-01', 87)).toEqual({ dueDate: '2025-09-10', method: 'scan' });
    expect(dueByTransfer('2025-03-01', 3)).toEqual({ ok: true, value: { dueDate: '2025-11-19', method: 'transfer' } });
    expect([dueByScan('2025-03-01', -1).ok, dueByScan('2025-03-01', 316).ok, dueByTransfer('2025-03-01', 8).ok]).toEqual([false, false, false]);
  });
  test('trimesters and terms begin on their day', () => {
    const on = (days: number) => { const made = gestationOn('2025-10-08', addDays('2025-01-01', days)); return made.ok ? [made.value.trimester, made.value.term] : made.error; };
    expect([0, 97, 98, 195, 196].map(on)).toEqual([[1, 'extremely-preterm'], [1, 'extremely-preterm'], [2, 'extremely-preterm'], [2, 'extremely-preterm'], [3, 'very-preterm']]);
    expect([223, 224, 258, 259, 272, 273, 286, 287, 293, 294, 315].map((days) => on(days)[1])).toEqual([
      'very-preterm', 'moderate-late-preterm', 'moderate-late-preterm', 'early-term', 'early-term', 'full-term', 'full-term', 'late-term', 'late-term', 'post-term', 'post-term',
    ]);
    expect([on(-1), on(316)]).toEqual(['not-begun', 'gestation-outside-limits']);
  });
  test('the gestation on the due date is 40 weeks, whatever the cycle', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 21, max: 45 }), (day, cycle) => {
      const made = dueByLastPeriod(addDays('1990-01-01', day), cycle);
      if (!made.ok) throw new Error(made.error);
      expect(gestationOn(made.value.dueDate, made.value.dueDate)).toMatchObject({ ok: true, value: { weeks: 40, extraDays: 0 } });
    }));
  });
  test('a scan changes the date when it differs by more than its age allows', () => {
    const soFar = due('2025-01-01');
    const limits = [[62, 5], [63, 7], [111, 7], [112, 10], [153, 10], [154, 14], [195, 14], [196, 21]] as const;
    for (const [days, limit] of limits) {
      const on = addDays('2025-01-01', days);
      const method = (off: number) => dueAfterScan(soFar, on, scanned(on, days + off)).method;
      expect([days, method(limit), method(-limit), method(limit + 1), method(-limit - 1)]).toEqual([days, 'last-period', 'last-period', 'scan', 'scan']);
    }
  });
  test('a date from a scan or a transfer stays', () => {
    const first = scanned('2025-03-01', 60);
    expect(dueAfterScan(first, '2025-06-01', scanned('2025-06-01', 200))).toBe(first);
  });
});

describe('Robson groups', () => {
  const choices = fc.record({
    fetuses: fc.constantFrom(undefined, 1, 2, 3), lie: fc.constantFrom(undefined, 'cephalic' as const, 'breech' as const, 'transverse-oblique' as const), parity: fc.constantFrom(undefined, 0, 1, 4),
    gestation: fc.constantFrom(undefined, 30, 36, 37, 41), previousCaesareans: fc.constantFrom(undefined, 0, 1, 2), onset: fc.constantFrom(undefined, 'spontaneous' as const, 'induced' as const, 'prelabour-caesarean' as const),
  });
  test('every birth has one group, or is told what it lacks', () => {
    fc.assert(fc.property(choices, (inputs) => {
      const { band, missing, refused } = robson(inputs);
      expect([band !== null, missing.length > 0, refused !== undefined].filter(Boolean)).toHaveLength(1);
      for (const part of missing) expect(inputs[part]).toBeUndefined();
      if (band !== null) expect(robsonGroups).toContain(band);
    }), { numRuns: 500 });
  });
  test('an answer more never takes a group away or changes it', () => {
    fc.assert(fc.property(choices, choices, (some, more) => {
      const whole: RobsonInputs = { ...more, ...Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) };
      const before = robson(some).band;
      if (before !== null && robson(whole).refused === undefined) expect(robson(whole).band).toBe(before);
    }), { numRuns: 500 });
  });
  test('an earlier caesarean of a woman who has not given birth is refused', () => {
    expect(robson({ fetuses: 1, lie: 'cephalic', parity: 0, gestation: 39, previousCaesareans: 1, onset: 'induced' })).toMatchObject({ band: null, refused: 'contradictory-inputs' });
  });
  test('the report adds up to all births and to the rate of all', () => {
    const lines = robsonReport([{ group: '1', caesarean: false }, { group: '1', caesarean: true }, { group: '10', caesarean: true }, { group: null, caesarean: false }]);
    expect(lines).toHaveLength(robsonGroups.length + 1);
    expect(lines.filter(({ births }) => births > 0)).toEqual([
      { group: '1', births: 2, caesareans: 1, size: 50, caesareanRate: 50, contribution: 25 }, { group: '10', births: 1, caesareans: 1, size: 25, caesareanRate: 100, contribution: 25 },
      { group: null, births: 1, caesareans: 0, size: 25, caesareanRate: 0, contribution: 0 },
    ]);
    expect(lines.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0)).toBe(50);
    expect(robsonReport([])[0]).toEqual({ group: '1', births: 0, caesareans: 0, size: null, caesareanRate: null, contribution: null });
  });
});

describe('Apgar', () => {
  const scored = (total: number) => apgar(Object.fromEntries(apgarParts.map((part, i) => [part, Math.max(0, Math.min(2, total - 2 * i)) as 0 | 1 | 2])));
  test('bands', () => {
    expect([0, 3, 4, 6, 7, 10].map((total) => [scored(total).total, scored(total).band]))
      .toEqual([[0, 'low'], [3, 'low'], [4, 'moderately-abnormal'], [6, 'moderately-abnormal'], [7, 'reassuring'], [10, 'reassuring']]);
  });
  test('a missing part gives no total; how bad it is at least shows when the best of it would not help', () => {
    expect(apgar({ appearance: 0, pulse: 0, grimace: 0, activity: 1 })).toMatchObject({ total: null, knownTotal: 1, band: null, atLeast: 'low', missing: ['respiration'] });
    expect(apgar({ appearance: 1, pulse: 1, grimace: 1, activity: 1 }).atLeast).toBe('moderately-abnormal');
    expect(apgar({ appearance: 2, pulse: 2, grimace: 1, activity: 1 }).atLeast).toBeNull();
    expect(apgar({}).atLeast).toBeNull();
  });
  test('at one and five minutes, then every five to twenty while it is under seven', () => {
    expect([[0, null], [1, 9], [5, 7], [5, 6], [10, 6], [15, 3], [20, 3], [12, null]].map(([minute, total]) => nextApgar(minute ?? 0, total ?? null))).toEqual([1, 5, null, 10, 15, 20, null, 15]);
  });
});
