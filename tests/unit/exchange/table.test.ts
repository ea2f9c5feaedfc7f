import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import type { ColumnMeaning } from '#domain/contract/exchange.ts';
import { guessMeanings, unitInHeader } from '#domain/exchange/table/headers.ts';
import { readRow } from '#domain/exchange/table/row.ts';
import type { RowPlan } from '#domain/exchange/table/row.ts';
import { isSpanishSex, readSex } from '#domain/exchange/table/words.ts';
import { bytesSource } from '#main/exchange/source-file.ts';
import { detectSeparator } from '#main/exchange/table/separator.ts';
import { importTable } from '#main/exchange/table/import-table.ts';
import { inspectTable } from '#main/exchange/table/inspect-table.ts';
import { Tally } from '#main/exchange/tally.ts';
import { MemorySink } from './memory-sink.ts';

const file = (name: string, content: string | Buffer): ReturnType<typeof bytesSource> => bytesSource(name, Buffer.from(content as string));
async function importCsv(text: string | Buffer, columns: ColumnMeaning[], sink = new MemorySink(), dateOrder: 'dmy' | 'mdy' = 'dmy'): Promise<{ tally: Tally; sink: MemorySink }> {
  const tally = new Tally();
  const run = { sink, tally, signal: new AbortController().signal, onSlice: () => undefined };
  await importTable(run, file('t.csv', text), { columns, dateOrder, today: '2026-06-01', glucoseUnit: 'mg/dL' });
  return { tally, sink };
}

describe('what a file is taken for', () => {
  const text = 'Name;Age\r\nJosé Ñu;34\r\n';
  const utf16 = (bigEndian: boolean, mark: boolean): Buffer => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  test.each([
    ['utf-8', Buffer.from(text)], ['utf-8', Buffer.from(`\ufeff${text}`)], ['windows-1252', Buffer.from(text, 'latin1')],
    ['utf-16le', utf16(false, true)], ['utf-16be', utf16(true, true)], ['utf-16le', utf16(false, false)], ['utf-16be', utf16(true, false)],
  ])('%s', async (encoding, bytes) => {
    expect(await inspectTable(file('a.csv', bytes))).toEqual({
      encoding, rows: 1, columns: [{ header: 'Name', guess: 'name', samples: ['José Ñu'] }, { header: 'Age', guess: 'age-or-birth', samples: ['34'] }],
    });
  });

  test.each([[',', 'a,b,c\n"1;2;3;4",2,3'], [';', 'a;b\n1,5;2,5\n3,5;4,5'], ['\t', 'a\tb\n1, 2\t3'], ['|', 'a|b|c\n1|2|3'], [',', 'single'], [';', 'name, first;age\nAna;1\nBea;2']])('separator %j', (separator, head) => {
    expect(detectSeparator(head)).toBe(separator);
  });

  test('cells come back through every separator and quoting', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'é', '\t', '|') });
    await fc.assert(fc.asyncProperty(fc.constantFrom(',', ';', '\t', '|'), fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), async (separator, rows) => {
      const quoted = [['one', 'two', 'three'], ...rows.map((row) => row.map((one) => `x${one}`))];
      const text = quoted.map((row) => row.map((one) => `"${one.replace(/"/g, '""')}"`).join(separator)).join('\r\n');
      const head = await inspectTable(file('a.csv', text));
      expect(head.columns.map((column) => column.samples)).toEqual([0, 1, 2].map((i) => quoted.slice(1).map((row) => row[i])));
    }), { numRuns: 50 });
  });

  test('an Excel file, with dates, numbers and a formula-like text', async () => {
    const bytes = await writeExcelFile([
      [{ value: 'Full name' }, { value: 'DOB' }, { value: 'Phone' }],
      [{ value: '=HYPERLINK("x")', type: String }, { value: new Date('1990-05-04'), type: Date, format: 'dd/mm/yyyy' }, { value: 255_700_000_001, type: Number }],
    ]).toBuffer();
    const head = await inspectTable(file('a.xlsx', bytes));
    expect(head.columns.map((c) => c.samples)).toEqual([['=HYPERLINK("x")'], ['1990-05-04'], ['255700000001']]);
    const { sink } = await importCsv(bytes, ['name', 'age-or-birth', 'phone']);
    expect([...sink.patients.values()]).toMatchObject([{ name: '=HYPERLINK("x")', birthDate: '1990-05-04', phone: '255700000001' }]);
  });

  test.each([
    ['', 'empty-file'], [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]), 'not-a-spreadsheet'], [Buffer.from('PK\u0003\u0004 not really'), 'file-too-large'],
  ])('a file that is no table', async (content, reason) => {
    const { tally } = await importCsv(content, ['name']);
    expect(tally.refused.map((r) => [r.entry, r.reason])).toEqual([['file', reason]]);
  });
});

