import { OperationKind } from '#domain/sync/operation.ts';
import { versionOf } from '#domain/sync/version.ts';
import { Conflict } from '../conflicts.ts';
import type { Model } from '../context.ts';
import { Column, Table, valueIn, versionBy, type Op } from '../operation.ts';

/** I7: a write that lost and that the winner's authors had not seen is in the conflict list. */
export function checkLosers(model: Model): void {
  const writes = writesByColumn(model);
  const inserts = insertsByRow(model);
  const listed = listedVersions(model);
  for (const [key, ops] of writes) {
    const [rowId = '', column = ''] = key.split('|');
    const row = model.server.state.rows.get(rowId);
    if (!row) continue;
    const covered = known(model, [...new Set([...ops, ...(inserts.get(rowId) ?? [])])], Number(column), [versionOf(row.versions, Number(column)).join(), ...(listed.get(key) ?? [])]);
    for (const op of ops) if (!covered.has(op)) model.violate('I7', `the write ${op.opId} of ${rowId} column ${column} was lost silently`);
  }
}

/** An insert writes every column of its row, those it does not name with nothing: it may show what somebody had chosen. */
function insertsByRow(model: Model): Map<string, Op[]> {
  const inserts = new Map<string, Op[]>();
  for (const { op } of model.server.state.log) {
    if (op.table === Table.patient && op.kind === OperationKind.insert) inserts.set(op.rowId, [...(inserts.get(op.rowId) ?? []), op]);
  }
  return inserts;
}

/** Everything that the given versions build on, knowingly; a write of a value that is there anyway is not lost. */
function known(model: Model, ops: readonly Op[], column: number, from: readonly string[]): Set<Op> {
  const byVersion = new Map(ops.map((op) => [versionBy(op, model.on['op-tie']).join(), op]));
  const covered = new Set<Op>();
  const open = from.flatMap((version) => byVersion.get(version) ?? []);
  for (let op = open.pop(); op; op = open.pop()) {
    if (covered.has(op)) continue;
    covered.add(op);
    const value = valueIn(op, column);
    open.push(...ops.filter((other) => valueIn(other, column) === value));
    for (const [c, hlc, tie] of op.previous) if (c === column) open.push(...[byVersion.get(`${String(hlc)},${String(tie)}`)].filter((o) => o !== undefined));
  }
  return covered;
}

function writesByColumn(model: Model): Map<string, Op[]> {
  const writes = new Map<string, Op[]>();
  for (const { op } of model.server.state.log) {
    if (op.table !== Table.patient) continue;
    for (const [column] of op.columns) {
      const key = `${op.rowId}|${String(column)}`;
      const ops = writes.get(key);
      if (ops) ops.push(op);
      else writes.set(key, [op]);
    }
  }
  return writes;
}

function listedVersions(model: Model): Map<string, string[]> {
  const listed = new Map<string, string[]>();
  for (const [id, { values }] of model.server.state.rows) {
    if (!id.startsWith('c:')) continue;
    const key = `${String(values[Conflict.row])}|${String(values[Conflict.column])}`;
    listed.set(key, [...(listed.get(key) ?? []), `${String(values[Conflict.hlc])},${String(values[Conflict.tie])}`]);
  }
  return listed;
}

/** I7 for deletions: an edit that the deletion had not seen is shown, with the deletion beside it. */
export function checkDeletions(model: Model): void {
  const { log, rows } = model.server.state;
  const deletions = log.filter(({ op }) => op.kind === OperationKind.markDeleted).map(({ op }) => op);
  if (deletions.length === 0) return;
  const writes = writesByColumn(model);
  const listed = listedVersions(model);
  for (const deletion of deletions) {
    if (rows.has(`d:${deletion.rowId}`)) continue;
    for (const [key, ops] of writes) {
      const [rowId, column = ''] = key.split('|');
      if (rowId !== deletion.rowId || Number(column) === Column.deleted) continue;
      const seen = deletion.previous.filter(([c]) => c === Number(column)).map(([, hlc, tie]) => `${String(hlc)},${String(tie)}`);
      const covered = known(model, ops, Number(column), [...seen, ...(listed.get(key) ?? [])]);
      for (const op of ops) if (!covered.has(op)) model.violate('I7', `the edit ${op.opId} of deleted ${deletion.rowId} is hidden`);
    }
  }
}

/** A conflict is closed only by somebody who had seen the losing value, or because the same value is shown. */
export function checkClosed(model: Model): void {
  const writes = writesByColumn(model);
  for (const [id, { values }] of model.server.state.rows) {
    if (!id.startsWith('c:') || values[Conflict.closed] !== 1) continue;
    const column = Number(values[Conflict.column]);
    const ops = writes.get(`${String(values[Conflict.row])}|${String(column)}`) ?? [];
    const isDefault = values[Conflict.value] === null && model.server.state.log.some(({ op }) => op.rowId === values[Conflict.row] && op.kind === OperationKind.insert);
    const settled = isDefault || ops.some((op) => op.previous.some(([c, hlc, tie]) => c === column && hlc === values[Conflict.hlc] && tie === values[Conflict.tie]))
      || ops.some((op) => valueIn(op, column) === values[Conflict.value] && op.hlc !== values[Conflict.hlc]);
    if (!settled) model.violate('I7', `conflict ${id} was closed by nobody`);
  }
}
