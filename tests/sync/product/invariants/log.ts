import { parsePatientNumber } from '#domain/patients/number.ts';
import { COPY_ORIGIN } from '#domain/sync/from-copy.ts';
import { mergeInto, sameRow, type RowState } from '#domain/sync/merge.ts';
import { tieOf } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import { versionOf } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { Random } from '../../random.ts';
import type { Execution } from '../context.ts';
import { listedVersions, type ServerView } from './server-view.ts';

const MEASURED = `${String(tables.observation.id)}:`;
const VALUE = tables.observation.columns.value.id;

/** I2: the log holds each operation once, and the ledger's total is the sum of its movements. */
export function checkOnce(execution: Execution, { log: all, logIds, rows }: ServerView): void {
  const log = once(all);
  if (logIds.size !== all.length) execution.violate('I2', `${String(all.length - logIds.size)} operations are in the log twice`);
  let total = 0;
  for (const { table, columns } of log) if (table === tables.observation.id) total += Number(columns.find(([column]) => column === VALUE)?.[1] ?? 0);
  const shown = [...rows].filter(([key]) => key.startsWith(MEASURED)).reduce((sum, [, { values }]) => sum + Number(values[VALUE]), 0);
  if (total !== shown) execution.violate('I2', `the ledger shows ${String(shown)}, its movements are ${String(total)}`);
}

/** Each write once: what was made from a row of a copy is the same as what its author wrote, if that came too. */
export function once(log: readonly LoggedOperation[]): LoggedOperation[] {
  const key = ({ rowId, hlc, opId }: LoggedOperation): string => `${rowId}@${String(hlc)}:${String(tieOf(opId))}`;
  const written = new Set(log.filter(({ origin }) => origin !== COPY_ORIGIN).map(key));
  return log.filter((operation) => operation.origin !== COPY_ORIGIN || !written.has(key(operation)));
}

/** I4: the state is the fold of the log in any order. */
export function checkFold(execution: Execution, { log, rows }: ServerView): void {
  const random = new Random(log.length);
  const shuffled = [...log];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as never, shuffled[i] as never];
  }
  const folded = new Map<string, RowState>();
  for (const operation of shuffled) {
    const key = `${String(operation.table)}:${operation.rowId}`;
    folded.set(key, mergeInto(folded.get(key), operation).row);
  }
  for (const [key, row] of rows) {
    const other = folded.get(key);
    if (!other || !sameRow(row, other)) execution.violate('I4', `row ${key} is not what the log says in another order`);
  }
}

/** I6: a number used twice is in the conflict list, and the numbers of a PC have no gap. */
export function checkNumbers(execution: Execution, view: ServerView): void {
  const column = tables.patient.columns.number.id;
  const listed = listedVersions(view);
  const used = new Map<string, string[]>();
  for (const { table, rowId, columns } of once(view.log)) {
    if (table !== tables.patient.id) continue;
    const number = columns.find(([c]) => c === column)?.[1];
    if (typeof number === 'string') used.set(number, [...(used.get(number) ?? []), rowId]);
  }
  for (const [number, rows] of used) {
    if (rows.length < 2) continue;
    const told = rows.some((row) => listed.has(`${String(tables.patient.id)}:${row}:${String(column)}`));
    if (told) execution.totals.duplicateNumbers += 1;
    else execution.violate('I6', `number ${number} was used ${String(rows.length)} times and nobody is told`);
  }
  checkSeries(execution, column);
}

function checkSeries(execution: Execution, column: number): void {
  const series = new Map<string, Set<number>>();
  for (const { operation } of execution.truth.values()) {
    if (operation.table !== tables.patient.id) continue;
    const read = parsePatientNumber(String(operation.columns.find(([c]) => c === column)?.[1] ?? ''));
    if (!read.ok) continue;
    const name = `${read.value.slot}${read.value.suffix}`;
    series.set(name, (series.get(name) ?? new Set()).add(read.value.counter));
  }
  for (const [name, counters] of series) if (Math.max(...counters) !== counters.size) execution.violate('I6', `series ${name} has a gap`);
}

/** I8: a write is stamped above every version its author saw in those columns. */
export function checkStamps(execution: Execution): void {
  for (const { operation } of execution.truth.values()) {
    if (operation.previous.some(([column, hlc]) => hlc >= operation.hlc && operation.columns.some(([c]) => c === column))) {
      execution.violate('I8', `operation ${operation.opId} is stamped below what it replaced`);
    }
  }
}

/** I14: for every value shown, an operation in the log names a device, a time and, but for the server's own and what was made from a copy, a person. */
export function checkAudit(execution: Execution, { log, rows, serverDevice }: ServerView): void {
  const writers = new Map(log.map((operation) => [`${String(operation.table)}:${operation.rowId}@${String(operation.hlc)}:${String(tieOf(operation.opId))}`, operation]));
  for (const [key, row] of rows) {
    for (const column of Object.keys(row.values).map(Number)) {
      const writer = writers.get(`${key}@${versionOf(row.versions, column).join(':')}`);
      const isNamed = writer && writer.at > 0 && (writer.personId !== null || writer.origin === serverDevice || writer.origin === COPY_ORIGIN || execution.newer?.opIds.includes(writer.opId));
      if (!isNamed) execution.violate('I14', `nobody can be named for ${key} column ${String(column)}`);
    }
  }
}
