import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiveValue } from '#domain/contract/bedside.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { Mapping } from '#domain/devices/mapping.ts';
import { certaintyOf } from '#renderer/screens/bedside/certainty.ts';
import { candidates } from '#renderer/screens/bedside/give/candidates.ts';
import { numbersOf, ringing } from '#renderer/screens/bedside/numbers.ts';
import { changedLimits, limitIsOrdered, limitToStore } from '#renderer/screens/bedside/panel/limits.ts';
import { edges, pan, startSpan, zoom } from '#renderer/screens/bedside/panel/span.ts';
import { withHoles } from '#renderer/screens/bedside/panel/trend-series.ts';
import { stripsOf } from '#renderer/screens/bedside/panel/wave-strip.ts';
import { draftOfMapping, emptyMapping, mappingToSend, newField, withKind, withSentence } from '#renderer/screens/settings/devices/mapping-draft.ts';

const now = Date.parse('2026-03-01T08:00:00.000Z');
const value = (code: string, part: Partial<LiveValue> = {}): LiveValue => ({
  code, value: 1, unit: '%', missing: null, beyond: null, deviceId: 'd', at: new Date(now).toISOString(), kind: 'record', stale: false, steady: true, chartedAt: null, waiting: null, ...part,
});
const alarm = (part: object) => ({ id: 'a', code: 'spo2', cause: 'low' as const, value: 86, limit: 92, startedAt: '', endedAt: null, acknowledgedAt: null, acknowledgedBy: null, ...part });
const entry = (id: string, part: Partial<QueueEntry>): QueueEntry => ({ id, status: 'waiting', roomId: null, patient: { id: `p${id}` }, ...part }) as QueueEntry;

describe('numbers of a tile', () => {
  test('the two numbers of a pressure are one; it is old when either is, and waits when either does', () => {
    const stay = {
      values: [value('diastolic', { value: 80, unit: 'mm[Hg]', stale: true }), value('weight', { value: 70, unit: 'kg' }), value('systolic', { value: 120, unit: 'mm[Hg]', waiting: 'unusual' }), value('spo2', { value: 97 })],
      alarms: [alarm({})], seen: new Map(), connected: true,
    };
    const numbers = numbersOf(stay, {}, now);
    expect(numbers.map(({ key, text, state }) => [key, text, state])).toEqual([['spo2', '97', 'current'], ['blood-pressure', '120/80', 'stale'], ['weight', '70', 'current']]);
    expect([numbers[1]?.waiting, numbers[1]?.steady, numbers[0]?.alarm?.id]).toEqual(['unusual', false, 'a']);
  });

  test('a value that is missing has its reason and no number', () => {
    const [number] = numbersOf({ values: [value('spo2', { value: null, missing: 'sensor-off', steady: false })], alarms: [], seen: new Map(), connected: true }, {}, now);
    expect([number?.text, number?.state, number?.missing]).toEqual([null, 'missing', 'sensor-off']);
  });

  test('an alarm rings until it ends or somebody answers it', () => {
    expect(ringing([alarm({ id: '1' }), alarm({ id: '2', acknowledgedAt: 'x' }), alarm({ id: '3', endedAt: 'x' })]).map(({ id }) => id)).toEqual(['1']);
  });
});

test('a device is offered first to who is inside this room, then to who is called to it, then in the queue’s order', () => {
  const entries = [entry('1', {}), entry('2', { status: 'serving', roomId: 'other' }), entry('3', { status: 'called', roomId: 'here' }), entry('4', { status: 'done' }), entry('5', { status: 'serving', roomId: 'here' })];
  expect(candidates(entries, 'here').map(({ id }) => id)).toEqual(['5', '3', '2', '1']);
});

test('only what is sure is called so', () => {
  expect([1, 0.9, 0.899, 0.6, 0.599, 0].map(certaintyOf)).toEqual(['sure', 'sure', 'likely', 'likely', 'perhaps', 'perhaps']);
});

describe('the stretch of time shown', () => {
  test('closer and wider come back to the same, and the middle stays', () => {
    const span = { widthMs: 3_600_000, to: now - 1 };
    const closer = zoom(span, true, now);
    expect((edges(closer, now).from + edges(closer, now).to) / 2).toBe((edges(span, now).from + edges(span, now).to) / 2);
    expect(zoom(closer, false, now)).toEqual(span);
  });
  test('what ends with the present goes on doing so, and nothing is shown beyond it', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('closer', 'wider', 'earlier', 'later'), { maxLength: 40 }), (keys) => {
      let span = startSpan;
      for (const key of keys) span = key === 'closer' || key === 'wider' ? zoom(span, key === 'closer', now) : pan(span, key === 'earlier', now);
      const { from, to } = edges(span, now);
      expect(to).toBeLessThanOrEqual(now);
      expect(to - from).toBe(span.widthMs);
      expect(span.widthMs).toBeGreaterThanOrEqual(60_000);
    }));
  });
});

