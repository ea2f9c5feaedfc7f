/** Why stock moved. A reversal keeps the kind of what it takes back, so that sums of a kind are right by themselves. */
export const movementKinds = ['receive', 'dispense', 'patient-return', 'supplier-return', 'transfer', 'adjust', 'dispose', 'count'] as const;
export type MovementKind = (typeof movementKinds)[number];

/** Kinds somebody must say the reason of. */
export const needsReason: ReadonlySet<MovementKind> = new Set(['adjust', 'dispose', 'supplier-return']);

/** Kinds in which something goes to somebody: never from an expired batch. */
export const notExpired: ReadonlySet<MovementKind> = new Set(['dispense']);

export interface Movement {
  readonly itemId: string;
  readonly batchId: string;
  readonly storeId: string;
  readonly kind: MovementKind;
  /** Base units; out is negative. */
  readonly quantity: number;
}

/**
 * The id under which a movement is taken back, made from its own: two PCs that take back the same movement, not knowing of each
 * other, write the same row, and it counts once. Another version digit of RFC 9562 keeps it apart from every id drawn by chance.
 */
export const reversalId = (movementId: string): string => withVersion(movementId, movementId.charAt(VERSION_AT) === '6' ? '5' : '8');

/** The id of the movement that posts a count, likewise made from the count's. */
export const postingId = (countId: string): string => withVersion(countId, '6');

const VERSION_AT = 14;
const withVersion = (id: string, version: string): string => id.slice(0, VERSION_AT) + version + id.slice(VERSION_AT + 1);

/** Whether this id can be taken back: what takes back another is final. */
export const isReversible = ({ reversesId }: { readonly reversesId: string | null }): boolean => reversesId === null;
