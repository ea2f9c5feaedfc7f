import { isCurrency } from '#domain/kit/money.ts';
import type { WriteDb } from '#db/door.ts';
import { saveClinicChoice } from '#db/queries/clinic-choices.ts';
import { clinicCurrency } from '#db/queries/stock.ts';
import { fail, invalid } from '../dispatch/failure.ts';

/**
 * The one currency of prices, bills and what stock cost. Amounts are whole minor units and would all say something else in
 * another: CONFLICT `currency-in-use` once something was charged or paid.
 */
export function saveCurrency(tx: WriteDb, code: string): void {
  if (!isCurrency(code)) throw invalid('currency', 'unknown-currency');
  if (code === clinicCurrency(tx)) return;
  const used = tx.statement('SELECT 1 FROM invoice_line LIMIT 1').get() ?? tx.statement('SELECT 1 FROM payment LIMIT 1').get();
  if (used !== undefined) throw fail('CONFLICT', { reason: 'currency-in-use' });
  saveClinicChoice(tx, 'currency', { code });
}