test('a line is lifted where nothing came', () => {
  const point = (at: number) => ({ at, low: 1, high: 1, mean: 1, count: 1 });
  expect(withHoles([point(0), point(10), point(20), point(100), point(110)]).map((each) => each?.at ?? null)).toEqual([0, 10, 20, null, 100, 110]);
});

test('stored samples lie on the line of their time, and the pen is lifted between blocks', () => {
  const block = { start: new Date(now + 19_980).toISOString(), rate: 100, top: 2, samples: [1, null, 2, 2] };
  const [first, second] = stripsOf([block], now, 2);
  expect(first?.points).toEqual([{ x: 0.999, y: null }, { x: 0.999, y: 0.5 }, { x: 0.9995, y: null }]);
  expect(second?.points).toEqual([{ x: 0, y: 1 }, { x: 0.0005, y: 1 }]);
});

test('limits typed in this clinic’s unit are stored in the one they are compared in', () => {
  expect(limitToStore('temperature', 102.2, { temperature: '[degF]' })).toBeCloseTo(39, 5);
  expect(changedLimits({ spo2: { low: 92, high: null } }, { spo2: { low: 88 }, temperature: { high: 39 } })).toEqual({ spo2: { low: 88, high: null }, temperature: { low: null, high: 39 } });
  expect([limitIsOrdered({ low: 1, high: 2 }), limitIsOrdered({ low: 2, high: 1 }), limitIsOrdered({ low: null, high: 1 })]).toEqual([true, false, true]);
});

describe('a described line', () => {
  test('is what its driver takes; a field without a source is left out', () => {
    const field = (from: string) => ({ ...newField(from, 'temperature'), factor: 0.1 });
    const columns = mappingToSend({ ...emptyMapping, separator: ';', fields: [field('2'), field(' '), field('0')] });
    expect(columns).toEqual({ kind: 'csv', separator: ';', columns: [{ code: 'temperature', unit: 'Cel', factor: 0.1, index: 1 }] });
    const keys = mappingToSend({ ...emptyMapping, kind: 'keys', fields: [field(' T1 ')] });
    expect(keys).toEqual({ kind: 'keys', pairs: [{ code: 'temperature', unit: 'Cel', factor: 0.1, key: 'T1' }] });
    expect([Mapping.safeParse(columns).success, Mapping.safeParse(keys).success, mappingToSend(emptyMapping)]).toEqual([true, true, undefined]);
  });

  test('as a sentence has one field for each of its numbers', () => {
    const typed = withSentence(withKind(emptyMapping, 'sentence'), 'SpO2 # pulse #');
    const draft = { ...typed, fields: [typed.fields[0]!, newField('', 'heart-rate')] };
    const mapping = mappingToSend(draft);
    expect(mapping).toEqual({ kind: 'sentence', sentence: 'SpO2 # pulse #', values: [{ code: 'spo2', unit: '%', factor: 1 }, { code: 'heart-rate', unit: '/min', factor: 1 }] });
    expect(Mapping.safeParse(mapping).success).toBe(true);
    expect(withSentence(draft, 'SpO2 #').fields.map(({ code }) => code)).toEqual(['spo2']);
    expect(mappingToSend(withSentence(draft, 'nothing'))).toBeUndefined();
  });

  test.each<Mapping>([
    { kind: 'csv', separator: '\t', width: 4, columns: [{ code: 'temperature', unit: '[degF]', factor: 0.1, index: 3 }] },
    { kind: 'csv', separator: ';', columns: [{ code: 'haemoglobin', unit: 'g/dL', factor: 1, index: 0 }] },
    { kind: 'keys', pairs: [{ code: 'spo2', unit: '%', factor: 1, key: 'SpO2' }, { code: 'heart-rate', unit: '/min', factor: 2, key: 'BPM' }] },
    { kind: 'sentence', sentence: 'Load_cell output val: #', values: [{ code: 'weight', unit: 'kg', factor: 0.001 }] },
  ])('is shown again as it was kept: $kind', (mapping) => {
    expect(mappingToSend(draftOfMapping(mapping))).toEqual(mapping);
  });
});
