import { expect, test } from 'vitest';
import type { LiveUpdate, LiveValue } from '#domain/contract/bedside.ts';
import { createLiveBeds } from '#renderer/screens/bedside/live/live-beds.ts';

const at = '2026-03-01T08:00:00.000Z';
const spo2 = (value: number): LiveValue => ({
  code: 'spo2', value, unit: '%', missing: null, beyond: null, deviceId: 'd', at, kind: 'live', stale: false, steady: false, chartedAt: null, waiting: null,
});
const update = (part: Partial<LiveUpdate>): LiveUpdate => ({ at, heardAt: null, stays: [], waves: [], ...part });
const told = (value: number): LiveUpdate => update({ stays: [{ stayId: 's', values: [spo2(value)], devices: [], alarms: [] }] });

function beds() {
  let now = 1_000;
  const waiting: (() => void)[] = [];
  const live = createLiveBeds({ now: () => now, later: (run) => { waiting.push(run); } });
  let heard = 0;
  live.subscribe(() => { heard += 1; });
  return { live, pass: (ms: number) => { now += ms; }, runLater: () => { for (const run of waiting.splice(0)) run(); }, heard: () => heard };
}

test('screens hear of many events once, and then of the newest', () => {
  const { live, pass, runLater, heard } = beds();
  live.take(told(97));
  expect(heard()).toBe(1);
  for (const value of [96, 95, 94]) { pass(40); live.take(told(value)); }
  expect(heard()).toBe(1);
  runLater();
  expect([heard(), live.stay('s')?.values[0]?.value]).toEqual([2, 94]);
});

test('samples reach no screen, only their track', () => {
  const { live, heard } = beds();
  live.take(update({ waves: [{ stayId: 's', code: 'pleth', rate: 75, top: 200, samples: [0, 100, null, 200] }] }));
  expect(heard()).toBe(0);
  expect([...live.track('s')!.heights.slice(0, 4)]).toEqual([0, 0.5, NaN, 1]);
});

test('a cut line is told at once, and the desk clock goes on by this window’s own', () => {
  const { live, pass, runLater, heard } = beds();
  live.take(told(97));
  live.cut();
  runLater();
  expect([live.connected(), heard()]).toEqual([false, 2]);
  pass(3_000);
  expect(new Date(live.deskNow()).toISOString()).toBe('2026-03-01T08:00:03.000Z');
});

test('who is not watched any more is forgotten, numbers and waveform', () => {
  const { live } = beds();
  live.take(told(97));
  live.take(update({ waves: [{ stayId: 's', code: 'pleth', rate: 75, top: 1, samples: [1] }] }));
  live.reset(new Set(['other']));
  expect([live.stay('s'), live.track('s')]).toEqual([undefined, undefined]);
});
