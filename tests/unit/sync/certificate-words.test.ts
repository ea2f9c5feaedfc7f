import fc from 'fast-check';
import { expect, it } from 'vitest';
import { certificateWords } from '#domain/sync/certificate-words.ts';

it('says the first 120 bits of a hash in groups that people can compare, and any other bit otherwise', () => {
  expect(certificateWords(new Uint8Array(32))).toBe('0000 0000 0000 0000 0000 0000');
  expect(certificateWords(new Uint8Array(32).fill(255))).toBe('ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ');
  expect(certificateWords(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe('000G 40R4 0M30 E209 185G R38E');
  fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.integer({ min: 0, max: 119 }), (hash, bit) => {
    const other = hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    expect(certificateWords(other)).not.toBe(certificateWords(hash));
    expect(certificateWords(hash)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  }));
});
