import { err, ok, type Result } from '../kit/result.ts';
import { MOST_CHARS, optionalText, storedText, type TextIssue } from '../record/texts.ts';
import { readBarcode } from './barcode.ts';
import { MOST_UNITS, type Counted, type Pack } from './quantity.ts';

/** An item of the pharmacy as somebody typed it; days and level are null where the clinic's own count. */
export interface ItemDraft extends Counted {
  readonly name: string;
  readonly form: string | null;
  readonly strength: string | null;
  readonly barcodes: readonly string[];
  readonly leadDays: number | null;
  readonly reviewDays: number | null;
  readonly safetyDays: number | null;
  readonly reorderAt: number | null;
}

export type ItemIssue = (TextIssue | { readonly code: 'pack-size' | 'taken' | 'barcode-taken' | 'item-taken' | 'pack-twice'; readonly limit?: number | string }) & { readonly field: string };

const MOST_NAME = 200;
const MOST_WORD = 60;

/**
 * Checks and tidies an item. `others` are the items there are, without itself: a name, strength and form, and a barcode, belong to one.
 */
export function checkItem(draft: ItemDraft, others: readonly ItemDraft[]): Result<ItemDraft, ItemIssue> {
  const name = storedText(draft.name, MOST_NAME);
  if (!name.ok) return err({ ...name.error, field: 'name' });
  const unit = storedText(draft.unit, MOST_WORD);
  if (!unit.ok) return err({ ...unit.error, field: 'unit' });
  const [form, strength] = [optionalText(draft.form ?? undefined, MOST_WORD), optionalText(draft.strength ?? undefined, MOST_WORD)];
  if (!form.ok) return err({ ...form.error, field: 'form' });
  if (!strength.ok) return err({ ...strength.error, field: 'strength' });
  const packs = checkPacks(draft.packs, unit.value);
  if (!packs.ok) return packs;
  const barcodes = [...new Set(draft.barcodes.flatMap((code) => readBarcode(code.slice(0, MOST_CHARS.title))?.code ?? []))];
  const holder = others.find((other) => other.barcodes.some((code) => barcodes.includes(code)));
  if (holder) return err({ code: 'barcode-taken', limit: nameOfItem(holder), field: 'barcodes' });
  const item = { ...draft, name: name.value, unit: unit.value, form: form.value, strength: strength.value, packs: packs.value, barcodes };
  if (others.some((other) => sameName(other, item))) return err({ code: 'item-taken', field: 'name' });
  return ok(item);
}

function checkPacks(typed: readonly Pack[], unit: string): Result<Pack[], ItemIssue> {
  const packs: Pack[] = [];
  for (const { name, size } of typed) {
    const read = storedText(name, MOST_WORD);
    if (!read.ok) return err({ ...read.error, field: 'packs' });
    if (!Number.isInteger(size) || size < 1 || size > MOST_UNITS) return err({ code: 'pack-size', field: 'packs', limit: MOST_UNITS });
    if ([unit, ...packs.map((pack) => pack.name)].some((other) => other.toLowerCase() === read.value.toLowerCase())) return err({ code: 'pack-twice', field: 'packs' });
    packs.push({ name: read.value, size });
  }
  return ok(packs.sort((a, b) => b.size - a.size));
}

const sameName = (a: ItemDraft, b: ItemDraft): boolean => nameOfItem(a).toLowerCase() === nameOfItem(b).toLowerCase();

/** `Amoxicillin 500 mg capsule`. */
export const nameOfItem = ({ name, strength, form }: Pick<ItemDraft, 'name' | 'strength' | 'form'>): string => [name, strength, form].filter((part) => part !== null && part !== '').join(' ');
