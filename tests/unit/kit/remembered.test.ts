import { expect, test } from 'vitest';
import { remembered } from '#domain/kit/remembered.ts';

test('a text that comes again is answered without making it again, until too many others came', () => {
  const made: string[] = [];
  const upper = remembered((text) => {
    made.push(text);
    return text.toUpperCase();
  }, 3);
  expect(['ada', 'bea', 'ada', 'cleo', 'ada'].map(upper)).toEqual(['ADA', 'BEA', 'ADA', 'CLEO', 'ADA']);
  expect(made).toEqual(['ada', 'bea', 'cleo']);
  expect(['dan', 'ada', 'dan'].map(upper)).toEqual(['DAN', 'ADA', 'DAN']);
  expect(made).toEqual(['ada', 'bea', 'cleo', 'dan', 'ada']);
});

test('a long text is answered and not held', () => {
  let made = 0;
  const count = remembered((text) => text.length + (made += 1));
  expect([count('x'.repeat(65)), count('x'.repeat(65))]).toEqual([66, 67]);
});