describe('headers', () => {
  test('in three languages', () => {
    expect(guessMeanings(['First Name', 'SURNAME', 'D.O.B.', 'Gender', 'Mobile No', 'MRN', 'Temp (°F)', 'Wt kg', 'B/P', 'x'])).toEqual(
      ['given-name', 'family-name', 'age-or-birth', 'sex', 'ignore', 'external-id', 'temperature', 'weight', 'blood-pressure', 'ignore']);
    expect(guessMeanings(['Nombre', 'Edad', 'Teléfono', 'Dirección', 'Presión arterial'])).toEqual(['name', 'age-or-birth', 'phone', 'address', 'blood-pressure']);
    expect(guessMeanings(['الاسم', 'العمر', 'الجنس', 'رقم الهاتف'])).toEqual(['name', 'age-or-birth', 'sex', 'phone']);
    expect(guessMeanings(['Name', 'Name', 'Surname'])).toEqual(['given-name', 'ignore', 'family-name']);
    expect([unitInHeader('Temp (°F)'), unitInHeader('Wt kg'), unitInHeader('Name')]).toEqual(['°F', 'kg', undefined]);
  });

  test('sexes, also where M is mujer', () => {
    expect(['F', 'Hombre', 'أنثى', '', 'x', '2', 'Mwanaume', '?!'].map((word) => readSex(word, false))).toEqual(['female', 'male', 'female', 'unknown', 'other', 'female', 'male', 'unknown']);
    expect([readSex('M', isSpanishSex(['H', 'M'])), readSex('M', isSpanishSex(['M', 'F'])), readSex('blue', false)]).toEqual(['female', 'male', undefined]);
  });
});

describe('rows', () => {
  const plan = (meanings: ColumnMeaning[], units: (string | undefined)[] = []): RowPlan => ({ meanings, units, dateOrder: 'dmy', today: '2026-06-01', spanishSex: false });
  const vitals: ColumnMeaning[] = ['name', 'visit-date', 'blood-pressure', 'temperature', 'weight', 'glucose'];

  test('with a visit and its vital signs, in their units', () => {
    const read = readRow(['Ana Prueba', '03/02/2024 08:15', '120/80', '98.6 F', '11,5', '90'], plan(vitals, [, , , , undefined, 'mg/dL'].map((u) => u)));
    expect(read.ok && read.value.visit).toMatchObject({ startedAt: '2024-02-03T08:15:00.000Z', values: [
      { code: 'systolic', value: 120 }, { code: 'diastolic', value: 80 }, { code: 'temperature', value: 37 }, { code: 'weight', value: 11.5 }, { code: 'glucose', value: 4.99567041897, unit: 'mmol/L' },
    ] });
  });

  test.each([
    [['', '', '', '', '', ''], 'name-missing'], [['A', '', '120/80', '', '', ''], 'time-missing'], [['A', '31/02/2024', '', '', '', ''], 'time-unreadable'],
    [['A', '01/01/2030', '', '', '', ''], 'time-unreadable'], [['A', '01/01/2024', '80/120', '', '', ''], 'value-impossible'],
    [['A', '01/01/2024', '', '370', '', ''], 'value-impossible'], [['A', '01/01/2024', '', 'hot', '', ''], 'value-unreadable'], [['A', '01/01/2024', '', '', '9 stone', ''], 'unit-unknown'],
  ])('%j is refused: %s', (cells, reason) => {
    const read = readRow(cells, plan(vitals));
    expect(!read.ok && read.error.reason).toBe(reason);
  });

  test('refused ones are named by their row, the others come in, and again they add nothing', async () => {
    const columns: ColumnMeaning[] = ['name', 'age-or-birth', 'sex', 'external-id'];
    const text = 'Name,Age,Sex,No\nAna Uno,34,F,1\n,5,M,2\nBea Dos,400,F,3\n"Quote ""Q"" Tres",8m,girl,4\nAna Uno,34,F,1\nWho Else,20,M,1\n\nAna Cinco,1990,blue,5\n';
    const { tally, sink } = await importCsv(text, columns);
    expect(tally.refused.map((r) => `${r.entry} ${r.reason}`)).toEqual([
      'row 3 name-missing', 'row 4 birth-too-old', 'row 6 duplicate-row', 'row 7 duplicate-identifier', 'row 8 sex-unreadable',
    ]);
    expect(tally.stored).toEqual({ Patient: 2 });
    const again = await importCsv(text, columns, sink);
    expect([again.tally.stored, again.tally.unchanged]).toEqual([{}, { Patient: 2 }]);
  });

  test('of one patient become one patient with many visits', async () => {
    const { tally, sink } = await importCsv('n;d;bp\nAna;01/02/2024;120/80\nAna;01/03/2024;130/85\n', ['name', 'visit-date', 'blood-pressure']);
    expect([tally.stored, sink.patients.size, sink.encounters.size]).toEqual([{ Patient: 1, Encounter: 2, Measurement: 4 }, 1, 2]);
  });

  test('the same day is read by the chosen order', async () => {
    const born = async (order: 'dmy' | 'mdy'): Promise<unknown> => [...(await importCsv('n,b\nA,03/04/1990\n', ['name', 'age-or-birth'], new MemorySink(), order)).sink.patients.values()][0]?.birthDate;
    expect([await born('dmy'), await born('mdy')]).toEqual(['1990-04-03', '1990-03-04']);
  });

  test('a quote that never closes is one refusal, and says how far it came', async () => {
    const { tally } = await importCsv(`n,b\nA One,1\nB Two,2\n"C ${'x'.repeat(2_000_000)}`, ['name', 'age-or-birth']);
    expect(tally.refused).toMatchObject([{ entry: 'file', reason: 'unreadable-file' }]);
  });
});
