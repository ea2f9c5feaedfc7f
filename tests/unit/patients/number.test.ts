import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacter, formatPatientNumber, parsePatientNumber, patientQr, SLOT_ALPHABET } from '#domain/patients/number.ts';

const characters = (n: number) => fc.string({ unit: fc.constantFrom(...SLOT_ALPHABET), minLength: n, maxLength: n });
const letters = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKMNPQRSTVWXYZ'), maxLength: 2 });
const parts = fc.record({ clinic: characters(3), slot: characters(2), suffix: letters, counter: fc.integer({ min: 1, max: 9_999_999 }) });
const ALL = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

describe('ISO 7064 MOD 37,36', () => {
  // The examples of the Global Release Identifier and of ISO 15706 (ISAN: the work, then work and version).
  test.each([['A12425GABC1234002', 'M'], ['00000000D07A0090', 'Q'], ['00000000D07A009000000000', 'X']])('%s → %s', (text, check) => {
    expect(checkCharacter(text)).toBe(check);
  });

  test('every single wrong character is noticed', () => {
    fc.assert(fc.property(parts, (number) => {
      const whole = formatPatientNumber(number).replaceAll('-', '');
      for (let i = 0; i < whole.length; i++) {
        for (const wrong of ALL) {
          if (wrong === whole[i]) continue;
          const typed = whole.slice(0, i) + wrong + whole.slice(i + 1);
          expect(checkCharacter(typed.slice(0, -1)) === typed.at(-1), typed).toBe(false);
        }
      }
    }), { numRuns: 60 });
  });

  test('all but one in 600 exchanged neighbours are noticed', () => {
    let [missed, all] = [0, 0];
    for (let product = 0; product < 36; product++) {
      for (const a of ALL) for (const b of ALL) {
        if (a === b) continue;
        all += 1;
        if (checkCharacter(`${ALL[product]}${a}${b}`) === checkCharacter(`${ALL[product]}${b}${a}`)) missed += 1;
      }
    }
    expect(missed).toBeGreaterThan(0);
    expect(missed / all).toBeLessThan(1 / 600);
  });

  test('other characters carry none', () => {
    expect(() => checkCharacter('A-1')).toThrow(RangeError);
  });
});

describe('patient numbers', () => {
  test('reads what it writes, also from a card', () => {
    fc.assert(fc.property(parts, (number) => {
      const text = formatPatientNumber(number);
      expect(parsePatientNumber(text)).toEqual({ ok: true, value: number });
      expect(parsePatientNumber(patientQr(text))).toEqual({ ok: true, value: number });
    }));
  });

  const printed = formatPatientNumber({ clinic: 'KB7', slot: '3F', suffix: '', counter: 412 });

  test('the printed form', () => {
    expect(printed).toBe(`KB7-3F-00412-${checkCharacter('KB73F00412')}`);
    expect(printed).toMatch(/^KB7-3F-00412-[0-9A-Z]$/);
  });

  test('is read as people type it', () => {
    const check = printed.at(-1)!;
    const number = { clinic: 'KB7', slot: '3F', suffix: '', counter: 412 };
    for (const typed of [printed.toLowerCase(), `kb73f00412${check}`, ` KB7 3F 00412 ${check} `, `KB7—3F–00412.${check}`, `KB7-3F-OO412-${check}`, `KB7-3F-0O4I2-${check}`, `KB7-3F-004l2-${check}`, `KB7-3F-٠٠٤١٢-${check}`, `daybook:p:${printed}`]) {
      expect([typed, parsePatientNumber(typed)]).toEqual([typed, { ok: true, value: number }]);
    }
  });

  test('a wrong check character and what is no number are told apart', () => {
    expect(parsePatientNumber(printed.slice(0, -1) + (printed.endsWith('X') ? 'Y' : 'X'))).toEqual({ ok: false, error: 'wrong-check' });
    for (const typed of ['', 'Ana', '412', 'KB7-3F-412-X', 'KB7-3F-00412', '😀'.repeat(5000), '-', 'UUU-3F-00412-X']) expect(parsePatientNumber(typed)).toEqual({ ok: false, error: 'not-a-number' });
  });

  test('any text is read or refused', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof parsePatientNumber(text).ok).toBe('boolean');
    }));
  });
});
