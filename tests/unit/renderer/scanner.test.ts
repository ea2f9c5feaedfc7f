import { expect, test } from 'vitest';
import fc from 'fast-check';
import { createScanDetector } from '#renderer/parts/scanner.ts';

/** Types a text with the same gap before each character, then Enter; what the detector says at the end. */
function type(text: string, gapMs: number, end = 'Enter', before: readonly { key: string; at: number }[] = []): readonly string[] {
  const detect = createScanDetector();
  for (const key of before) detect(key);
  let at = before.at(-1)?.at ?? 0;
  for (const key of text) detect({ key, at: (at += gapMs) });
  return detect({ key: end, at: at + gapMs });
}

test('a burst ended by Enter or Tab is a scan', () => {
  expect(type('PJ7-RD-00001-D', 8)).toEqual(['PJ7-RD-00001-D']);
  expect(type('PJ7-RD-00001-D', 8, 'Tab')).toEqual(['PJ7-RD-00001-D']);
});

test('a person typing is none, however long the text', () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.integer({ min: 60, max: 390 }), (text, gap) => {
    expect(type(text, gap)).toEqual([]);
  }));
});

test('short bursts and bursts without an end are none', () => {
  expect(type('abc', 5)).toEqual([]);
  expect(type('abcdef', 5, 'a')).toEqual([]);
});

test('what was typed just before is left out of one of the readings', () => {
  const before = [{ key: 'H', at: 0 }, { key: 'a', at: 150 }];
  const detect = createScanDetector();
  for (const key of before) detect(key);
  let at = 150 + 120;
  for (const key of 'PJ7-RD-00001-D') { detect({ key, at }); at += 6; }
  expect(detect({ key: 'Enter', at })).toEqual(['HaPJ7-RD-00001-D', 'PJ7-RD-00001-D']);
});

test('a slow PC that holds some characters back does not hide a scan', () => {
  const detect = createScanDetector();
  let at = 0;
  for (const [index, key] of [...'daybook:p:PJ7-RD-00001-D'].entries()) detect({ key, at: (at += index < 4 ? 180 : 7) });
  expect(detect({ key: 'Enter', at: at + 5 })).toContain('daybook:p:PJ7-RD-00001-D');
});

test('capitals come with Shift; a correction in between is a person’s', () => {
  const burst = (between: string): readonly string[] => {
    const detect = createScanDetector();
    let at = 0;
    for (const key of ['P', 'J', between, '7', 'R', 'D']) detect({ key, at: (at += 6) });
    return detect({ key: 'Enter', at: at + 6 });
  };
  expect(burst('Shift')).toEqual(['PJ7RD']);
  expect(burst('Backspace')).toEqual([]);
});
