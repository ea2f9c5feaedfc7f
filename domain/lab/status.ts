import { err, ok, type Result } from '../kit/result.ts';

export const LINE_STATUSES = ['ordered', 'collected', 'received', 'resulted', 'verified', 'cancelled', 'rejected'] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

export type LineMove = 'collect' | 'receive' | 'result' | 'verify' | 'amend' | 'cancel' | 'reject' | 'recollect';

/** The one table of what may happen to an ordered test: from where, and where it leads. spec: LAB-1 */
const MOVES: Readonly<Record<LineMove, { readonly from: readonly LineStatus[]; readonly to: LineStatus }>> = {
  collect: { from: ['ordered'], to: 'collected' },
  receive: { from: ['collected'], to: 'received' },
  /** A result typed anew before it was verified stands in place of the earlier. */
  result: { from: ['received', 'resulted'], to: 'resulted' },
  verify: { from: ['resulted'], to: 'verified' },
  amend: { from: ['verified'], to: 'resulted' },
  cancel: { from: ['ordered', 'collected', 'received'], to: 'cancelled' },
  reject: { from: ['collected', 'received'], to: 'rejected' },
  recollect: { from: ['rejected'], to: 'ordered' },
};

/** Where a move leads; the reason names the state that forbids it, such as `lab-is-verified`. */
export function moved(status: LineStatus, move: LineMove): Result<LineStatus, `lab-is-${LineStatus}`> {
  const { from, to } = MOVES[move];
  return from.includes(status) ? ok(to) : err(`lab-is-${status}` as const);
}

export const movesFrom = (status: LineStatus): LineMove[] =>
  (Object.keys(MOVES) as LineMove[]).filter((move) => MOVES[move].from.includes(status));

/** Most pressing first, as worklists are sorted. */
export const PRIORITIES = ['stat', 'urgent', 'routine'] as const;
export type Priority = (typeof PRIORITIES)[number];
export const priorityRank = (priority: Priority): number => PRIORITIES.indexOf(priority);
export const priorityOf = (rank: number): Priority => PRIORITIES[rank] ?? 'routine';

export const isStatus = (text: string): text is LineStatus => (LINE_STATUSES as readonly string[]).includes(text);
