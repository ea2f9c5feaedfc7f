import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directionOf, visualRuns } from '#domain/printing/bidi.ts';
import { graphemes, printableText } from '#domain/printing/printable-text.ts';
import { wrapText } from '#domain/printing/wrap-text.ts';
import { awkwardTexts } from '#tests/support/print-samples.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...awkwardTexts));

describe('printable text', () => {
  test('has no control, no line break, no broken surrogate, no direction override, and a bounded length', () => {
    fc.assert(fc.property(anyText, (text) => {
      const clean = printableText(text);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
      expect(clean).toBe(clean.trim());
      expect([...clean].length).toBeLessThanOrEqual(400);
      expect(clean).not.toMatch(/\p{M}{7}/u);
    }));
  });

  test('keeps ordinary names and the joiners scripts need', () => {
    expect(printableText('  José\u0000\tNúñez ')).toBe('José Núñez');
    expect(printableText('Jose\u0301')).toBe('José');
    expect(printableText('نمی\u200cخواهم')).toBe('نمی\u200cخواهم');
    expect(printableText('\u202eevil')).toBe('evil');
    expect(printableText('a\ud800b')).toBe('a?b');
  });
});

describe('wrapping', () => {
  const columns = (text: string): number => [...text].length;

  test('never exceeds the width nor the lines, and loses nothing without saying so', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 8, max: 60 }), fc.integer({ min: 1, max: 4 }), (text, width, maxLines) => {
      // Single letters are narrower than any paper; a pile of joined emoji may not be.
      const clean = printableText(text);
      fc.pre(graphemes(clean).every((part) => columns(part) <= width));
      const lines = wrapText(clean, width, maxLines, columns, '...');
      expect(lines.length).toBeLessThanOrEqual(maxLines);
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      const kept = lines.join('').replaceAll(' ', '');
      const whole = clean.replaceAll(' ', '');
      expect(kept === whole || (lines.at(-1)?.endsWith('...') && whole.startsWith(kept.slice(0, -3)))).toBe(true);
    }));
  });

  test('breaks at spaces, and inside a word only when it must', () => {
    expect(wrapText('one two three', 8, 3, columns, '…')).toEqual(['one two', 'three']);
    expect(wrapText('abcdefghij', 4, 3, columns, '…')).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrapText('one two three', 8, 1, columns, '…')).toEqual(['one two…']);
    expect(wrapText('', 8, 2, columns, '…')).toEqual([]);
  });

  test('never tears a letter from its marks', () => {
    expect(wrapText('क्षि'.repeat(3), 4, 3, columns, '…').join('')).toBe('क्षि'.repeat(3));
    expect(wrapText('e\u0327\u0301e\u0327\u0301', 3, 2, columns, '…')).toEqual(['e\u0327\u0301', 'e\u0327\u0301']);
  });
});

describe('direction', () => {
  const order = (line: string, base: 'ltr' | 'rtl'): string[] => visualRuns(line, base).map(({ text, direction }) => `${direction}:${text}`);

  test('the first letter that has one decides', () => {
    expect(directionOf('A-014 محمد', 'rtl')).toBe('ltr');
    expect(directionOf('014 محمد', 'ltr')).toBe('rtl');
    expect(directionOf('014', 'rtl')).toBe('rtl');
  });

  test('a number after an Arabic word stands to its left', () => {
    expect(order('غرفة 3', 'rtl')).toEqual(['ltr:3', 'rtl:غرفة ']);
    expect(order('غرفة 12', 'rtl')).toEqual(['ltr:12', 'rtl:غرفة ']);
  });

  test('a date stays whole, and the clock follows it leftwards', () => {
    expect(order('21/11/2026 09:42', 'rtl')).toEqual(['ltr:09:42', 'rtl: ', 'ltr:21/11/2026']);
  });

  test('a Latin name within an Arabic line keeps its order', () => {
    expect(order('مرحبا John Smith هنا', 'rtl')).toEqual(['rtl: هنا', 'ltr:John Smith', 'rtl:مرحبا ']);
  });

  test('an Arabic name within a Latin line turns round alone', () => {
    expect(order('Dr محمد علي, room 3', 'ltr')).toEqual(['ltr:Dr ', 'rtl:محمد علي', 'ltr:, room 3']);
  });

  test('Arabic-Indic digits run left to right', () => {
    expect(order('غرفة ١٢', 'rtl')).toEqual(['ltr:١٢', 'rtl:غرفة ']);
  });

  test('after an Arabic word a dash parts two numbers, a stroke joins Arabic-Indic ones', () => {
    expect(order('غرفة 3-2', 'rtl')).toEqual(['ltr:2', 'rtl:-', 'ltr:3', 'rtl:غرفة ']);
    expect(order('3-2', 'rtl')).toEqual(['ltr:3-2']);
    expect(order('١٢/٥', 'rtl')).toEqual(['ltr:١٢/٥']);
  });

  test('Hebrew with a price and a percent sign', () => {
    expect(order('מחיר 10%', 'rtl')).toEqual(['ltr:10%', 'rtl:מחיר ']);
  });

  test('no letter is lost or doubled', () => {
    fc.assert(fc.property(anyText.map((text) => printableText(text)), fc.constantFrom('ltr' as const, 'rtl' as const), (line, base) => {
      const runs = visualRuns(line, base);
      expect([...runs.map((run) => run.text).join('')].sort().join('')).toBe([...line].sort().join(''));
      expect(runs.every((run) => run.text !== '')).toBe(true);
    }));
  });
});
