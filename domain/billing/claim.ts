import { err, ok, type Result } from '../kit/result.ts';

export const CLAIM_STATUSES = ['draft', 'submitted', 'accepted', 'rejected', 'paid'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export const CLAIM_MOVES = ['submit', 'accept', 'reject', 'pay', 'correct'] as const;
export type ClaimMove = (typeof CLAIM_MOVES)[number];

/** The one table of what may become of a claim. What was refused may be corrected and sent again. spec: BIL-3 */
const MOVES: Readonly<Record<ClaimMove, { readonly from: readonly ClaimStatus[]; readonly to: ClaimStatus }>> = {
  submit: { from: ['draft'], to: 'submitted' },
  accept: { from: ['submitted'], to: 'accepted' },
  reject: { from: ['submitted', 'accepted'], to: 'rejected' },
  pay: { from: ['submitted', 'accepted'], to: 'paid' },
  correct: { from: ['rejected'], to: 'draft' },
};

export function claimMoved(status: ClaimStatus, move: ClaimMove): Result<ClaimStatus, `claim-is-${ClaimStatus}`> {
  const { from, to } = MOVES[move];
  return from.includes(status) ? ok(to) : err(`claim-is-${status}` as const);
}

export const isClaimStatus = (text: string): text is ClaimStatus => (CLAIM_STATUSES as readonly string[]).includes(text);
