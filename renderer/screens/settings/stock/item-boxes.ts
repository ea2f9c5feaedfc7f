import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { asciiDigits } from '#domain/kit/digits.ts';
import type { Pack } from '#domain/stock/quantity.ts';

/** An item as the boxes of its form hold it. */
export interface ItemBoxes {
  readonly name: string;
  readonly strength: string;
  readonly form: string;
  readonly unit: string;
  /** `box 100, strip 10`. */
  readonly packs: string;
  /** Parted by blanks or commas. */
  readonly barcodes: string;
  readonly reorderAt: string;
  readonly leadDays: string;
  readonly reviewDays: string;
  readonly safetyDays: string;
  readonly active: boolean;
}

export const NEW_ITEM: ItemBoxes = { name: '', strength: '', form: '', unit: '', packs: '', barcodes: '', reorderAt: '', leadDays: '', reviewDays: '', safetyDays: '', active: true };

const numberText = (value: number | null): string => (value === null ? '' : String(value));

export const boxesOf = (item: StockItem): ItemBoxes => ({
  name: item.name, strength: item.strength ?? '', form: item.form ?? '', unit: item.unit, packs: item.packs.map(({ name, size }) => `${name} ${size}`).join(', '), barcodes: item.barcodes.join(' '),
  reorderAt: numberText(item.reorderAt), leadDays: numberText(item.leadDays), reviewDays: numberText(item.reviewDays), safetyDays: numberText(item.safetyDays), active: item.active,
});

/** What the boxes say. What is no number goes on as one that the rules refuse, so that the answer names the box. */
export const itemOf = (boxes: ItemBoxes): Omit<StockItem, 'id'> => ({
  name: boxes.name, strength: boxes.strength, form: boxes.form, unit: boxes.unit, packs: readPacks(boxes.packs), barcodes: boxes.barcodes.split(/[\s,;]+/).filter((code) => code !== ''),
  reorderAt: readNumber(boxes.reorderAt), leadDays: readNumber(boxes.leadDays), reviewDays: readNumber(boxes.reviewDays), safetyDays: readNumber(boxes.safetyDays), active: boxes.active,
});

/** `box 100, strip of 10`, `box=100`: a name and, last, how many units. A pack without a number has none, which the rules refuse. */
export function readPacks(text: string): Pack[] {
  return asciiDigits(text).split(/[,;\n]/).flatMap((part) => {
    const plain = part.trim();
    if (plain === '') return [];
    const found = /^(.*?)(?:\s*[=:×x]\s*|\s+(?:of\s+|de\s+)?)(-?\d+(?:\.\d+)?)$/u.exec(plain);
    return [{ name: found?.[1]?.trim() ?? plain, size: found ? Number(found[2]) : 0 }];
  });
}

function readNumber(text: string): number | null {
  const plain = asciiDigits(text).trim();
  return plain === '' ? null : /^\d{1,9}$/.test(plain) ? Number(plain) : -1;
}
