import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSamples, dueSamples, isQuiet, newTrack } from '#renderer/screens/bedside/live/wave-track.ts';

const FRAME_MS = 1_000 / 60;

/** Lets a track run as a window would: bursts of samples come, frames draw. Returns how far behind it was in each frame, in samples. */
function run(rate: number, bursts: readonly number[]): number[] {
  const track = newTrack(rate, 1);
  let clock = 0;
  return bursts.flatMap((frames) => {
    addSamples(track, Array<number>(Math.round((frames * FRAME_MS * rate) / 1_000)).fill(0.5), clock);
    return Array.from({ length: frames }, () => {
      clock += FRAME_MS;
      const due = dueSamples(track, FRAME_MS);
      expect(due).toBeLessThanOrEqual(track.written - track.drawn);
      track.drawn += due;
      return track.written - track.drawn;
    });
  });
}

test('no sample is drawn before it came, none twice, and no window falls far behind', () => {
  fc.assert(fc.property(fc.constantFrom(25, 60, 75, 100), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 20, maxLength: 60 }), (rate, bursts) => {
    expect(Math.max(...run(rate, bursts))).toBeLessThanOrEqual(rate * 1.6);
  }));
});

test('a line that stalls is not drawn beyond what came, and what it missed is not made up for', () => {
  const track = newTrack(75, 1);
  addSamples(track, [0.5, 0.5, 0.5], 0);
  for (let frame = 0; frame < 60; frame += 1) track.drawn += dueSamples(track, FRAME_MS);
  expect(track.drawn).toBe(3);
  addSamples(track, Array<number>(30).fill(0.5), 1_000);
  expect(dueSamples(track, FRAME_MS)).toBeLessThanOrEqual(2);
});

test('a window that was covered for a minute shows the present', () => {
  const track = newTrack(75, 1);
  addSamples(track, Array<number>(75 * 60).fill(0.5), 0);
  dueSamples(track, FRAME_MS);
  expect(track.written - track.drawn).toBeLessThanOrEqual(75 * 0.3);
});

test('a curve that nothing is added to is not left standing', () => {
  const track = newTrack(75, 1);
  addSamples(track, [0.5], 10_000);
  expect([isQuiet(track, 12_000), isQuiet(track, 12_001)]).toEqual([false, true]);
});
