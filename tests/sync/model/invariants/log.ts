import { sameRow } from '#domain/sync/merge.ts';
import { versionOf } from '#domain/sync/version.ts';
import { Random } from '../../random.ts';
import type { Model } from '../context.ts';
import { NUMBER, QUANTITY, Table, valueIn, versionBy, type Op } from '../operation.ts';
import { merge, type Rows } from '../replica.ts';

/** I2: the log holds each operation once, and the ledger's total is the sum of its movements. */
export function checkOnce(model: Model): void {
  const { log, rows } = model.server.state;
  const seen = new Set<string>();
  let total = 0;
  for (const { op } of log) {
    if (seen.has(op.opId)) model.violate('I2', `operation ${op.opId} is in the log twice`);
    seen.add(op.opId);
    if (op.table === Table.movement) total += Number(valueIn(op, QUANTITY));
  }
  if (total !== ledgerTotal(rows)) model.violate('I2', `the ledger shows ${String(ledgerTotal(rows))}, its movements are ${String(total)}`);
}

export function ledgerTotal(rows: Rows): number {
  let total = 0;
  for (const [id, row] of rows) if (id.startsWith('m:')) total += Number(row.values[QUANTITY]);
  return total;
}

/** I4: the state is the fold of the log in any order. */
export function checkFold(model: Model, seed: number): void {
  const random = new Random(seed);
  const ops = model.server.state.log.map(({ op }) => op);
  for (let i = ops.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [ops[i], ops[j]] = [ops[j] as Op, ops[i] as Op];
  }
  const folded: Rows = new Map();
  for (const op of ops) merge(folded, op, model.on['op-tie']);
  for (const [id, row] of model.server.state.rows) {
    const other = folded.get(id);
    if (!other || !sameRow(row, other)) model.violate('I4', `row ${id} depends on the order of operations`);
  }
}

/** I6: a number used twice is in the conflict list, and a till's series has no gap. */
export function checkNumbers(model: Model): void {
  const used = new Map<string, string>();
  for (const { op } of model.server.state.log) {
    if (op.table !== Table.receipt) continue;
    const number = String(valueIn(op, NUMBER));
    const other = used.get(number);
    if (other === undefined) used.set(number, op.opId);
    else if (other !== op.opId && !model.server.state.rows.has(`n:${number}`)) model.violate('I6', `number ${number} was used twice and nobody is told`);
  }
  const series = new Map<string, Set<number>>();
  for (const op of model.truth.values()) {
    if (op.table !== Table.receipt) continue;
    const [name = '', counter] = String(valueIn(op, NUMBER)).split('-');
    series.set(name, (series.get(name) ?? new Set()).add(Number(counter)));
  }
  for (const [name, counters] of series) if (Math.max(...counters) !== counters.size) model.violate('I6', `series ${name} has a gap`);
}

/** I8: a write is stamped above every version its author saw in those columns. */
export function checkStamps(model: Model): void {
  for (const op of model.truth.values()) {
    if (op.previous.some(([column, hlc]) => hlc >= op.hlc && op.columns.some(([c]) => c === column))) {
      model.violate('I8', `operation ${op.opId} is stamped below what it replaced`);
    }
  }
}

/** I14: for every value shown, the operation is in the log and names a person, a device and a time. */
export function checkAudit(model: Model): void {
  const writers = new Map<string, Op>();
  for (const { op } of model.server.state.log) writers.set(versionBy(op, model.on['op-tie']).join(), op);
  for (const [id, row] of model.server.state.rows) {
    for (const column of Object.keys(row.values).map(Number)) {
      const op = writers.get(versionOf(row.versions, column).join());
      if (!op || op.personId === null || op.writer === '' || !Number.isFinite(op.at)) model.violate('I14', `nobody can be named for ${id} column ${String(column)}`);
    }
  }
}
