import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyDiagnoses } from '#domain/record/diagnoses/list-body.ts';
import { moreDiagnoses } from '#domain/record/diagnoses/list-more.ts';
import { readTermList } from '#domain/record/diagnoses/read-list.ts';
import { listedCount, searchListed, termParts } from '#domain/record/diagnoses/search.ts';

const find = (typed: string, language = 'en'): string[] => searchListed(termParts(typed), language, 12).map(({ code }) => code);

describe('the list that comes with the program', () => {
  const all = [...bodyDiagnoses, ...moreDiagnoses];
  test('holds each code once, in the form of ICD-10-CM, with three titles', () => {
    expect(listedCount()).toBeGreaterThan(250);
    expect(new Set(all.map(([code]) => code)).size).toBe(all.length);
    for (const [code, ...titles] of all) {
      expect(code).toMatch(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/);
      for (const title of titles) expect(title.trim().length, code).toBeGreaterThan(1);
      expect(titles[2], code).toMatch(/[\u0600-\u06ff]|COVID/);
    }
  });

  test.each([
    ['hypertension', 'I10'], ['pressure high blood', 'I10'], ['hiperten arter', 'I10'], ['E11.9', 'E11.9'], ['e119', 'E11.9'], ['ulcera gastrica', 'K25.9'], ['الملاريا', 'B54'], ['الانفلونزا', 'J11.1'],
    ['RESFRIADO COMUN', 'J00'], ['copd', 'J44.9'], ['migr', 'G43.909'],
  ])('%s finds %s', (typed, code) => { expect(find(typed)).toContain(code); });

  test('whole words come before begun ones, plain titles before long ones', () => {
    expect(find('malaria')[0]).toBe('B54');
    expect(find('asthma').slice(0, 2)).toEqual(['J45.909', 'J45.901']);
  });

  test('titles are in the language of the reader', () => {
    expect(searchListed(termParts('i10'), 'es', 1)[0]?.title).toBe('Hipertensión arterial esencial');
    expect(searchListed(termParts('i10'), 'ar', 1)[0]?.title).toBe('ارتفاع ضغط الدم الأساسي');
    expect(searchListed(termParts('i10'), 'fr', 1)[0]?.title).toContain('High blood pressure');
  });

  test('nothing typed finds nothing', () => { expect(find('')).toEqual([]); expect(find('  .. ')).toEqual([]); });
});

describe('a list a clinic brings', () => {
  test('has a code and a title a line, and perhaps its own code system', () => {
    const read = readTermList('\ufeffCode,Title,System\r\nA00,"Cholera, all of it"\r\nB54,Malaria,http://example.org/own\r\n\r\n"X""1",Quoted\r\n', 'http://hl7.org/fhir/sid/icd-10');
    expect(read).toEqual({
      terms: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'X"1', title: 'Quoted' }, { system: 'http://example.org/own', code: 'B54', title: 'Malaria' },
        { system: 'http://hl7.org/fhir/sid/icd-10', code: 'A00', title: 'Cholera, all of it' }],
      refused: [],
    });
  });

  test('may be parted by semicolons or tabs', () => {
    expect(readTermList('A00;Cholera, severe\nB54;Malaria', 's').terms.map(({ title }) => title)).toEqual(['Malaria', 'Cholera, severe']);
    expect(readTermList('A00\tCholera\nB54\tMalaria', 's').terms).toHaveLength(2);
  });

  test('says of each line that is no term which it is and why, as an editor counts lines', () => {
    const { terms, refused } = readTermList(`A00,"Cholera,\nsevere"\r\nB54\n,Nothing\n\nC,${'x'.repeat(401)}\n${'y'.repeat(61)},Long code\nD,Fine\n`, 's');
    expect(terms.map(({ code }) => code)).toEqual(['D', 'A00']);
    expect(refused.map(({ line, fault, text }) => [line, fault, text.slice(0, 10)])).toEqual([[3, 'no-title', 'B54'], [4, 'no-code', 'Nothing'], [6, 'title-long', 'C, xxxxxxx'], [7, 'code-long', 'yyyyyyyyyy']]);
  });

  test('loses no line in a quotation mark that is not closed', () => {
    for (const file of ['A,"open\nB,Malaria\nC,"Scabies, all"\n', 'A,"open\nB,Malaria\nC,Scabies\n', 'A,"open\nB,Malaria\n"C",Scabies\n', `A,"open\nB,Malaria\nC,Scabies\n${'D,Fever of a kind\n'.repeat(60)}E,"Ends"\n`]) {
      const { terms, refused } = readTermList(file, 's');
      expect(refused).toEqual([{ line: 1, fault: 'quote-open', text: 'A, "open' }]);
      expect(terms.map(({ code }) => code)).toEqual(expect.arrayContaining(['B', 'C']));
    }
  });

  test('comes back as it was written, whatever stands in its cells', () => {
    const word = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '' && text.toLowerCase() !== 'code');
    fc.assert(fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 8 }), (pairs) => {
      const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
      const read = readTermList(pairs.map(([code, title]) => `${quoted(code)},${quoted(title)}`).join('\n'), 's');
      expect(read.terms.map(({ code, title }) => `${code}\n${title}`).sort()).toEqual(pairs.map((pair) => pair.join('\n')).sort());
    }));
  });

  test('never hangs on anything', () => {
    fc.assert(fc.property(fc.string(), (text) => { expect(readTermList(text, 's').terms.length).toBeLessThanOrEqual(text.length); }));
    expect(readTermList('A,"never closed\nB,more', 's').terms.length).toBeGreaterThan(0);
  });
});
