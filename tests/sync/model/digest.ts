import type { Op } from './operation.ts';

const mix = (a: number, b: number): number => {
  const h = Math.imul(a ^ b ^ (b >>> 15), 0x2c1b3c6d) ^ Math.imul(a >>> 13, 0x297a2d39);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Operations never change, so what was computed for the object stays true; a damaged copy is another object. */
const known = new WeakMap<object, number>();

/** 32 bits over any message. It stands for SHA-256: it is here to notice accidents, and to be fast. */
export function digest(value: unknown): number {
  switch (typeof value) {
    case 'string': return ofText(value);
    case 'number': return mix(value | 0, Math.floor(value / 4294967296) | 0);
    case 'boolean': return value ? 3 : 5;
    case 'object': return value === null ? 7 : ofObject(value);
    default: return 11;
  }
}

function ofText(text: string): number {
  let h = text.length;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

function ofObject(value: object): number {
  const before = known.get(value);
  if (before !== undefined) return before;
  let h = 17;
  if (Array.isArray(value)) for (const one of value) h = mix(h, digest(one));
  else if (value instanceof Map) for (const [key, one] of value) h = mix(mix(h, digest(key)), digest(one));
  else for (const one of Object.values(value)) h = mix(h, digest(one));
  if ('opId' in value) known.set(value, h);
  return h;
}

/** The next link of a stream: what an operation says, on top of everything before it. Labels are not covered. */
export function link(previous: number, op: Omit<Op, 'chain'>): number {
  let h = mix(previous, ofText(op.opId));
  h = mix(h, digest(op.hlc));
  h = mix(h, ofText(op.rowId));
  h = mix(mix(h, op.kind), op.table);
  for (const [column, value] of op.columns) h = mix(mix(h, column), digest(value));
  for (const [column, hlc, tie] of op.previous) h = mix(mix(mix(h, column), digest(hlc)), digest(tie));
  return h;
}

/** 48 bits from a text, as 12 hexadecimal digits: an id that everybody who says the same thing arrives at. */
export function idFrom(text: string): string {
  let a = 0x811c9dc5;
  let b = text.length;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
    b ^= b >>> 13;
  }
  return hex24(mix(a, 1)) + hex24(mix(b, 2));
}

const hex24 = (n: number): string => (n & 0xffffff).toString(16).padStart(6, '0');
