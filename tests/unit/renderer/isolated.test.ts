import { expect, test } from 'vitest';
import { isolated } from '#renderer/parts/isolated.ts';

test('a name is kept apart only where two directions of writing may meet', () => {
  expect(isolated('Mara Lindqvist', 'ltr')).toBe('Mara Lindqvist');
  expect(isolated('محمد علي', 'ltr')).toBe('\u2068محمد علي\u2069');
  expect(isolated('Mara Lindqvist', 'rtl')).toBe('\u2068Mara Lindqvist\u2069');
});
