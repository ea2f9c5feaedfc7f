import { readDecimal } from '#domain/kit/digits.ts';
import type { BillingSettingsShape } from '#domain/contract/billing-shapes.ts';

type Tax = BillingSettingsShape['taxes'][number];

/** What says on any screen that a tax is in the price already; each language has its own word beside it. */
const EVERYWHERE = 'included';

/** `VAT 16`, or `VAT 16 included` with the language's word for it. */
export const taxLine = ({ name, rate, included }: Tax, includedWord: string): string => `${name} ${String(rate / 100)}${included ? ` ${includedWord}` : ''}`;

/** A tax as it was typed; undefined where a line lacks its name or its percentage. Rates are in hundredths of a percent. */
export function readTaxLine(line: string, includedWord: string): Tax | undefined {
  const words = line.trim().split(/\s+/);
  const last = words.at(-1)?.toLowerCase() ?? '';
  const included = last === EVERYWHERE || last === includedWord.toLowerCase();
  const said = included ? words.slice(0, -1) : words;
  // The sign may stand by itself, and behind or before the number, as languages write it.
  const [percent, ...name] = said.filter((word) => word !== '%' && word !== '٪').reverse();
  const rate = readDecimal((percent ?? '').replace(/[%٪]/u, ''));
  if (rate === undefined || rate >= 100 || name.length === 0) return undefined;
  const full = name.reverse().join(' ');
  return { code: full.slice(0, 20), name: full, rate: Math.round(rate * 100), included };
}
