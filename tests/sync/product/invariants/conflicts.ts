import { tieOf } from '#domain/sync/operation.ts';
import { tableById, tables } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { versionOf } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { Execution } from '../context.ts';
import { listedVersions, type ServerView } from './server-view.ts';

const versionText = ({ hlc, opId }: LoggedOperation): string => `${String(hlc)},${String(tieOf(opId))}`;
const valueIn = (operation: LoggedOperation, column: number): unknown => operation.columns.find(([c]) => c === column)?.[1];

/** I7: a write that lost and that the winner's authors had not seen is in the conflict list. */
export function checkLosers(execution: Execution, view: ServerView): void {
  const listed = listedVersions(view);
  for (const [cell, writes] of writesByCell(view)) {
    const [table = '', rowId = '', columnText = ''] = cell.split('|');
    const column = Number(columnText);
    const row = view.rows.get(`${table}:${rowId}`);
    if (!row) continue;
    const covered = known(writes, column, [versionOf(row.versions, column).join(), ...(listed.get(`${table}:${rowId}:${columnText}`) ?? [])]);
    for (const write of writes) if (!covered.has(write)) execution.violate('I7', `the write ${write.opId} of ${table}:${rowId} column ${columnText} was lost silently`);
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
