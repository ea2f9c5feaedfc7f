import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#domain/kit/calendar.ts';
import { birthDayVerdict, birthWeightVerdict, countIssue, fundalHeightIssue, visitDayVerdict } from '#domain/mothers/possible.ts';
import { datePregnancy, gestationDays } from '#domain/mothers/dating.ts';
import { risksOf } from '#domain/mothers/risks.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';

const DUE = '2026-10-08';
const at = (gestation: number): string => addDays(DUE, gestation - 280);
const birth = (gestation: number, today = '2027-12-31') => birthDayVerdict(at(gestation), { dueDate: DUE, bookedOn: at(60), today });
const said = (gestation: number): string => [...birth(gestation).refused.map(({ code }) => `!${code}`), ...birth(gestation).unusual.map(({ code }) => code)].join();

describe('the day of a birth', () => {
  test('edges in days of gestation', () => {
    expect([13, 14, 139, 140, 167, 168, 259, 301, 302, 315, 316].map(said)).toEqual([
      '!before-conception', '!too-early-for-birth', '!too-early-for-birth', 'very-early-birth', 'very-early-birth', '', '', '', 'very-late-birth', 'very-late-birth', '!too-late-for-birth',
    ]);
  });
  test('not to come; and of a pregnancy that nothing dates, not a year before it was booked', () => {
    expect(birth(270, at(269)).refused[0]?.code).toBe('future');
    const undated = (bornOn: string) => birthDayVerdict(bornOn, { dueDate: null, bookedOn: '2026-06-01', today: '2027-01-01' }).refused.map(({ code }) => code);
    expect([undated('2026-07-01'), undated('2025-06-01')]).toEqual([[], ['before-conception']]);
  });
});

test('visits stand on the right side of the birth', () => {
  const facts = { dueDate: DUE, bornOn: at(270), today: '2027-01-01' };
  const said = (kind: 'antenatal' | 'postnatal', on: string, bornOn: string | null = facts.bornOn) => visitDayVerdict(on, { ...facts, kind, bornOn })?.code;
  expect([said('antenatal', at(-1)), said('antenatal', at(0)), said('antenatal', at(270)), said('antenatal', at(271)), said('postnatal', at(269)), said('postnatal', at(270)), said('postnatal', at(270), null)])
    .toEqual(['before-conception', undefined, undefined, 'after-birth', 'before-birth', undefined, 'before-birth']);
});

test('numbers that contradict each other', () => {
  const counts = (gravida: number | null, para: number | null, previousCaesareans: number | null) => countIssue({ gravida, para, previousCaesareans })?.code;
  expect([counts(1, 0, 0), counts(1, 1, 0), counts(3, 1, 2), counts(null, 3, 3), counts(2, null, 1)]).toEqual([undefined, 'para-not-below-gravida', 'more-than-births', undefined, undefined]);
  expect([[139, 40], [140, 23], [140, 23.1], [210, 26.9], [210, 27]].map(([days, height]) => fundalHeightIssue(height ?? 0, days ?? 0, 1)?.code)).toEqual([undefined, undefined, 'fundus-against-weeks', 'fundus-against-weeks', undefined]);
  expect(fundalHeightIssue(40, 140, 2)).toBeUndefined();
  const weight = (grams: number) => { const { refused, unusual } = birthWeightVerdict(grams, 'w'); return refused.length > 0 ? 'no' : unusual.length > 0 ? 'ask' : 'yes'; };
  expect([299, 300, 999, 1000, 5000, 5001, 7000, 7001, 3.2].map(weight)).toEqual(['no', 'ask', 'ask', 'yes', 'yes', 'ask', 'ask', 'no', 'no']);
});

describe('dating', () => {
  const facts = { lastPeriod: null, cycleDays: null, scanOn: null, scanDays: null, transferOn: null, embryoDays: null };
  test('nothing known dates nothing; a transfer goes before scan and period; a scan before the period contradicts it', () => {
    expect(datePregnancy(facts, DUE)).toMatchObject({ ok: true, value: { due: null } });
    const all = { ...facts, lastPeriod: '2026-01-01', scanOn: '2026-03-12', scanDays: 70, transferOn: '2026-01-20', embryoDays: 5 };
    expect(datePregnancy(all, DUE)).toMatchObject({ value: { due: { method: 'transfer', dueDate: addDays('2026-01-20', 261) }, differs: 0, allowed: 7 } });
    expect(datePregnancy({ ...all, scanOn: '2025-12-31' }, DUE)).toMatchObject({ ok: false, error: { field: 'scanOn', code: 'scan-before-last-period' } });
  });
  test('whatever is known, a due date is one that the gestation counts back from', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 21, max: 45 }), (days, cycleDays) => {
      const read = datePregnancy({ ...facts, lastPeriod: addDays(DUE, -days), cycleDays }, DUE);
      if (!read.ok || !read.value.due) throw new Error('dated');
      const gestation = gestationDays(read.value.due.dueDate, DUE);
      expect(gestation === null || gestation === days - (cycleDays - 28)).toBe(true);
    }));
  });
});

test('risks that follow from what is known', () => {
  const usual = { birthDate: '2000-01-01', on: DUE, para: 1, fetuses: 1, previousCaesareans: 0, rhesus: 'positive', smoking: 'none' };
  expect(risksOf(usual)).toEqual([]);
  expect(risksOf({ ...usual, birthDate: '2008-10-09', para: 5, fetuses: 2, previousCaesareans: 1, rhesus: 'negative', smoking: 'amount-unknown' })).toEqual(['under-18', 'many-births', 'multiple', 'previous-caesarean', 'rhesus-negative', 'smoking']);
  expect([risksOf({ ...usual, birthDate: '1991-10-08' }), risksOf({ ...usual, birthDate: null })]).toEqual([['over-35'], []]);
});

test('a day and a time of a zone name one instant', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1439 }), fc.constantFrom('Africa/Nairobi', 'America/Bogota', 'Asia/Kathmandu', 'Pacific/Apia'), (day, minute, zone) => {
    const shown = inZone(Date.UTC(2000, 0, 1) + day * 86_400_000 + minute * 60_000, zone);
    const again = inZone(instantAt(shown.date, shown.time, zone), zone);
    // An hour that the clocks show twice is one of the two.
    expect(again).toEqual(shown);
  }));
  expect(new Date(instantAt('2026-07-01', '12:00', 'America/New_York')).toISOString()).toBe('2026-07-01T16:00:00.000Z');
});
