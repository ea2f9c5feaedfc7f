import { tidyText } from '#domain/patients/draft.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { calculateOrder } from './calculate-order.ts';
import { settleAmended } from './release.ts';
import { keepValue, readEntry } from './values.ts';
import { lineRow, type Work } from './work.ts';

export interface Amendment {
  readonly lineId: string;
  /** The verified value on the screen. */
  readonly valueId: string;
  readonly typed: string;
  readonly unit?: string | undefined;
  readonly reason: string;
}

/** Corrects a verified result; the earlier one stays with the reason, and what was calculated from it is worked out anew. */
export function amendLine(work: Work, { lineId, valueId, typed, unit, reason }: Amendment): void {
  const line = lineRow(work.tx, lineId);
  const why = tidyText(reason);
  if (why === null) throw invalid('reason', 'empty');
  if (line.status !== 'verified') throw fail('CONFLICT', { reason: `lab-is-${line.status}` });
  if (line.value_id !== valueId) throw fail('CONFLICT', { reason: 'lab-value-changed' });
  const { test, measured, unit: reported } = readEntry(work, line, { typed, unit });
  const row = keepValue(work, line, test, { measured, unit: reported, typed: typed.trim(), replaces: valueId, reason: why, source: 'by-hand' });
  if (row.id === valueId) throw invalid('typed', 'unchanged');
  settleAmended(work, line, row, why);
  calculateOrder(work, line.order_id, why);
}
