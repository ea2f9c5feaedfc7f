import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { pageOf } from '#db/sync/log-page.ts';
import type { PullingPc } from './pulling-pc.ts';
import { bareFile, bareSchema } from './scratch-store.ts';

const PATIENT: TableSpec = tables.patient;
/** As the product writes and commits them. */
const [ROWS, LOGGED, COMMITTED] = [16, 128, 8_000];

/**
 * The least that any store of this make does with a log of patients: fetches and unpacks its pages, writes each patient as a bare encrypted
 * row with the product's indexes and the operations as packed pages, commits with FULL. No rule, guard, merge, index of
 * words or of the log. Returns changes a second.
 */
export async function barePull(scratch: string, name: string, pc: PullingPc): Promise<number> {
  const file = bareFile(scratch, name, [...bareSchema(pc.scratch, 'patient'), 'CREATE TABLE page (body BLOB NOT NULL) STRICT']);
  const columns = Object.entries(PATIENT.columns).filter(([column, { nullable }]) => !nullable || FILLED.has(column));
  const places = new Map(columns.map(([, { id }], i) => [id as number, i + 1]));
  const row = `(${new Array<string>(columns.length + 1).fill('?').join(', ')})`;
  const into = `INSERT INTO patient (id, ${columns.map(([column]) => column).join(', ')}) VALUES `;
  const [many, one, page] = [file.prepare(into + new Array<string>(ROWS).fill(row).join(', ')), file.prepare(into + row), file.prepare('INSERT INTO page VALUES (?)')];
  let [count, gathered] = [0, 0];
  const start = performance.now();
  file.exec('BEGIN');
  for await (const operations of pc.pages()) {
    for (let at = 0; at < operations.length; at += LOGGED) page.run(pageOf(operations.slice(at, at + LOGGED)));
    const rows = operations.filter(({ table }) => table === PATIENT.id).map(({ rowId, columns: values }) => {
      const parameters = new Array<Scalar>(columns.length + 1).fill(null);
      parameters[0] = rowId;
      for (const [id, value] of values) parameters[places.get(id) ?? 0] = value;
      return parameters;
    });
    const whole = rows.length - (rows.length % ROWS);
    for (let at = 0; at < whole; at += ROWS) many.run(rows.slice(at, at + ROWS).flat());
    for (const last of rows.slice(whole)) one.run(last);
    count += rows.length;
    gathered += rows.length;
    if (gathered < COMMITTED) continue;
    gathered = 0;
    file.exec('COMMIT; BEGIN');
  }
  file.exec('COMMIT');
  const rate = count / ((performance.now() - start) / 1000);
  file.close();
  return rate;
}

/** Columns that may be empty and are filled in the bench's patients. */
const FILLED: ReadonlySet<string> = new Set(['birth_date', 'phone', 'address', 'district']);
