import { slipOf } from '#domain/lab/typed-result.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { calculateOrder } from './calculate-order.ts';
import { keepValue, readEntry } from './values.ts';
import { isBefore, isFuture, lineRow, type LineRow, type Work } from './work.ts';

export interface TypedValue {
  readonly lineId: string;
  readonly typed: string;
  readonly unit?: string | undefined;
  readonly comment?: string | undefined;
  readonly replaces: string | null;
}

interface Slip { readonly field: string; readonly code: string; readonly suggestion: string }

/** What a screen sends back to say that a value is right as it was typed. */
export const slipCode = (lineId: string): string => `${lineId}:unit-slip`;

/** Keeps results as typed, and what follows from them. Throws INVALID for what is no result, CONFIRM for likely unit slips, CONFLICT for what moved on. */
export function enterValues(work: Work, values: readonly TypedValue[], confirmed: ReadonlySet<string>, resultedAt: string | undefined): void {
  if (resultedAt !== undefined && isFuture(resultedAt, work.now)) throw invalid('resultedAt', 'future');
  const slips: Slip[] = [];
  const read = values.map((typed) => {
    const line = lineRow(work.tx, typed.lineId);
    // What was verified is corrected with a reason, never typed over.
    if (line.status === 'verified') throw fail('CONFLICT', { reason: 'lab-is-verified' });
    const entry = readEntry(work, line, typed);
    const suggestion = entry.measured.value === null ? undefined : slipOf(entry.test, entry.measured.value, entry.unit);
    if (suggestion !== undefined && !confirmed.has(slipCode(line.id))) slips.push({ field: line.id, code: 'unit-slip', suggestion });
    refuseEarly(work.tx, line, resultedAt);
    return { line, typed, ...entry };
  });
  if (slips.length > 0) throw fail('CONFIRM', { issues: slips });
  const orders = new Set<string>();
  for (const { line, typed, test, measured, unit } of read) {
    keepValue(work, line, test, { measured, unit, typed: typed.typed.trim(), comment: tidyText(typed.comment ?? ''), replaces: typed.replaces, at: resultedAt, source: 'by-hand' });
    orders.add(line.order_id);
  }
  for (const orderId of orders) calculateOrder(work, orderId);
}

/** No result is older than its specimen, and no specimen than its order. */
function refuseEarly(tx: WriteDb, line: LineRow, resultedAt: string | undefined): void {
  if (resultedAt === undefined) return;
  if (isBefore(resultedAt, line.ordered_at)) throw invalid('resultedAt', 'before-order');
  const specimen = line.specimen_id === null ? undefined : tx.row('lab_specimen', line.specimen_id);
  if (specimen && isBefore(resultedAt, specimen.collected_at)) throw invalid('resultedAt', 'before-collection');
}
