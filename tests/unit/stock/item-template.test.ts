import { expect, test } from 'vitest';
import { guessItemColumns, itemColumns } from '#domain/stock/item-file.ts';
import ar from '#renderer/text/ar/stock.json' with { type: 'json' };
import en from '#renderer/text/en/stock.json' with { type: 'json' };
import es from '#renderer/text/es/stock.json' with { type: 'json' };

test.each([['en', en], ['es', es], ['ar', ar]])('the columns of the file to fill in are understood when it comes back: %s', (_language, words) => {
  const columns = itemColumns.filter((column) => column !== 'ignore');
  expect(guessItemColumns(columns.map((column) => words.import.means[column]))).toEqual(columns);
});
