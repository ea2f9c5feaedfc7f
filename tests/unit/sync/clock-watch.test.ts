import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimate, keptQuality } from '#domain/sync/clock-guard.ts';
import { ClockWatch } from '#domain/sync/clock-watch.ts';

const NOON = Date.UTC(2026, 2, 14, 12);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The server answers: sent and received by this PC's clock, and what the server's showed. */
function hear(watch: ClockWatch, sent: number, received: number, server: number): void {
  const heard = estimate(sent, received, server);
  if (heard) watch.heard(heard);
}

describe('a clock watched over', () => {
  test('alone and in order it says what the system says, and nobody is asked anything', () => {
    const watch = new ClockWatch(NOON, NOON - 14 * 3_600_000, null);
    expect([watch.read(NOON), watch.quality(NOON), watch.doubt(NOON).kind, watch.offset(NOON)]).toEqual([NOON, 'stale', 'none', null]);
  });

  test('takes the server\'s time for its own for a week after it last heard it', () => {
    const watch = new ClockWatch(NOON, null, { offsetMs: 90_000, heardAtMs: NOON - DAY });
    expect([watch.read(NOON), watch.quality(NOON), watch.offset(NOON)]).toEqual([NOON + 90_000, 'trusted', 90_000]);
    // As a program that runs looks at it.
    for (let day = 1; day <= 6; day++) watch.read(NOON + day * DAY);
    const later = NOON + 6 * DAY + MINUTE;
    expect([watch.read(later), watch.quality(later), watch.offset(later)]).toEqual([later, 'stale', null]);
  });

  test('behind by more than two minutes is told until it has caught up', () => {
    const watch = new ClockWatch(NOON - 10 * MINUTE, NOON, null);
    expect(watch.doubt(NOON - 10 * MINUTE)).toEqual({ kind: 'behind', byMs: 10 * MINUTE, denied: false });
    expect(watch.quality(NOON - 5 * MINUTE)).toBe('suspect');
    expect(watch.doubt(NOON + 1).kind).toBe('none');
    expect(new ClockWatch(NOON - MINUTE, NOON, null).doubt(NOON - MINUTE).kind).toBe('none');
  });

  test('set back while the program runs is noticed, and what was known of the server is not counted on', () => {
    const watch = new ClockWatch(NOON, null, { offsetMs: 5_000, heardAtMs: NOON });
    expect(watch.read(NOON + DAY)).toBe(NOON + DAY + 5_000);
    const back = NOON + DAY - 3_600_000;
    expect([watch.doubt(back).kind, watch.read(back), watch.quality(back)]).toEqual(['behind', back, 'suspect']);
    watch.heard({ offsetMs: 3_600_000, heardAtMs: back });
    expect([watch.doubt(back).kind, watch.read(back), watch.quality(back)]).toEqual(['none', back + 3_600_000, 'trusted']);
  });

  test('set ahead by more than a day while the program runs is asked about too, and stamps with what the system says until then', () => {
    const watch = new ClockWatch(NOON, null, { offsetMs: 5_000, heardAtMs: NOON });
    const shown = NOON + 400 * DAY;
    expect([watch.doubt(shown), watch.read(shown), watch.quality(shown), watch.lastRan(shown)]).toEqual([{ kind: 'ahead', byMs: 400 * DAY, denied: false }, shown, 'suspect', NOON]);
    watch.answered(shown, false);
    expect([watch.doubt(shown).denied, watch.doubt(NOON + MINUTE).kind, watch.quality(NOON + MINUTE)]).toEqual([true, 'none', 'trusted']);
    // A weekend without a look at it may be one: yes.
    expect([watch.doubt(shown).kind, watch.lastRan(shown)]).toEqual(['ahead', NOON + MINUTE]);
    watch.answered(shown, true);
    expect([watch.doubt(shown).kind, watch.lastRan(shown)]).toEqual(['none', shown]);
    const served = new ClockWatch(NOON, null, null);
    served.read(shown);
    served.heard({ offsetMs: -400 * DAY, heardAtMs: shown });
    expect([served.doubt(shown).kind, served.read(shown)]).toEqual(['none', NOON]);
  });

  test('more than a day ahead is asked about; yes settles it, no keeps what is recorded in doubt until it is set right', () => {
    const [last, shown] = [NOON, NOON + 3 * DAY];
    const asked = new ClockWatch(shown, last, null);
    expect([asked.doubt(shown).kind, asked.quality(shown), asked.lastRan(shown)]).toEqual(['ahead', 'suspect', last]);
    asked.answered(shown, true);
    expect([asked.doubt(shown).kind, asked.quality(shown), asked.lastRan(shown)]).toEqual(['none', 'stale', shown]);
    const wrong = new ClockWatch(shown, last, null);
    wrong.answered(shown, false);
    expect([wrong.doubt(shown), wrong.quality(shown), wrong.lastRan(shown)]).toEqual([{ kind: 'ahead', byMs: 3 * DAY, denied: true }, 'suspect', last]);
    expect([wrong.doubt(last + 3_600_000).kind, wrong.lastRan(last + 3_600_000)]).toEqual(['none', last + 3_600_000]);
  });

  test('a manager\'s word ends a doubt about a clock that was ahead before', () => {
    const watch = new ClockWatch(NOON, NOON + 400 * DAY, null);
    expect(watch.lastRan(NOON)).toBe(NOON + 400 * DAY);
    watch.answered(NOON, true);
    expect([watch.doubt(NOON).kind, watch.lastRan(NOON)]).toEqual(['none', NOON]);
  });

  test('an answer that waited for news does not move the time, nor does one during which the clock was set', () => {
    const watch = new ClockWatch(NOON, null, null);
    // A server 90 seconds ahead: told at once, then after a wait of 25 seconds, at the end of which it looks at its clock.
    hear(watch, NOON, NOON + 20, NOON + 90_010);
    hear(watch, NOON + 1_000, NOON + 26_000, NOON + 26_000 + 90_000);
    expect(watch.read(NOON + 26_000)).toBe(NOON + 116_000);
    expect(estimate(NOON, NOON - 1, NOON)).toBeNull();
    expect(estimate(NOON, NOON + DAY, NOON)).toBeNull();
    // The system's clock is set right, and the next answer finds both together; also one that waited.
    hear(watch, NOON + 120_000, NOON + 145_000, NOON + 145_000);
    expect(watch.offset(NOON + 145_000)).toBeCloseTo(12_500, -2);
    hear(watch, NOON + 145_000, NOON + 145_030, NOON + 145_015);
    expect(watch.read(NOON + 145_030)).toBe(NOON + 145_030);
  });

  test('however long answers are under way, the time read is off by no more than the quickest was, and by what clocks drift', () => {
    const answers = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 60_000 }), there: fc.integer({ min: 0, max: 25_000 }), back: fc.integer({ min: 0, max: 500 }) }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(answers, fc.integer({ min: -DAY, max: DAY }), (each, ahead) => {
      const watch = new ClockWatch(NOON, null, null);
      let [at, quickest] = [NOON, Infinity];
      for (const { pause, there, back } of each) {
        const sent = at + pause;
        at = sent + there + back;
        hear(watch, sent, at, sent + there + ahead);
        quickest = Math.min(quickest, (there + back) / 2);
        expect(Math.abs(watch.read(at) - at - ahead)).toBeLessThanOrEqual(quickest + 1 + (at - NOON) * 1e-4);
      }
    }));
  });

  test('whatever the clock does, a reading in doubt is never trusted and never kept for the next start', () => {
    const step = fc.oneof(fc.integer({ min: 0, max: DAY }), fc.integer({ min: -2 * DAY, max: 3 * DAY }));
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.integer({ min: -5 * DAY, max: 5 * DAY }), (steps, since) => {
      let at = NOON;
      const watch = new ClockWatch(at, at - since, { offsetMs: 0, heardAtMs: at });
      for (const ms of steps) {
        at += ms;
        const { kind } = watch.doubt(at);
        if (kind === 'none') expect(Math.abs(watch.lastRan(at) - at)).toBeLessThanOrEqual(2 * MINUTE);
        else expect([watch.quality(at), watch.lastRan(at) === at]).toEqual(['suspect', false]);
      }
    }));
  });
});

test('a measure keeps the doubt about its clock, and nothing where no other clock was ever known', () => {
  expect([keptQuality('trusted', true), keptQuality('stale', true), keptQuality('stale', false), keptQuality('suspect', false)]).toEqual([null, 'stale', null, 'suspect']);
});
