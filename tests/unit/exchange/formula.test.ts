import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defuse, undefuse } from '#domain/exchange/formula.ts';

test.each(['=1+1', '+255 700', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =cmd', '\u3000＝1', '＋1', '－1', '＠x', '\u200b=1', '\ufeff=1', '\n=1', '|calc', '%x', '\u0000=1', "'=1"])(
  'a cell that begins like %j cannot run', (text) => {
    expect(defuse(text)).toBe(`'${text}`);
    expect(undefuse(defuse(text))).toBe(text);
  },
);

test.each(['Ana', "O'Neil", "'quoted'", '34', '1990-05-04', 'a=b', '', '120/80', 'Ünal'])('%j stays as it is', (text) => {
  expect([defuse(text), undefuse(text)]).toEqual([text, text]);
});

test('every text comes back', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+\-@\t ]{0,6}[a-z]?$/));
  fc.assert(fc.property(texts, (text) => {
    expect(undefuse(defuse(text))).toBe(text);
    expect(defuse(text)).not.toMatch(/^[\s\ufeff\u200b]*[=+\-@＝＋－＠]/u);
  }));
});
