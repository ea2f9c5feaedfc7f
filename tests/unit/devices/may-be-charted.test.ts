import { expect, test } from 'vitest';
import { readingFlags } from '#domain/devices/reading.ts';
import { mayBeCharted } from '#domain/devices/stability.ts';
import { isCharted } from '#main/devices/chart-values.ts';

test('control solution and numbers of an unknown scale are nobody\'s, every other flag leaves them a patient\'s', () => {
  expect(readingFlags.filter((flag) => !mayBeCharted([flag]))).toEqual(['control-solution', 'uncalibrated']);
  expect(mayBeCharted([])).toBe(true);
  expect(mayBeCharted(['before-meal', 'control-solution'])).toBe(false);
});

test('they never stand in the chart, whatever they measure', () => {
  expect(isCharted({ code: 'glucose', flags: ['before-meal'] })).toBe(true);
  expect(isCharted({ code: 'glucose', flags: ['control-solution'] })).toBe(false);
  expect(isCharted({ code: 'weight', flags: ['uncalibrated'] })).toBe(false);
  expect(isCharted({ code: 'cuff-pressure', flags: [] })).toBe(false);
});
