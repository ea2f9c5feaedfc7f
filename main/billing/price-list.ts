import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { decimalsOf, decimalText, MOST_MONEY, readMoney } from '#domain/kit/money.ts';
import { procedureKey, type Price } from '#domain/billing/prices.ts';
import { settingsProblem, type BillingSettings } from '#domain/billing/settings.ts';
import type { BillingSettingsShape, PayerShape, PriceShape } from '#domain/contract/billing-shapes.ts';
import { defuse, undefuse } from '#domain/exchange/formula.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { billingSettings, findPayer, findPrice, listPayers, listPrices, pricesOfItem } from '#db/queries/billing.ts';
import { listServices } from '#db/queries/clinic.ts';
import { saveClinicChoice } from '#db/queries/clinic-choices.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { saveCurrency } from './currency.ts';

export function saveSettings(tx: WriteDb, wanted: BillingSettings): BillingSettingsShape {
  const settings = { ...wanted, currency: wanted.currency.trim().toUpperCase(), denominations: [...new Set(wanted.denominations)].sort((a, b) => b - a) };
  const problem = settingsProblem(settings);
  if (problem) throw invalid(problem.field, problem.code);
  const { currency, ...own } = settings;
  saveCurrency(tx, currency);
  saveClinicChoice(tx, 'billing', own);
  return shownSettings(settings);
}

export const shownSettings = (settings: BillingSettings): BillingSettingsShape =>
  ({ ...settings, denominations: [...settings.denominations], taxes: settings.taxes.map((tax) => ({ ...tax })) });

export function savePayer(tx: WriteDb, { id, name, code, share, active }: Omit<PayerShape, 'id'> & { readonly id?: string | undefined }): PayerShape {
  const named = tidyText(name);
  if (named === null) throw invalid('name', 'empty');
  if (listPayers(tx).some((other) => other.id !== id && other.name.toLowerCase() === named.toLowerCase())) throw invalid('name', 'taken');
  const row = { name: named, code: tidyText(code), share, active: active ? 1 : 0 } as const;
  if (id !== undefined && !findPayer(tx, id)) throw fail('NOT_FOUND', { what: 'payer' });
  const stored = id ?? tx.newId();
  if (id === undefined) tx.insert('payer', { id: stored, ...row });
  else tx.update('payer', id, row);
  return { id: stored, name: named, code: row.code ?? '', share, active };
}

type TypedPrice = Omit<PriceShape, 'id'> & { readonly id?: string | undefined };

export function savePrice(tx: WriteDb, typed: TypedPrice): PriceShape {
  const name = tidyText(typed.name);
  if (name === null) throw invalid('name', 'empty');
  checkPrice(tx, typed);
  const { ageFrom, ageBefore, payerId, tax } = typed;
  const itemKey = keyOf(typed.itemKey, name);
  const same = (other: Price): boolean => other.id !== typed.id && other.active && other.payerId === payerId && other.ageFrom === ageFrom && other.ageBefore === ageBefore;
  if (typed.active && pricesOfItem(tx, itemKey).some(same)) throw invalid('itemKey', 'taken');
  const row = { item_key: itemKey, name, code: tidyText(typed.code), payer_id: payerId, age_from: ageFrom, age_before: ageBefore, amount: typed.amount, tax, active: typed.active ? 1 : 0 } as const;
  const id = typed.id ?? tx.newId();
  if (typed.id === undefined) tx.insert('price', { id, ...row });
  else tx.update('price', id, row);
  return { ...typed, id, itemKey, name, code: row.code ?? '' };
}

const KINDS = ['service', 'lab', 'procedure', 'stock', 'other'] as const;

function checkPrice(db: ReadDb, { id, ageFrom, ageBefore, payerId, tax }: TypedPrice): void {
  if (ageFrom !== null && ageBefore !== null && ageFrom >= ageBefore) throw invalid('ageBefore', 'before-start');
  if (payerId !== null && !findPayer(db, payerId)) throw fail('NOT_FOUND', { what: 'payer' });
  if (tax !== null && !billingSettings(db).taxes.some(({ code }) => code === tax)) throw fail('NOT_FOUND', { what: 'tax' });
  if (id !== undefined && !findPrice(db, id)) throw fail('NOT_FOUND', { what: 'price' });
}

/** What has no key of its own is known by its name. */
function keyOf(typed: string, name: string): string {
  const [kind = '', ...rest] = typed.split(':');
  if (!(KINDS as readonly string[]).includes(kind)) throw invalid('itemKey', 'unknown-item');
  if (kind === 'procedure') return procedureKey(null, rest.join(':') || name);
  return rest.join(':') === '' ? `${kind}:${name.toLowerCase()}` : typed;
}

const COLUMNS = ['kind', 'item', 'name', 'code', 'payer', 'age_from', 'age_before', 'price', 'tax', 'active'] as const;
type Cells = Record<(typeof COLUMNS)[number], string>;

