import { expect, test } from 'vitest';
import { csvText } from '#renderer/parts/csv.ts';

test('cells are set apart and quoted, and nothing is taken for a formula', () => {
  expect(csvText([['Item', 'On hand'], ['Salt, "fine"', -3], [' =1+1', null], ['＝1', 2]])).toBe('\uFEFFItem,On hand\r\n"Salt, ""fine""",-3\r\n\' =1+1,\r\n\'＝1,2\r\n');
});
