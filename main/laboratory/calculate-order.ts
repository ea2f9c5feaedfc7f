import { calculate, NEEDS, type Input } from '#domain/lab/calculated.ts';
import type { WriteDb } from '#db/door.ts';
import { settleAmended } from './release.ts';
import { keepValue, standingValues } from './values.ts';
import { whoseLine, type LineRow, type Work } from './work.ts';

const TAKES_VALUES: ReadonlySet<string> = new Set(['collected', 'received', 'resulted', 'verified']);

/** Works out the calculated tests of an order whose inputs are there, or says why one has no value; a verified one is corrected with its inputs. */
export function calculateOrder(work: Work, orderId: string, reason: string | null = null): void {
  const lines = work.tx.statement('SELECT * FROM lab_order_line WHERE order_id = ? ORDER BY rid').all(orderId) as LineRow[];
  for (const line of lines) {
    const test = work.catalogue.byCode.get(line.test_code);
    if (test?.formula == null || !TAKES_VALUES.has(line.status)) continue;
    const inputs = Object.fromEntries(NEEDS[test.formula].map((code) => [code, inputOf(work.tx, lines.find(({ test_code }) => test_code === code))]));
    const made = calculate(test, inputs, whoseLine(work, line));
    if (made === undefined) continue;
    const [value, refused] = 'value' in made ? [made.value, undefined] : [null, made.refused];
    const row = keepValue(work, line, test, {
      measured: { value, comparator: null, text: null }, unit: test.unit, typed: '', replaces: standingValues(work.tx, line.id).at(-1)?.id ?? null, source: 'calculated', reason,
      ...(refused === undefined ? {} : { refused }),
    });
    if (line.value_id !== null && line.value_id !== row.id) settleAmended(work, line, row, reason);
  }
}

/** A measured number that counts: none with a comparator, none of which two PCs say different things. */
function inputOf(tx: WriteDb, line: LineRow | undefined): Input | undefined {
  if (!line) return undefined;
  const standing = standingValues(tx, line.id);
  const [only] = standing;
  return only === undefined || standing.length > 1 || only.value === null || only.comparator !== null ? undefined : { value: only.value, unit: only.unit };
}
