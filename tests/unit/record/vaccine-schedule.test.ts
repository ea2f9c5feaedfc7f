import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '#domain/kit/calendar.ts';
import { plannedDoses, usualSchedule, type GivenDose } from '#domain/record/vaccine-schedule.ts';

const BIRTH = '2026-01-01';
const child = (ageDays: number, sex = 'female') => ({ birthDate: BIRTH, sex, today: addDays(BIRTH, ageDays) });
const stateOf = (ageDays: number, vaccine: string, given: readonly GivenDose[] = []) =>
  plannedDoses(child(ageDays), given).filter((each) => each.vaccine === vaccine).map(({ dose, state, on }) => `${String(dose)} ${state} ${String(daysBetween(BIRTH, on))}`);

// spec: ENC-2
describe('vaccinations that are due', () => {
  test('follow the age: coming, due from its day on, overdue after its days of grace', () => {
    expect([41, 42, 56, 57].map((age) => stateOf(age, 'dtp-hepb-hib'))).toEqual([['1 coming 42'], ['1 due 42'], ['1 due 42'], ['1 overdue 42']]);
    expect(stateOf(0, 'bcg')).toEqual(['1 due 0']);
  });

  test('keep the least interval to the dose before, however late that was', () => {
    const late = [{ vaccine: 'dtp-hepb-hib', on: addDays(BIRTH, 100) }];
    expect([127, 128, 143].map((age) => stateOf(age, 'dtp-hepb-hib', late))).toEqual([
      ['1 given 100', '2 coming 128'], ['1 given 100', '2 due 128'], ['1 given 100', '2 overdue 128'],
    ]);
  });

  test('are not asked for any more when it is too late, after the last dose, or for whom they are not meant', () => {
    expect([stateOf(14, 'hepb-birth'), stateOf(15, 'hepb-birth')]).toEqual([['1 overdue 0'], []]);
    expect(stateOf(900, 'rotavirus')).toEqual([]);
    const both = [{ vaccine: 'measles-rubella', on: addDays(BIRTH, 280) }, { vaccine: 'measles-rubella', on: addDays(BIRTH, 470) }];
    expect(stateOf(800, 'measles-rubella', both)).toEqual(['1 given 280', '2 given 470']);
    const ofTen = (sex: string) => plannedDoses(child(10 * 365, sex), []).some(({ vaccine }) => vaccine === 'hpv');
    expect([ofTen('female'), ofTen('male')]).toEqual([true, false]);
  });

  test('name every given dose once, in order, and at most one that is next', () => {
    const given = fc.array(fc.record({ vaccine: fc.constantFrom(...usualSchedule.map(({ id }) => id), 'unknown'), days: fc.integer({ min: 0, max: 2000 }) }), { maxLength: 20 });
    fc.assert(fc.property(given, fc.integer({ min: 0, max: 6000 }), (doses, age) => {
      const had = doses.map(({ vaccine, days }) => ({ vaccine, on: addDays(BIRTH, days) }));
      for (const { id, doses: series } of usualSchedule) {
        const planned = plannedDoses(child(age), had).filter(({ vaccine }) => vaccine === id);
        const mine = had.filter(({ vaccine }) => vaccine === id);
        expect(planned.filter(({ state }) => state === 'given').map(({ on }) => on)).toEqual(mine.map(({ on }) => on).sort());
        expect(planned.map(({ dose }) => dose)).toEqual(planned.map((_, index) => index + 1));
        const open = planned.filter(({ state }) => state !== 'given');
        expect(open.length).toBeLessThanOrEqual(1);
        if (mine.length >= series.length) expect(open).toEqual([]);
        const [next] = open;
        const last = mine.map(({ on }) => on).sort().at(-1);
        if (next && last) expect(daysBetween(last, next.on)).toBeGreaterThanOrEqual(series[mine.length]?.intervalDays ?? 0);
      }
    }));
  });
});
