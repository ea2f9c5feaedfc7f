import { expect, test } from 'vitest';
import { askStatus, isStatusByte, readStatus } from '#domain/printing/printer-status.ts';

test('questions are DLE EOT 1 and 4', () => {
  expect([...askStatus('printer'), ...askStatus('paper')]).toEqual([0x10, 4, 1, 0x10, 4, 4]);
});

test('an answer is told from flow control, text and line noise', () => {
  for (const byte of [0x12, 0x1a, 0x72, 0x1e, 0x16]) expect(isStatusByte(byte)).toBe(true);
  for (const byte of [0x11, 0x13, 0x00, 0xff, 0x41, 0x92]) expect(isStatusByte(byte)).toBe(false);
});

test('off-line, paper low and paper out', () => {
  expect(readStatus(0x12, 0x12)).toEqual({ online: true, paper: 'present' });
  expect(readStatus(0x1a, 0x12)).toEqual({ online: false, paper: 'present' });
  expect(readStatus(0x12, 0x1e)).toEqual({ online: true, paper: 'low' });
  for (const paper of [0x72, 0x32, 0x52]) expect(readStatus(0x12, paper).paper).toBe('out');
  expect(readStatus(0x12, undefined).paper).toBe('present');
});