/** The price list as a table: services by name, tests and other things by code or words, amounts with their decimals. */
export function exportPrices(db: ReadDb): string {
  const decimals = decimalsOf(billingSettings(db).currency);
  const payers = new Map(listPayers(db).map(({ id, name }) => [id, name]));
  const services = new Map(listServices(db).map(({ id, name }) => [id, name]));
  const rows = listPrices(db).map((price): Cells => {
    const [kind = '', item = ''] = split(price.itemKey);
    return {
      kind, item: kind === 'service' ? services.get(item) ?? item : item, name: price.name, code: price.code, payer: price.payerId === null ? '' : payers.get(price.payerId) ?? '',
      age_from: price.ageFrom === null ? '' : String(price.ageFrom), age_before: price.ageBefore === null ? '' : String(price.ageBefore), price: decimalText(price.amount, decimals),
      tax: price.tax ?? '', active: price.active ? 'yes' : 'no',
    };
  });
  return `\uFEFF${stringify(rows.map((row) => COLUMNS.map((column) => defuse(row[column]))), { header: true, columns: [...COLUMNS], record_delimiter: 'windows' })}`;
}

const split = (key: string): [string, string] => [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];

interface Imported { readonly added: number; readonly changed: number; readonly refused: { line: number; reason: string }[] }

/** Takes every line that can be read; the others are named with the reason. */
export function importPrices(tx: WriteDb, csv: string): Imported {
  const rows = readRows(csv);
  const result = { added: 0, changed: 0, refused: [] as Imported['refused'] };
  for (const [index, cells] of rows.entries()) {
    const read = priceOfCells(tx, cells);
    if (typeof read === 'string') result.refused.push({ line: index + 2, reason: read });
    else if (write(tx, read)) result.added += 1;
    else result.changed += 1;
  }
  return result;
}

function readRows(csv: string): Partial<Cells>[] {
  try {
    const found = parse(csv, { bom: true, columns: (head: string[]) => head.map((name) => name.trim().toLowerCase()), skip_empty_lines: true, relax_column_count: true, delimiter: delimiterOf(csv) });
    return (found as Record<string, string>[]).map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, undefuse(cell).trim()])) as Partial<Cells>);
  } catch {
    throw invalid('csv', 'unreadable');
  }
}

/** The one that stands most often in the heading: amounts may hold a comma of their own. */
function delimiterOf(csv: string): string {
  const [head = ''] = csv.split('\n', 1);
  return [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
}

const yearsOf = (cell: string | undefined): number | null | undefined => {
  if (cell === undefined || cell === '') return null;
  return /^\d{1,3}$/.test(cell) && Number(cell) <= 150 ? Number(cell) : undefined;
};

/** The price a line tells, or why it cannot be taken. */
function priceOfCells(db: ReadDb, { item = '', name = '', code = '', tax = '', active = '', ...cells }: Partial<Cells>): TypedPrice | string {
  const settings = billingSettings(db);
  const itemKey = itemOfCells(db, { ...cells, item });
  const named = tidyText(name) ?? item;
  const amount = readMoney(cells.price ?? '', decimalsOf(settings.currency), MOST_MONEY);
  const payerId = payerOfCell(db, cells.payer ?? '');
  const ages = agesOf(cells);
  if (named === '') return 'no-name';
  if (!itemKey.includes(':')) return itemKey;
  if (!amount.ok) return amount.error.code;
  if (payerId === undefined) return 'unknown-payer';
  if (!ages) return 'wrong-age';
  const shared = { itemKey, name: named, code, payerId, ...ages, amount: amount.value, active: !/^(no|0|false)$/i.test(active) };
  if (tax === '') return { ...shared, tax: null };
  return settings.taxes.some((each) => each.code === tax) ? { ...shared, tax } : 'unknown-tax';
}

/** The key of an item, or a word without a colon: why it has none. */
function itemOfCells(db: ReadDb, { kind = 'other', item = '' }: Partial<Cells>): string {
  if (!(KINDS as readonly string[]).includes(kind)) return 'unknown-kind';
  if (kind !== 'service') return `${kind}:${item}`;
  const service = listServices(db).find((each) => each.name.toLowerCase() === item.toLowerCase() || each.id === item);
  return service ? `service:${service.id}` : 'unknown-item';
}

const payerOfCell = (db: ReadDb, cell: string): string | null | undefined => (cell === '' ? null
  : listPayers(db).find(({ name, code }) => name.toLowerCase() === cell.toLowerCase() || (code !== '' && code.toLowerCase() === cell.toLowerCase()))?.id);

function agesOf(cells: Partial<Cells>): Pick<TypedPrice, 'ageFrom' | 'ageBefore'> | undefined {
  const [ageFrom, ageBefore] = [yearsOf(cells.age_from), yearsOf(cells.age_before)];
  if (ageFrom === undefined || ageBefore === undefined) return undefined;
  return ageFrom !== null && ageBefore !== null && ageFrom >= ageBefore ? undefined : { ageFrom, ageBefore };
}

/** Returns whether it is new. */
function write(tx: WriteDb, typed: TypedPrice): boolean {
  const known = pricesOfItem(tx, keyOf(typed.itemKey, typed.name)).find((other) => other.payerId === typed.payerId && other.ageFrom === typed.ageFrom && other.ageBefore === typed.ageBefore);
  savePrice(tx, known ? { ...typed, id: known.id } : typed);
  return !known;
}
