import { expect, test } from 'vitest';
import { addTerms, beginTermList, completeTermList } from '#db/queries/terms.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const file = (text: string): File => new File([text], 'terms.csv');
const own = 'http://example.org/own';

test('a clinic’s own list is searched together with the program’s, replaced by its name, and taken out', async () => {
  const desk = await testDesk();
  const [manager, doctor] = [desk.as('manager'), desk.as('doctor')];
  const find = async (text: string) => (await doctor.terms.search({ text, language: 'en' })).terms.map(({ code }) => code);
  expect(await find('kwash')).toEqual([]);
  const { list, refused, lines } = await manager.terms.importList({ name: 'Ours', system: own, data: file('code,title\nX1,Kwashiorkor\nX2,Malária de aquí\nX3\n') });
  expect({ refused, lines, terms: list.terms }).toEqual({ refused: 1, lines: [{ line: 4, fault: 'no-title', text: 'X3' }], terms: 2 });
  expect(await find('kwash')).toEqual(['X1']);
  expect(await find('aqui malaria')).toEqual(['X2']);
  expect((await find('malar')).sort()).toEqual(['B50.9', 'B51.9', 'B54', 'X2']);
  await manager.terms.importList({ name: 'Ours', system: own, data: file('X9,Marasmus') });
  expect(await find('kwash')).toEqual([]);
  expect(await find('marasm')).toEqual(['X9']);
  const { lists, builtIn } = await manager.terms.lists({});
  expect(lists).toMatchObject([{ name: 'Ours', system: own, terms: 1 }]);
  expect(builtIn).toBeGreaterThan(250);
  await manager.terms.removeList({ listId: lists[0]?.id ?? '' });
  expect(await find('marasm')).toEqual([]);
});

test('a list a table program wrote in another encoding has its accents', async () => {
  const desk = await testDesk();
  const bring = (bytes: Uint8Array<ArrayBuffer>) => desk.as('manager').terms.importList({ name: 'Ours', system: own, data: new File([bytes], 'terms.csv') });
  const find = async () => (await desk.as('doctor').terms.search({ text: 'zzmal', language: 'en' })).terms.map(({ title }) => title);
  await bring(Uint8Array.from(Buffer.from('X2;Zzmal\u00e1ria', 'latin1')));
  expect(await find()).toEqual(['Zzmalária']);
  await bring(Uint8Array.from(Buffer.from('\ufeffX2;Zzmal\u00e9ria', 'utf16le')));
  expect(await find()).toEqual(['Zzmaléria']);
});

test('a code that both lists have is the clinic’s', async () => {
  const desk = await testDesk();
  await desk.as('manager').terms.importList({ name: 'Ours', system: 'http://hl7.org/fhir/sid/icd-10-cm', data: file('I10,Pressure too high') });
  expect((await desk.as('doctor').terms.search({ text: 'I10', language: 'en' })).terms).toEqual([{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10', title: 'Pressure too high' }]);
});

test('a file without terms, a list without a name, and one that is not there are refused', async () => {
  const desk = await testDesk();
  const manager = desk.as('manager');
  expect(await failureOf(manager.terms.importList({ name: 'Ours', system: own, data: file('\u0000\u0001 nothing') }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'data', code: 'no-terms' }] } });
  expect(await failureOf(manager.terms.importList({ name: ' ', system: own, data: file('A,B') }))).toMatchObject({ data: { issues: [{ field: 'name', code: 'empty' }] } });
  expect(await failureOf(manager.terms.removeList({ listId: desk.desk.parts.newId() }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await failureOf(desk.as('doctor').terms.importList({ name: 'x', system: own, data: file('A,B') }))).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('nobody finds a list before all of it is here', async () => {
  const desk = await testDesk();
  const { store, newId } = desk.desk.parts;
  const find = async (text: string) => (await desk.as('doctor').terms.search({ text, language: 'en' })).terms.map(({ code }) => code);
  await desk.as('manager').terms.importList({ name: 'Ours', system: own, data: file('X1,Kwashiorkor') });
  expect(await find('kwash')).toEqual(['X1']);
  const listId = newId();
  store.write({ personId: null, intent: 'test' }, (tx) => {
    beginTermList(tx, { id: listId, name: 'Ours', system: own, at: '2026-01-01T00:00:00.000Z' });
    addTerms(tx, listId, [{ system: own, code: 'X2', title: 'Kwashiorkor again' }]);
  });
  expect(await find('kwash')).toEqual(['X1']);
  store.write({ personId: null, intent: 'test' }, (tx) => { completeTermList(tx, listId); });
  expect(await find('kwash')).toEqual(['X2']);
});
