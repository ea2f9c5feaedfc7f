import type { CalendarDate } from '../kit/calendar.ts';

/** A batch as it lies in one store. */
export interface BatchOnHand {
  readonly batchId: string;
  /** Last day of use; null for what does not expire. */
  readonly expiresOn: CalendarDate | null;
  /** Instant at which it was first received. */
  readonly receivedAt: string;
  readonly onHand: number;
}

export interface Take {
  readonly batchId: string;
  readonly quantity: number;
}

export interface Plan {
  readonly takes: readonly Take[];
  /** Base units that nothing is there for. */
  readonly missing: number;
}

/** A batch may be used on the day it expires, not after. */
export const isExpired = (expiresOn: CalendarDate | null, today: CalendarDate): boolean => expiresOn !== null && expiresOn < today;

/** First expiring first; of the same day the one that is here longest; what does not expire last. */
export function byExpiry(a: BatchOnHand, b: BatchOnHand): number {
  const [x, y] = [a.expiresOn ?? '9999-99', b.expiresOn ?? '9999-99'];
  if (x !== y) return x < y ? -1 : 1;
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
  return a.batchId < b.batchId ? -1 : 1;
}

/** Which batches to take `quantity` from, first expiring first out; expired ones and empty ones are left alone. */
export function planTakes(batches: readonly BatchOnHand[], quantity: number, today: CalendarDate): Plan {
  const takes: Take[] = [];
  let missing = quantity;
  for (const { batchId, onHand, expiresOn } of [...batches].sort(byExpiry)) {
    if (missing === 0) break;
    if (onHand <= 0 || isExpired(expiresOn, today)) continue;
    const taken = Math.min(onHand, missing);
    takes.push({ batchId, quantity: taken });
    missing -= taken;
  }
  return { takes, missing };
}

/** Base units that may be handed out today. */
export const usableOf = (batches: readonly BatchOnHand[], today: CalendarDate): number =>
  batches.reduce((sum, { onHand, expiresOn }) => (isExpired(expiresOn, today) ? sum : sum + onHand), 0);
