import type { ColumnMeaning } from '#domain/contract/exchange.ts';
import { isSpanishSex } from '#domain/exchange/table/words.ts';
import { unitInHeader } from '#domain/exchange/table/headers.ts';
import { readRow } from '#domain/exchange/table/row.ts';
import type { ReadRow, ReadVisit, RowPlan } from '#domain/exchange/table/row.ts';
import { derivedId, derivedIdOf, foldedName } from '../identity.ts';
import { settlePatient } from '../settle-patient.ts';
import type { ImportedValue, SinkTx } from '../sink.ts';
import { runSlices } from '../slices.ts';
import type { SliceRun } from '../slices.ts';
import type { SourceFile } from '../source-file.ts';
import type { Tally } from '../tally.ts';
import { openTable, TableFault } from './read-table.ts';
import type { Table } from './read-table.ts';

export interface TableOptions {
  /** What each column means, in the file's order. */
  readonly columns: readonly ColumnMeaning[];
  readonly dateOrder: 'dmy' | 'mdy' | 'ymd';
  /** The clinic's calendar day. */
  readonly today: string;
  /** Unit of glucose where neither cell nor header says one. */
  readonly glucoseUnit?: string;
}

interface TableImport {
  readonly tally: Tally;
  readonly ownPatients: Set<string>;
  /** Patients met in this file, for rows that bring nothing new. */
  readonly seen: Set<string>;
}

const SOURCE = 'import:table';

/** Imports a CSV or Excel file. A row that cannot be taken is refused alone; a file that breaks off keeps what came before. */
export async function importTable(run: SliceRun, source: SourceFile, options: TableOptions): Promise<void> {
  const { tally } = run;
  tally.total += source.size;
  let number = 1; // the header is row 1, as spreadsheet programs count
  try {
    const table = await openTable(source, (bytes) => { tally.done += bytes; });
    const plan = await planOf(table, source, options);
    const state: TableImport = { tally, ownPatients: new Set(), seen: new Set() };
    for await (const rows of table.rows()) {
      const numbered = rows.map((cells): [number, readonly string[]] => [(number += 1), cells]);
      await runSlices(run, numbered, (tx, [row, cells]) => { takeRow(tx, state, plan, source.name, row, cells); });
    }
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    tally.refuse(source.name, 'file', { reason: error.reason, detail: number > 1 ? `rows-read=${number - 1}` : '' });
  }
  run.sink.slice(() => ({ refused: tally.takeFresh() }));
}

async function planOf(table: Table, source: SourceFile, { columns, dateOrder, today, glucoseUnit }: TableOptions): Promise<RowPlan> {
  const sexColumn = columns.indexOf('sex');
  const units = table.headers.map((header, i) => unitInHeader(header) ?? (columns[i] === 'glucose' ? glucoseUnit : undefined));
  return { meanings: columns, units, dateOrder, today, spanishSex: sexColumn >= 0 && (await hasSpanishSex(source, sexColumn)) };
}

/** Looks at the first rows for H beside M. */
async function hasSpanishSex(source: SourceFile, column: number): Promise<boolean> {
  const rows = (await openTable(source, () => undefined)).rows();
  const first = await rows.next();
  await rows.return(undefined);
  return first.done !== true && isSpanishSex(first.value.map((cells) => cells[column] ?? ''));
}

function takeRow(tx: SinkTx, state: TableImport, plan: RowPlan, file: string, row: number, cells: readonly string[]): void {
  const { tally, seen } = state;
  if (cells.every((cell) => cell.trim() === '')) return;
  const place = `row ${row}`;
  const read = readRow(cells, plan);
  if (!read.ok) return tally.refuse(file, place, read.error);
  const { patient, visit } = read.value;
  const settled = settlePatient(tx, state.ownPatients, () => idOf(read.value), patient);
  if (!settled.ok) return tally.refuse(file, place, settled.error);
  const { id, put } = settled.value;
  const first = !seen.has(id);
  seen.add(id);
  if (first) tally.put('Patient', put);
  else if (!visit) return tally.refuse(file, place, { reason: 'duplicate-row', detail: '' });
  if (visit) takeVisit(tx, tally, id, visit);
  return undefined;
}

/** Who the row is about, when no identifier says it: what is written of name, birth, sex and phone. */
function idOf({ patient, birthText }: ReadRow): string {
  return derivedId('table', 'Patient', patient.identifiers[0]?.value ?? '', foldedName(patient.name), birthText, patient.sex, patient.phone ?? '');
}

/** A visit or value that is here already, from wherever it came, is not added again. */
function takeVisit(tx: SinkTx, tally: Tally, patientId: string, { startedAt, reason, values }: ReadVisit): void {
  const known = tx.encounterAt(patientId, startedAt, reason);
  const id = known ?? derivedIdOf(patientId, 'visit', startedAt, reason ?? '');
  const fresh = values.filter(({ code, value }) => !tx.hasValue(patientId, { at: startedAt, encounterId: id }, code, value));
  if (values.length > fresh.length) tally.put('Measurement', 'unchanged', values.length - fresh.length);
  // Values of no visit, all known: the row says nothing new.
  if (known === undefined && reason === null && fresh.length === 0 && values.length > 0) return;
  tx.putEncounter(id, patientId, {
    startedAt, endedAt: null, status: 'finished', classCode: null, title: reason ?? '', reason, source: SOURCE,
  }, (put) => { tally.put('Encounter', put); });
  if (fresh.length === 0) return;
  const found = new Map(fresh.map(({ code, loinc, value, unit }): [string, ImportedValue] => [
    derivedIdOf(patientId, id, code), { code, loinc, value, text: null, unit, takenAt: startedAt, source: SOURCE },
  ]));
  tx.putObservations(id, patientId, id, found, (put) => { tally.put('Measurement', put, fresh.length); });
}
