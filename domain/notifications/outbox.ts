import { assertNever } from '../kit/assert-never.ts';
import { err, ok, type Result } from '../kit/result.ts';

/**
 * The life of one message. The rule behind it: nobody is told twice, so once a message may have been taken by the
 * other side it is never sent again by itself; it is `unknown` and a person decides.
 */
export const outboxStatuses = ['waiting', 'sending', 'sent', 'failed', 'unknown', 'skipped', 'cancelled'] as const;
export type OutboxStatus = (typeof outboxStatuses)[number];

/** Why a message was not taken. Stable words; the screen has the sentences. */
export const sendFaults = [
  'unreachable', 'timeout', 'tls', 'auth', 'busy', 'refused', 'refused-recipient', 'refused-sender', 'bad-answer', 'no-starttls', 'no-secret', 'fault',
] as const;
export type SendFault = (typeof sendFaults)[number];

/** Why a message goes to nobody. */
export const skipReasons = ['no-consent', 'no-address', 'bad-address', 'away', 'deceased', 'missing-value', 'no-template', 'over', 'late', 'told-already'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What became of one try. */
export type SendOutcome =
  /** The other side took it. `reference` is its own name for it. */
  | { readonly kind: 'taken'; readonly reference: string | null }
  /** Surely not taken; another try may help, not before `afterMs` if the other side said so. */
  | { readonly kind: 'later'; readonly fault: SendFault; readonly afterMs: number | null }
  /** Surely not taken, and will not be. */
  | { readonly kind: 'refused'; readonly fault: SendFault }
  /** It may have been taken: the answer did not come. */
  | { readonly kind: 'lost'; readonly fault: SendFault };

export interface OutboxState {
  readonly status: OutboxStatus;
  /** Tries since a person or the rule put it here. */
  readonly attempts: number;
  /** Milliseconds since 1970 before which it is not tried. */
  readonly notBefore: number;
  readonly reason: SendFault | SkipReason | 'interrupted' | null;
}

export type OutboxEvent =
  | { readonly type: 'start' }
  | { readonly type: 'outcome'; readonly outcome: SendOutcome }
  /** The program ended, or its PC was replaced, while it was being sent. */
  | { readonly type: 'interrupted' }
  | { readonly type: 'skip'; readonly reason: SkipReason }
  | { readonly type: 'cancel' }
  /** A person wants it tried anew. */
  | { readonly type: 'retry' }
  /** A person knows that it did arrive. */
  | { readonly type: 'confirm' };

export const MOST_TRIES = 8;
export const FIRST_WAIT_MS = 60_000;
export const LONGEST_WAIT_MS = 4 * 60 * 60_000;
/** A receiver that asks for longer than this is not believed. */
const LONGEST_WISH_MS = 24 * 60 * 60_000;

/**
 * Milliseconds until the try after `attempts` of them: doubling, and somewhere in the later half, so that many PCs do
 * not come back at once. `chance` is in [0, 1). Never sooner than the other side wished.
 */
export function waitAfter(attempts: number, chance: number, wishMs: number | null): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  const wait = Math.round(whole * (0.5 + chance / 2));
  return Math.max(wait, Math.min(LONGEST_WISH_MS, wishMs ?? 0));
}

/** The state after an event; `wrong-state` when it cannot happen to a message in this one. */
export function stepOutbox(state: OutboxState, event: OutboxEvent, nowMs: number, chance: number): Result<OutboxState, 'wrong-state'> {
  const { status } = state;
  const from = (allowed: readonly OutboxStatus[], to: Partial<OutboxState>): Result<OutboxState, 'wrong-state'> =>
    (allowed.includes(status) ? ok({ ...state, ...to }) : err('wrong-state'));
  switch (event.type) {
    case 'start': return from(['waiting'], { status: 'sending', attempts: state.attempts + 1, reason: null });
    case 'outcome': return status === 'sending' ? ok(afterTry(state, event.outcome, nowMs, chance)) : err('wrong-state');
    case 'interrupted': return from(['sending'], { status: 'unknown', reason: 'interrupted' });
    case 'skip': return from(['waiting'], { status: 'skipped', reason: event.reason });
    case 'cancel': return from(['waiting'], { status: 'cancelled', reason: null });
    case 'retry': return from(['failed', 'unknown', 'skipped', 'cancelled'], { status: 'waiting', attempts: 0, notBefore: nowMs, reason: null });
    case 'confirm': return from(['unknown'], { status: 'sent', reason: null });
    default: return assertNever(event);
  }
}

function afterTry(state: OutboxState, outcome: SendOutcome, nowMs: number, chance: number): OutboxState {
  switch (outcome.kind) {
    case 'taken': return { ...state, status: 'sent', reason: null };
    case 'refused': return { ...state, status: 'failed', reason: outcome.fault };
    case 'lost': return { ...state, status: 'unknown', reason: outcome.fault };
    case 'later': return state.attempts >= MOST_TRIES
      ? { ...state, status: 'failed', reason: outcome.fault }
      : { ...state, status: 'waiting', reason: outcome.fault, notBefore: nowMs + waitAfter(state.attempts, chance, outcome.afterMs) };
    default: return assertNever(outcome);
  }
}
