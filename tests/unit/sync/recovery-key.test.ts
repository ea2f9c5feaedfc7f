import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRecoveryKey, parseRecoveryKey } from '#domain/setup/recovery-key.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secret = fc.uint8Array({ minLength: 16, maxLength: 16 });
const isSecret = (typed: string, wanted: Uint8Array): boolean => {
  const parsed = parseRecoveryKey(typed);
  return parsed.ok && Buffer.from(parsed.value).equals(wanted);
};

describe('the recovery key', () => {
  test('is seven groups of four without letters that are mistaken for others', () => {
    fc.assert(fc.property(secret, (bytes) => {
      expect(formatRecoveryKey(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
    }));
  });

  test('gives the secret back, also as people type it', () => {
    fc.assert(fc.property(secret, (bytes) => {
      const key = formatRecoveryKey(bytes);
      const spoken = key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect([key, key.replaceAll('-', ''), ` ${spoken}\n`, key.replaceAll('1', 'I')].every((typed) => isSecret(typed, bytes))).toBe(true);
    }));
  });

  test('of the smallest and the largest secret', () => {
    for (const bytes of [new Uint8Array(16), new Uint8Array(16).fill(255)]) expect(isSecret(formatRecoveryKey(bytes), bytes)).toBe(true);
  });

  test('refuses every single wrong character', () => {
    fc.assert(fc.property(secret, (bytes) => {
      const key = formatRecoveryKey(bytes).replaceAll('-', '');
      for (let at = 0; at < key.length; at++) {
        for (const letter of ALPHABET) {
          if (letter === key[at]) continue;
          const parsed = parseRecoveryKey(key.slice(0, at) + letter + key.slice(at + 1));
          expect(parsed, `${letter} at ${at}`).toEqual({ ok: false, error: 'wrong-check' });
        }
      }
    }), { numRuns: 20 });
  });

  test('refuses every swap of two neighbours that differ', () => {
    fc.assert(fc.property(secret, (bytes) => {
      const key = formatRecoveryKey(bytes).replaceAll('-', '');
      for (let at = 0; at + 1 < key.length; at++) {
        if (key[at] === key[at + 1]) continue;
        const swapped = key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2);
        expect(parseRecoveryKey(swapped), `swap at ${at}`).toEqual({ ok: false, error: 'wrong-check' });
      }
    }));
  });

  test('tells a key that is too short or holds other letters from a wrong one', () => {
    const key = formatRecoveryKey(new Uint8Array(16).fill(9));
    expect(parseRecoveryKey(key.slice(0, -1))).toEqual({ ok: false, error: 'wrong-length' });
    expect(parseRecoveryKey(`${key}7`)).toEqual({ ok: false, error: 'wrong-length' });
    expect(parseRecoveryKey(`U${key.slice(1)}`)).toEqual({ ok: false, error: 'wrong-length' });
    expect(parseRecoveryKey('')).toEqual({ ok: false, error: 'wrong-length' });
  });

  test('only holds secrets of sixteen bytes', () => {
    expect(() => formatRecoveryKey(new Uint8Array(15))).toThrow();
  });
});
