import type { Outcome } from '#domain/contract/encounters.ts';

/** How a visit can end, in the order they are offered. */
export const outcomes: readonly Outcome[] = ['treated', 'sent-home', 'referred', 'admitted', 'left', 'died'];
