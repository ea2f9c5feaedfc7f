import type { RowState } from './merge.ts';

/** Rows of a table are summed in this many groups, so that a difference is found without reading everything. */
export const BUCKETS = 256;

/** A sum modulo 2^64 as two unsigned halves. */
export interface Sum {
  readonly high: number;
  readonly low: number;
}

export const ZERO: Sum = { high: 0, low: 0 };

/** The group a row belongs to: the last byte of its id, which is random in a UUIDv7. Ids that were not made at random may end in anything, also in what reads as a negative number. */
export const bucketOf = (rowId: string): number => parseInt(rowId.slice(-2), 16) & (BUCKETS - 1);

/** What a row holds, as JSON: a store that keeps it so has it made once. */
export interface RowTexts {
  readonly values: string;
  readonly over: string;
}

export const rowTexts = ({ values, versions: { over } }: RowState): RowTexts =>
  ({ values: JSON.stringify(values), over: Object.keys(over).length === 0 ? '{}' : JSON.stringify(over) });

/**
 * What a row adds to its group's sum (sync design 2.19): its id, its versions, and every value that is not a default of
 * the row's insert. Independent of the order in which operations came, because keys that are numbers are listed in
 * their order. `texts` are those of `row`.
 */
export function rowSum(rowId: string, row: RowState, texts = rowTexts(row)): Sum {
  const { values, versions: { base, over } } = row;
  const summed = texts.values.includes(':null') ? JSON.stringify(written(values, over)) : texts.values;
  return hash(`${rowId}|${String(base[0])}:${String(base[1])}|${summed}|${texts.over}`);
}

/** The values without defaults of the insert: one that was written and one that was not are equal. */
function written(values: RowState['values'], over: RowState['versions']['over']): RowState['values'] {
  const isDefault = (column: string): boolean => values[Number(column)] === null && !(column in over);
  for (const column in values) {
    if (isDefault(column)) return Object.fromEntries(Object.entries(values).filter(([each]) => !isDefault(each)));
  }
  return values;
}

export function plus(a: Sum, b: Sum): Sum {
  const low = a.low + b.low;
  return { low: low >>> 0, high: (a.high + b.high + (low > 0xffffffff ? 1 : 0)) >>> 0 };
}

export function minus(a: Sum, b: Sum): Sum {
  const low = a.low - b.low;
  return { low: low >>> 0, high: (a.high - b.high - (low < 0 ? 1 : 0)) >>> 0 };
}

/** 16 hexadecimal digits. */
export const sumText = (sum: Sum): string => sum.high.toString(16).padStart(8, '0') + sum.low.toString(16).padStart(8, '0');

export const sumFromText = (text: string): Sum => ({ high: parseInt(text.slice(0, 8), 16), low: parseInt(text.slice(8), 16) });

/**
 * 64 bits from two multiply-and-rotate lanes with a final mix. It guards against mistakes, not against forgery,
 * which the signed chain does.
 */
function hash(text: string): Sum {
  let a = 0x9e3779b9 ^ text.length;
  let b = 0x85ebca6b ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x2c1b3c6d);
    b = Math.imul(b ^ unit, 0x297a2d39);
    a = (a << 13) | (a >>> 19);
    b = (b << 17) | (b >>> 15);
  }
  a = Math.imul(a ^ (a >>> 16) ^ b, 0x7feb352d);
  b = Math.imul(b ^ (b >>> 15) ^ a, 0x846ca68b);
  return { high: (a ^ (a >>> 15)) >>> 0, low: (b ^ (b >>> 16)) >>> 0 };
}
