import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ClinicTx } from '../db/schema.ts';
import { rowsOf } from './snapshot-rows.ts';
import { patientColumn, VISITS, visitDate, type Values } from './snapshot-tiers.ts';

/** History of a larger clinic comes in this many parts, the patients who were seen last first. */
const BANDS = 4;
const WORTH_BANDS = 50_000;

/** Tells the band of a row of the history. */
export type BandOf = (table: number, rowId: string, values: Values) => number;

/** Puts the clinic's patients in the order of their last visit. `rows` is how many rows the clinic has. */
export async function patientBands(tx: ClinicTx, clinicId: string, rows: number): Promise<BandOf> {
  if (rows < WORTH_BANDS) return () => 0;
  const seen = new Map<string, string>();
  for (const name of VISITS) {
    const column = patientColumn(tables[name].id) ?? 0;
    for await (const page of rowsOf(tx, clinicId, tables[name].id)) {
      for (const { cols } of page) {
        const values = JSON.parse(cols) as Record<number, Scalar>;
        const [patient, date] = [String(values[column]), visitDate(name, values)];
        if (date > (seen.get(patient) ?? '')) seen.set(patient, date);
      }
    }
  }
  const order = [...seen].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
  const band = new Map(order.map(([patient], i) => [patient, Math.floor((i * (BANDS - 1)) / order.length)]));
  return (table, rowId, values) => {
    const column = patientColumn(table);
    if (column === undefined) return BANDS - 1;
    return band.get(column === 0 ? rowId : String(values[column])) ?? BANDS - 1;
  };
}
