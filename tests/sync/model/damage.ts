import type { Random } from '../random.ts';
import type { Answers, CallName, Entry, Requests } from './messages.ts';
import type { Op } from './operation.ts';

type Damage = 'truncate-body' | 'corrupt-body';

/** The request as it arrives after losing its end or some of its bytes. Without operations in it, it arrives whole. */
export function damagedRequest<K extends CallName>(request: Requests[K], damage: Damage, random: Random): Requests[K] {
  if (!('ops' in request) || request.ops.length === 0) return request;
  const ops = damage === 'truncate-body' ? request.ops.slice(0, random.int(request.ops.length)) : changeOne(request.ops, random, changedOp);
  return { ...request, ops };
}

export function damagedAnswer<K extends CallName>(answer: Answers[K], damage: Damage, random: Random): Answers[K] {
  if (answer.status !== 'ok') return answer;
  if ('entries' in answer && answer.entries.length > 0) {
    const entries = damage === 'truncate-body' ? answer.entries.slice(0, random.int(answer.entries.length)) : changeOne(answer.entries, random, changedEntry);
    return { ...answer, entries };
  }
  if ('last' in answer) return { ...answer, last: answer.last + 1 + random.int(3) };
  return answer;
}

function changeOne<T>(list: readonly T[], random: Random, change: (one: T) => T): T[] {
  const at = random.int(list.length);
  return list.map((one, i) => (i === at ? change(one) : one));
}

const changedOp = (op: Op): Op => ({ ...op, columns: op.columns.map(([column, value], i) => [column, i === 0 ? `~${String(value)}` : value] as const) });
const changedEntry = (entry: Entry): Entry => ({ ...entry, op: changedOp(entry.op) });
