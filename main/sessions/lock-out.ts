/** Wrong secrets of one person, in a row. */
export interface Attempts {
  readonly failures: number;
  /** Milliseconds since 1970; 0 when not locked out. */
  readonly lockedUntil: number;
  /** How often this person has been locked out without a right secret in between. */
  readonly round: number;
}

export const TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 60 * 60_000;

export const noAttempts: Attempts = { failures: 0, lockedUntil: 0, round: 0 };

/**
 * After a wrong secret: the fifth in a row locks for one minute, and each further five twice as long, up to an hour.
 * Tries that were under way when the lock-out began change nothing about it.
 */
export function afterWrong(attempts: Attempts, now: number): Attempts {
  if (isLockedOut(attempts, now)) return attempts;
  const failures = attempts.failures + 1;
  if (failures < TRIES) return { ...attempts, failures, lockedUntil: 0 };
  const length = Math.min(FIRST_LOCK_MS * 2 ** attempts.round, LONGEST_LOCK_MS);
  return { failures: 0, lockedUntil: now + length, round: attempts.round + 1 };
}

/** An end further off than the longest lock-out was written under a clock that has since been put right. */
export const isLockedOut = ({ lockedUntil }: Attempts, now: number): boolean => lockedUntil > now && lockedUntil - now <= LONGEST_LOCK_MS;
