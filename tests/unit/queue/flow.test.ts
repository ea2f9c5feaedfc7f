import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowByHour, quantile, waitBand } from '#domain/queue/flow.ts';

const minute = 60_000;

describe('patient flow', () => {
  test('median and 90th percentile of each step, by hour of arrival', () => {
    const rows = [10, 20, 30].map((wait) => ({ hour: 9, stamps: { arrived: 0, called: wait * minute, ended: (wait + 5) * minute } }));
    const [nine, eleven] = flowByHour([{ hour: 11, stamps: { arrived: 0 } }, ...rows]);
    expect(nine).toEqual({ hour: 9, people: 3, steps: [
      { step: 'arrived-called', count: 3, median: 20, p90: 28 }, { step: 'arrived-ended', count: 3, median: 25, p90: 33 },
    ] });
    expect(eleven).toEqual({ hour: 11, people: 1, steps: [] });
  });

  test('a clock set back between two stamps is left out, a wait of nothing is not', () => {
    expect(flowByHour([{ hour: 8, stamps: { arrived: 10 * minute, called: 5 * minute } }])[0]?.steps).toEqual([]);
    expect(flowByHour([{ hour: 8, stamps: { arrived: 0, called: 0 } }])[0]?.steps[0]).toMatchObject({ count: 1, median: 0 });
    expect(flowByHour([])).toEqual([]);
  });
});

test('a quantile lies within the values, grows with q and does not depend on their order', () => {
  const values = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1 });
  fc.assert(fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, q) => {
    const found = quantile(all, q);
    expect(found).toBe(quantile(all.toReversed(), q));
    expect(found >= Math.min(...all) && found <= Math.max(...all)).toBe(true);
    expect(quantile(all, 1)).toBe(Math.max(...all));
    expect(quantile(all, q / 2)).toBeLessThanOrEqual(found + 1e-9);
  }));
});

test.each([[0, 'ok'], [29.9, 'ok'], [30, 'attention'], [59, 'attention'], [60, 'late']])('%d minutes: %s', (minutes, band) => {
  expect(waitBand(minutes, 30, 60)).toBe(band);
});
