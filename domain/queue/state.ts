import { err, ok, type Result } from '../kit/result.ts';

export const tokenStatuses = ['waiting', 'called', 'serving', 'held', 'skipped', 'no-show', 'done', 'cancelled'] as const;
export type TokenStatus = (typeof tokenStatuses)[number];

/** What can be done to a token; `issue` makes it, `undo` takes the last one back. spec: QUE-2 */
export const tokenActions = ['call', 'start', 'skip', 'hold', 'resume', 'no-show', 'finish', 'cancel', 'transfer', 'prioritise'] as const;
export type TokenAction = (typeof tokenActions)[number];

interface Rule {
  readonly from: readonly TokenStatus[];
  /** The status afterwards; undefined leaves it as it is. */
  readonly to?: TokenStatus;
}

const open: readonly TokenStatus[] = ['waiting', 'called', 'serving', 'held', 'skipped'];

/**
 * Every allowed step. A skipped, held or absent person can be called at any time; what is done or cancelled ends
 * and only `undo` brings it back.
 */
export const tokenRules: Readonly<Record<TokenAction, Rule>> = {
  call: { from: ['waiting', 'called', 'serving', 'held', 'skipped', 'no-show'], to: 'called' },
  start: { from: ['called'], to: 'serving' },
  skip: { from: ['waiting', 'called'], to: 'skipped' },
  hold: { from: ['waiting', 'called', 'serving', 'skipped'], to: 'held' },
  resume: { from: ['held', 'skipped', 'no-show'], to: 'waiting' },
  'no-show': { from: ['called', 'skipped', 'waiting', 'held'], to: 'no-show' },
  finish: { from: ['called', 'serving'], to: 'done' },
  cancel: { from: open, to: 'cancelled' },
  transfer: { from: open, to: 'waiting' },
  prioritise: { from: open },
};

/** The status after an action, or why it cannot be done. */
export function nextStatus(status: TokenStatus, action: TokenAction): Result<TokenStatus, 'not-from-this-status'> {
  const rule = tokenRules[action];
  return rule.from.includes(status) ? ok(rule.to ?? status) : err('not-from-this-status');
}

/** Whether a token still waits for its turn, in the queue's own order. */
export const isWaiting = (status: TokenStatus): boolean => status === 'waiting';

export const isEnded = (status: TokenStatus): boolean => status === 'done' || status === 'cancelled' || status === 'no-show';
