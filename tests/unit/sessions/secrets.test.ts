import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestToken, hashSecret, isSecret, newToken, passwordProblem, pinProblem } from '#main/sessions/secrets.ts';

describe('hashed secrets', () => {
  test('are Argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const [first, second] = await Promise.all([hashSecret('2580'), hashSecret('2580')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(first).not.toContain('2580');
  });

  test('accept the secret and no other', async () => {
    const stored = await hashSecret('2580');
    expect(await isSecret(stored, '2580')).toBe(true);
    expect(await isSecret(stored, '2581')).toBe(false);
    expect(await isSecret(stored, '')).toBe(false);
  });

  test('accept a password however its accents were typed', async () => {
    const stored = await hashSecret('Zürich-Straße'.normalize('NFC'));
    expect(await isSecret(stored, 'Zürich-Straße'.normalize('NFD'))).toBe(true);
  });
});

describe('weak secrets', () => {
  test('a PIN has four to eight digits', () => {
    for (const pin of ['', '123', '123456789', '12a4', '12 4', '１２３５', '-1234']) expect(pinProblem(pin)).toBe('pin-digits');
    for (const pin of ['2580', '13579135', '1235']) expect(pinProblem(pin)).toBeNull();
  });

  test('no PIN of one digit, nor a run up or down', () => {
    for (const pin of ['0000', '1234', '4321', '98765432', '111111']) expect(pinProblem(pin)).toBe('pin-too-simple');
  });

  test('a password has eight characters and is not the first anybody tries', () => {
    expect(passwordProblem('short77')).toBe('password-short');
    expect(passwordProblem('😀😀😀😀')).toBe('password-short');
    expect(passwordProblem('PassWord')).toBe('password-common');
    expect(passwordProblem('blue clinic door')).toBeNull();
  });
});

describe('tokens', () => {
  test('carry at least 128 bits and are told apart by their digest', () => {
    fc.assert(fc.property(fc.constant(null), () => {
      const token = newToken();
      expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
      expect(digestToken(token)).not.toBe(digestToken(newToken()));
      expect(digestToken(token)).toBe(digestToken(token));
    }), { numRuns: 20 });
  });
});
