import { expect, test } from 'vitest';
import { namesPatients, withMeaning } from '#renderer/screens/exchange/column-meanings.ts';
import { fileKind } from '#renderer/screens/exchange/file-kind.ts';
import { placeWords, reasonWords } from '#renderer/screens/exchange/refusal-words.ts';
import { moved } from '#renderer/screens/settings/clinic/languages.ts';
import { missingPlace, newPrinter, withKind } from '#renderer/screens/settings/printers/printer-draft.ts';
import type { TFunction } from 'i18next';

/** Gives the key itself, or the default where one is given, so that what is asked for can be seen. */
const t = ((key: string, values?: { defaultValue?: string; reason?: string; about?: string }) =>
  (key === 'exchange.reason-about' ? `${values?.reason} / ${values?.about}` : key)) as unknown as TFunction;

test('files are told apart by name, packed or not', () => {
  expect(['a.CSV', 'b.tsv.gz', 'c.xlsx', 'd.json', 'e.ndjson.gz', 'f.docx', 'g.gz', 'csv'].map(fileKind))
    .toEqual(['table', 'table', 'table', 'fhir', 'fhir', 'unknown', 'unknown', 'unknown']);
});

test('a meaning belongs to one column; leaving out belongs to many', () => {
  expect(withMeaning(['name', 'sex', 'ignore'], 2, 'name')).toEqual(['ignore', 'sex', 'name']);
  expect(withMeaning(['ignore', 'sex'], 1, 'ignore')).toEqual(['ignore', 'ignore']);
  expect(namesPatients(['sex', 'family-name'])).toBe(true);
  expect(namesPatients(['sex', 'phone'])).toBe(false);
});

test('a refusal is said in words, with its field only where the words do not name it', () => {
  expect(placeWords('line 3 entry 12', t)).toBe('exchange.place.line 3 exchange.place.entry 12');
  const refusal = { file: 'a.csv', entry: 'row 2' };
  expect(reasonWords({ ...refusal, reason: 'name-missing', detail: 'name' }, t)).toBe('exchange.reason.name-missing');
  expect(reasonWords({ ...refusal, reason: 'value-impossible', detail: 'weight' }, t)).toBe('exchange.reason.value-impossible / exchange.means.weight');
});

test('a language moves one place and never out of the list', () => {
  expect(moved(['en', 'es', 'ar'], 2, -1)).toEqual(['en', 'ar', 'es']);
  expect(moved(['en', 'es'], 0, -1)).toEqual(['en', 'es']);
  expect(moved(['en', 'es'], 1, 1)).toEqual(['en', 'es']);
});

test('a printer of another kind starts from that kind, and a folder takes PDF alone', () => {
  const folder = withKind(newPrinter, 'pdf');
  expect(folder).toMatchObject({ target: { kind: 'pdf', folder: '' }, language: 'pdf', paper: newPrinter.paper });
  expect(withKind(folder, 'serial').language).toBe('escpos');
  expect(missingPlace(folder.target)).toBe('folder');
  expect(missingPlace({ kind: 'network', host: '127.0.0.1', port: 9100 })).toBeUndefined();
});
