import { tieOf } from '#domain/sync/operation.ts';
import { tableById, tables } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { versionOf, type Version } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { Execution } from '../context.ts';
import { replicas } from './replicas.ts';
import { listedVersions, type ServerView } from './server-view.ts';

/** A write of which only the value is known, from a copy of the clinic. */
type Copied = LoggedOperation & { readonly copied?: Version };

const versionText = ({ hlc, opId, copied }: Copied): string => copied?.join() ?? `${String(hlc)},${String(tieOf(opId))}`;
const valueIn = (operation: LoggedOperation, column: number): unknown => operation.columns.find(([c]) => c === column)?.[1];

/** I7: a write that lost and that the winner's authors had not seen is in the conflict list. */
export function checkLosers(execution: Execution, view: ServerView): void {
  const listed = listedVersions(view);
  const all = writesByCell(view);
  addCopies(execution, view, all);
  for (const [cell, writes] of all) {
    const [table = '', rowId = '', columnText = ''] = cell.split('|');
    const column = Number(columnText);
    const row = view.rows.get(`${table}:${rowId}`);
    if (!row) continue;
    const covered = known(writes, column, [versionOf(row.versions, column).join(), ...(listed.get(`${table}:${rowId}:${columnText}`) ?? [])]);
    for (const write of writes) if (!covered.has(write)) execution.violate('I7', `the write ${write.opId} of ${table}:${rowId} column ${columnText} was lost silently`);
  }
}

/**
 * I1 of copies: what a copy of the clinic showed to a PC that still has it is not gone because nobody has the operations behind
 * it: each of its values counts as a write that may not be lost silently.
 */
function addCopies(execution: Execution, view: ServerView, writes: Map<string, LoggedOperation[]>): void {
  for (const [number, rows] of execution.copies) {
    if (!replicas(execution).some((pc) => pc.number === number)) continue;
    for (const [key, { values, versions }] of rows) {
      const [table, rowId] = [Number(key.slice(0, key.indexOf(':'))), key.slice(key.indexOf(':') + 1)];
      const name = tableById(table);
      if (name === undefined || (tables[name] as TableSpec).writtenBy === 'server') continue;
      if (!view.rows.has(key)) execution.violate('I1', `PC ${String(number)} had ${key} with its copy, and the server does not`);
      for (const [column, value] of Object.entries(values).map(([id, each]) => [Number(id), each] as const)) {
        const cell = `${String(table)}|${rowId}|${String(column)}`;
        const version = versionOf(versions, column);
        const known = writes.get(cell) ?? [];
        if (known.some((write) => versionText(write) === version.join())) continue;
        const copied = { opId: `copied ${version.join()}`, columns: [[column, value]], previous: [], copied: version } as unknown as LoggedOperation;
        writes.set(cell, [...known, copied]);
      }
    }
  }
}

/** Everything that the given versions build on, knowingly; a write of a value that is there anyway is not lost. */
function known(writes: readonly LoggedOperation[], column: number, from: readonly string[]): Set<LoggedOperation> {
  const byVersion = new Map(writes.map((write) => [versionText(write), write]));
  const covered = new Set<LoggedOperation>();
  const open = from.flatMap((version) => byVersion.get(version) ?? []);
  for (let write = open.pop(); write; write = open.pop()) {
    if (covered.has(write)) continue;
    covered.add(write);
    const value = valueIn(write, column);
    open.push(...writes.filter((other) => valueIn(other, column) === value));
    for (const [c, hlc, tie] of write.previous) if (c === column) open.push(...[byVersion.get(`${String(hlc)},${String(tie)}`)].filter((each) => each !== undefined));
  }
  return covered;
}

function writesByCell({ log }: ServerView): Map<string, LoggedOperation[]> {
  const writes = new Map<string, LoggedOperation[]>();
  for (const operation of log) {
    const name = tableById(operation.table);
    const spec: TableSpec | undefined = name && tables[name];
    if (!spec || spec.writtenBy === 'server') continue;
    for (const [column] of operation.columns) {
      const cell = `${String(operation.table)}|${operation.rowId}|${String(column)}`;
      const of = writes.get(cell);
      if (of) of.push(operation);
      else writes.set(cell, [operation]);
    }
  }
  return writes;
}

/** Every list shows as open what the server itself takes to be open: nobody can close another one. */
export function checkOpen(execution: Execution, { rows, open }: ServerView): void {
  const { id: table, columns } = tables.conflict;
  const shown = new Set([...rows].filter(([key, { values }]) => key.startsWith(`${String(table)}:`) && values[columns.status.id] === 'open').map(([key]) => key.slice(key.indexOf(':') + 1)));
  for (const id of shown) if (!open.has(id)) execution.violate('I7', `conflict ${id} is open in lists, and the server does not know it`);
  for (const id of open) if (!shown.has(id)) execution.violate('I7', `conflict ${id} is open at the server, and no list shows it`);
}

/** A conflict is over only because somebody decided who had seen every contender, or because time answered a small one. */
export function checkClosed(execution: Execution, view: ServerView): void {
  const of = tables.conflict.columns;
  const writes = writesByCell(view);
  for (const [key, { values }] of view.rows) {
    if (!key.startsWith(`${String(tables.conflict.id)}:`) || values[of.status.id] !== 'resolved') continue;
    const column = Number(values[of.column_id.id]);
    const ops = writes.get(`${String(values[of.table_id.id])}|${String(values[of.row_id.id])}|${String(column)}`) ?? [];
    if (!ops.some((operation) => operation.kind === 4)) execution.violate('I7', `conflict ${key} was closed by nobody`);
  }
}
