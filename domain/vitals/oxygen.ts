import { asciiDigits, readDecimal } from '../kit/digits.ts';
import { assertNever } from '../kit/assert-never.ts';

/** What a person breathed while oxygen saturation was measured. */
export type Oxygen =
  | { readonly kind: 'room-air' }
  | { readonly kind: 'flow'; readonly litresPerMinute: number }
  | { readonly kind: 'fraction'; readonly percent: number };

const AIR = /^(ra|r\/a|air|room air|aire|aire ambiente|air ambiant|ar ambiente|هواء|هواء الغرفة|हवा|hewa)$/;

/**
 * Reads `air`, `2 L`, `2 l/min`, `40%`, `0.4`. A bare number is litres per minute, except 0 (room air) and a fraction
 * between 0.21 and 0.99, which no flow meter shows. Undefined when it is none of these; limits are checked apart.
 */
export function readOxygen(text: string): Oxygen | undefined {
  const plain = asciiDigits(text.normalize('NFKC')).replace(/[\u061c\u200e\u200f]/g, '').trim().toLowerCase().replace(/\s+/g, ' ').replace('٪', '%');
  if (AIR.test(plain)) return { kind: 'room-air' };
  const found = /^([\d.,\u066b]+) ?(%|l|lpm|lt|l\/min|l\/m|litres?|liters?)?$/.exec(plain);
  const value = readDecimal(found?.[1] ?? '');
  if (!found || value === undefined) return undefined;
  if (found[2] === '%') return { kind: 'fraction', percent: value };
  if (value === 0) return { kind: 'room-air' };
  const fraction = found[2] === undefined && value >= 0.21 && value < 1;
  return fraction ? { kind: 'fraction', percent: Number((value * 100).toPrecision(6)) } : { kind: 'flow', litresPerMinute: value };
}

/** Whether it counts as supplemental oxygen in NEWS2. */
export function isSupplemental(oxygen: Oxygen): boolean {
  switch (oxygen.kind) {
    case 'room-air': return false;
    case 'flow': return oxygen.litresPerMinute > 0;
    case 'fraction': return oxygen.percent > 21;
    default: return assertNever(oxygen);
  }
}
