import { describe, expect, test, vi } from 'vitest';
import type { ItemColumn } from '#domain/stock/item-file.ts';
import { findItemImport, updateItemImport } from '#db/queries/item-imports.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const HEADS = 'Item,Strength,Form,Unit,Pack,Pack size,Barcode,Reorder level,Quantity,Batch,Expiry,Cost,Shelf';
const COLUMNS: ItemColumn[] = ['name', 'strength', 'form', 'unit', 'pack', 'pack-size', 'barcode', 'reorder-at', 'quantity', 'lot', 'expiry', 'cost', 'ignore'];
const file = (...rows: readonly string[]) => ({ fileName: 'items.csv', data: new File([[HEADS, ...rows].join('\n')], 'items.csv') });
const GOOD = [
  'Amoxicillin,500 mg,capsule,capsule,box,100,5901234123457,50,2 box + 4,A1,12/2027,250,3',
  'Amoxicillin,500 mg,capsule,capsule,box,100,5901234123457,50,100,B2,06/2028,,3',
  'Zinc,20 mg,tablet,,,,,,,,,,',
];

async function pharmacy() {
  const desk = await testDesk();
  const pharmacist = desk.as('pharmacist');
  const storeId = (await pharmacist.stock.catalogue({})).stores[0]?.id ?? '';
  const bring = (rows: readonly string[], dryRun = false) => pharmacist.stock.importItems({ ...file(...rows), columns: COLUMNS, storeId, dryRun });
  const list = async () => (await pharmacist.stock.list({})).lines.map(({ item, onHand }) => [item.name, onHand]);
  return { desk, pharmacist, storeId, bring, list };
}

