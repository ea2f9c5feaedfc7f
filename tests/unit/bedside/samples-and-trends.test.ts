import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packSamples, TOP_LIMIT, unpackSamples } from '#domain/devices/pack-samples.ts';
import { chooseLevel, trendLevels } from '#domain/devices/trend-levels.ts';
import { packBlock, unpackBlock } from '#main/devices/keep-waves.ts';

const wave = fc.integer({ min: 1, max: TOP_LIMIT }).chain((top) =>
  fc.record({ top: fc.constant(top), samples: fc.array(fc.option(fc.integer({ min: 0, max: top }), { freq: 8 }), { maxLength: 400 }) }, { noNullPrototype: true }));

describe('samples of a waveform', () => {
  test('come back as they were', () => {
    fc.assert(fc.property(wave, (given) => { expect(unpackSamples(packSamples(given))).toEqual(given); }));
  });

  test('that were not packed here are refused, not guessed at', () => {
    expect(() => unpackSamples(Uint8Array.of(9, 1, 1))).toThrow(RangeError);
    expect(() => unpackSamples(Uint8Array.of(1, 0xff))).toThrow(RangeError);
  });

  test('of a fine waveform are kept at 128 steps', () => {
    expect(unpackBlock(packBlock({ top: 65_535, samples: [0, 100, 65_535, null, 32_768] }))).toEqual({ top: 127, samples: [0, 0, 127, null, 64] });
    expect(unpackBlock(packBlock({ top: 127, samples: [0, 127, null] }))).toEqual({ top: 127, samples: [0, 127, null] });
  });
});

describe('a trend', () => {
  const HOUR = 3_600_000;
  const now = Date.UTC(2026, 2, 14, 12);

  test.each([
    [10 / 60, 800, 1, 1], [1, 800, 1, 5], [8, 800, 10, 40], [24, 800, 60, 120], [24 * 30, 800, 600, 3600],
  ])('of %f hours at %i points is read from rows of %i s, %i s a point', (hours, points, level, width) => {
    expect(chooseLevel(now - hours * HOUR, now, points, now)).toEqual({ level, width });
  });

  test('gives at most the points asked for, and reads no row that is not kept', () => {
    const times = fc.tuple(fc.integer({ min: 1000, max: 400 * 24 * HOUR }), fc.integer({ min: 0, max: 400 * 24 * HOUR }), fc.integer({ min: 2, max: 4000 }));
    fc.assert(fc.property(times, ([span, ago, points]) => {
      const [from, to] = [now - ago - span, now - ago];
      const { level, width } = chooseLevel(from, to, points, now);
      expect(Math.ceil((to - from) / 1000 / width)).toBeLessThanOrEqual(points);
      expect(width % level).toBe(0);
      const { keptMs } = trendLevels.find(({ seconds }) => seconds === level)!;
      expect(keptMs === null || now - from <= keptMs).toBe(true);
    }));
  });
});
