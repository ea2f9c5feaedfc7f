import type { Model } from './context.ts';
import { Conflict, conflictsFrom, followConflictRow, numberTwice, reopened } from './conflicts.ts';
import { link } from './digest.ts';
import { groupOf, isKnown, NUMBER, Table, valueIn, type Op } from './operation.ts';
import { merge } from './replica.ts';
import type { DeviceRow, ServerState } from './server-state.ts';

/**
 * Writes operations to the log and merges them, once per operation id. The conflicts that a group gives rise to follow
 * it in the same transaction: inside the group they would divide it for whoever pulls.
 */
export function recordAll(model: Model, ops: readonly Op[]): void {
  model.server.transactions += 1;
  let found: Op[] = [];
  ops.forEach((op, i) => {
    found.push(...record(model, op));
    const next = ops[i + 1];
    if (next && groupOf(next) === groupOf(op)) return;
    for (const conflict of found) record(model, conflict);
    found = [];
  });
}

function record(model: Model, op: Op): readonly Op[] {
  const { state } = model.server;
  if (model.on['op-id'] && state.ids.has(op.opId)) return [];
  state.ids.add(op.opId);
  state.quarantine.delete(op.opId);
  state.discarded.delete(op.opId);
  state.log.push({ seq: state.log.length + 1, op, mark: model.server.transactions });
  const before = state.rows.get(op.rowId);
  const { won } = merge(state.rows, op, model.on['op-tie']);
  if (op.table === Table.conflict) {
    followConflictRow(state, op);
    return state.rows.get(op.rowId)?.values[Conflict.closed] === 1 ? reopened(state, state.discarded.values()) : [];
  }
  const twice = op.table === Table.receipt ? noteNumber(state, op) : [];
  return model.on.prev ? [...twice, ...conflictsFrom(state, before, op, won, model.on['op-tie'])] : twice;
}

function noteNumber({ numbers }: ServerState, op: Op): readonly Op[] {
  const number = String(valueIn(op, NUMBER));
  const first = numbers.get(number);
  if (first === undefined) numbers.set(number, op.opId);
  return first === undefined || first === op.opId ? [] : [numberTwice(number)];
}

/** What a push is, before anything is written: every operation in place, or the reason why not. */
export function judge(model: Model, row: DeviceRow, ops: readonly Op[]): 'ok' | 'fork' | 'gap' {
  let { last } = row;
  let chain = row.chains[last];
  for (const op of ops) {
    if (op.dseq <= row.last) {
      if (model.on.chain && row.chains[op.dseq] !== op.chain) return 'fork';
      continue;
    }
    if (op.dseq > last + 1) return 'gap';
    if (model.on.chain && link(chain ?? 0, op) !== op.chain) return 'fork';
    last = op.dseq;
    chain = op.chain;
  }
  return 'ok';
}

/**
 * Takes the operations of a device's own stream, in one transaction. A group with an operation that cannot be taken is
 * put aside as a whole: half a group must not become visible anywhere. Of a PC that is suspended all is.
 */
export function take(model: Model, row: DeviceRow, ops: readonly Op[], isSuspended: boolean): number {
  const { state } = model.server;
  const aside = new Set(ops.filter((op) => isSuspended || !isKnownToServer(state, op)).map(groupOf));
  const taken: Op[] = [];
  for (const op of ops) {
    if (op.dseq <= row.last && model.on.idempotency) continue;
    const refused = aside.has(groupOf(op)) && !state.ids.has(op.opId) && !state.discarded.has(op.opId);
    if (refused && !model.on.quarantine) {
      model.violate('I10', `operation ${op.opId} was refused without a trace`);
      break;
    }
    row.last = Math.max(row.last, op.dseq);
    row.chains[op.dseq] = op.chain;
    if (refused) state.quarantine.set(op.opId, op);
    else taken.push(op);
  }
  recordAll(model, taken);
  return row.last;
}

/** An unknown table is put aside; an unknown column is stored as it is. */
const isKnownToServer = (state: ServerState, op: Op): boolean => op.table !== Table.novel || isKnown(op, state.version);