describe('a file of items', () => {
  test('is looked at first, and then taken with its opening batches', async () => {
    const { pharmacist, bring, list } = await pharmacy();
    expect(await pharmacist.stock.inspectItems(file(...GOOD))).toMatchObject({ rows: 3, columns: COLUMNS.map((guess) => ({ guess })) });
    expect(await bring(GOOD, true)).toMatchObject({ dryRun: true, items: 2, batches: 2, refusedCount: 0 });
    expect(await list()).toEqual([]);
    expect(await bring(GOOD)).toMatchObject({ items: 2, batches: 2, refusedCount: 0 });
    expect(await list()).toEqual([['Amoxicillin', 304], ['Zinc', 0]]);
    const { lines: [line] } = await pharmacist.stock.list({ text: '5901234123457' });
    expect(line?.item).toMatchObject({ unit: 'capsule', packs: [{ name: 'box', size: 100 }], reorderAt: 50, barcodes: ['05901234123457'] });
    expect((await pharmacist.stock.item({ itemId: line?.item.id ?? '' })).batches).toMatchObject([{ lot: 'A1', expiresOn: '2027-12-31', onHand: 204, cost: 25_000, costUnits: 204 }, { lot: 'B2', onHand: 100, cost: null }]);
  });

  test('refuses by row what is wrong, and loses nothing else', async () => {
    const { bring, list } = await pharmacy();
    const { refused, ...rest } = await bring([
      ...GOOD,
      'Aspirin,,tablet,tablet,box,-10,,,,,,,', 'Aspirin,,tablet,tablet,box,2.5,,,,,,,', 'Aspirin,,tablet,tablet,,,5901234123457,,,,,,', ',,tablet,tablet,,,,,,,,,',
      'Aspirin,,tablet,tablet,,,,,10,C,12/2020,,', 'Aspirin,,tablet,tablet,,,,,-3,C,12/2027,,', 'Aspirin,,tablet,tablet,,,,,,C,12/2027,,', 'Zinc,20 mg,tablet,,,,,,,,,,', 'Aspirin,,tablet,tablet,,,,,5,C,soon,,',
      'Aspirin,,tablet,tablet,,,,,5,C,12/2027,12x,', ',,,,,,,,,,,,', 'Ibuprofen,400 mg,tablet,tablet,,,,,7,D,,0,',
    ]);
    expect(rest).toMatchObject({ items: 3, batches: 3, refusedCount: 10 });
    expect(refused).toEqual([
      { row: 5, field: 'pack-size', code: 'negative' }, { row: 6, field: 'pack-size', code: 'fraction' }, { row: 7, field: 'barcode', code: 'barcode-taken', limit: 'Amoxicillin 500 mg capsule' }, { row: 8, field: 'name', code: 'empty' },
      { row: 9, field: 'expiry', code: 'received-expired', limit: '2020-12-31' }, { row: 10, field: 'quantity', code: 'negative' }, { row: 11, field: 'quantity', code: 'empty' }, { row: 12, field: 'name', code: 'row-twice' },
      { row: 13, field: 'expiry', code: 'expiry-unreadable' }, expect.objectContaining({ row: 14, field: 'cost' }),
    ]);
    expect(await list()).toEqual([['Amoxicillin', 304], ['Ibuprofen', 7], ['Zinc', 0]]);
  });

  test('read twice doubles nothing', async () => {
    const { bring, list } = await pharmacy();
    await bring(GOOD);
    expect(await bring(GOOD)).toMatchObject({ items: 0, batches: 0, refused: [{ row: 2, code: 'item-taken' }, { row: 3, code: 'item-taken' }, { row: 4, code: 'item-taken' }] });
    expect(await list()).toEqual([['Amoxicillin', 304], ['Zinc', 0]]);
  });

  test('is taken back, but for what was used since; and can then be taken again', async () => {
    const { desk, pharmacist, storeId, bring, list } = await pharmacy();
    const { importId } = await bring([...GOOD, 'Ibuprofen,400 mg,tablet,tablet,,,,,7,D,,0,']);
    const { lines: [ibuprofen] } = await pharmacist.stock.list({ text: 'ibu' });
    const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
    await pharmacist.dispensing.dispense({ patientId, itemId: ibuprofen?.item.id ?? '', storeId, quantity: '2' });
    expect(await pharmacist.stock.undoItems({ importId })).toEqual({ removed: 2, kept: ['Ibuprofen 400 mg tablet'] });
    expect(await list()).toEqual([['Ibuprofen', 5]]);
    expect(await bring(GOOD)).toMatchObject({ items: 2, batches: 2, refusedCount: 0 });
    expect(await list()).toEqual([['Amoxicillin', 304], ['Ibuprofen', 5], ['Zinc', 0]]);
    expect((await pharmacist.stock.attention({})).cases).toEqual([]);
  });

  test('stands in the list of its PC with what was refused, and is taken back from there, once', async () => {
    const { pharmacist, bring, list } = await pharmacy();
    const { importId } = await bring([...GOOD, 'Aspirin,,tablet,tablet,box,-10,,,,,,,']);
    await bring(GOOD, true);
    const [only, ...others] = (await pharmacist.stock.imports({})).imports;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ importId, name: 'items.csv', status: 'done', items: 2, stored: 2, batches: 2, refusedCount: 1, removed: 0, kept: [] });
    expect(only?.headers).toMatchObject({ name: 'Item', lot: 'Batch' });
    expect(await pharmacist.stock.refusedRows({ importId })).toEqual({ refused: [{ row: 5, field: 'pack-size', code: 'negative' }] });
    await pharmacist.stock.undoItems({ importId });
    expect(await list()).toEqual([]);
    expect((await pharmacist.stock.imports({})).imports).toMatchObject([{ status: 'undone', removed: 2, kept: [] }]);
    await pharmacist.stock.undoItems({ importId });
    expect((await pharmacist.stock.imports({})).imports).toMatchObject([{ status: 'undone', removed: 2 }]);
  });

  test('says how far it is while it runs, is not undone meanwhile, and leaves nothing when it is cancelled', async () => {
    const { pharmacist, bring, list } = await pharmacy();
    const running = bring(Array.from({ length: 400 }, (_, n) => `Item ${String(n)},,tablet,tablet,,,,,5,L,12/2031,,`));
    const now = async () => (await pharmacist.stock.imports({})).imports[0];
    await vi.waitFor(async () => { expect((await now())?.stored).toBeGreaterThan(0); }, { timeout: 30_000, interval: 1 });
    const importId = (await now())?.importId ?? '';
    expect(await failureOf(pharmacist.stock.undoItems({ importId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'import-running' } });
    await pharmacist.stock.cancelImport({ importId });
    expect(await running).toMatchObject({ importId, items: 0, batches: 0 });
    expect(await now()).toMatchObject({ status: 'cancelled', items: 400 });
    expect(await list()).toEqual([]);
    expect(await failureOf(pharmacist.stock.cancelImport({ importId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'import-over' } });
  });

  test('that was cut off is told apart, and can be taken back', async () => {
    const { desk, pharmacist, bring, list } = await pharmacy();
    const { importId } = await bring(GOOD);
    const { store } = desk.desk.parts;
    const row = findItemImport(store.read, importId)?.row;
    if (!row) throw new Error('the import is not in the list');
    // As the end of the program leaves it.
    store.write({ personId: null, intent: 'test' }, (tx) => { updateItemImport(tx, { ...row, status: 'running', stored: 1 }); });
    expect((await pharmacist.stock.imports({})).imports).toMatchObject([{ status: 'interrupted', stored: 1 }]);
    expect(await pharmacist.stock.undoItems({ importId })).toMatchObject({ removed: 2 });
    expect(await list()).toEqual([]);
  });

  test('that is no table says so', async () => {
    const { pharmacist } = await pharmacy();
    expect(await failureOf(pharmacist.stock.inspectItems({ fileName: 'items.xlsx', data: new File([new Uint8Array([0x50, 0x4b, 3, 4, 9, 9])], 'items.xlsx') }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'data' }] } });
  });
});
