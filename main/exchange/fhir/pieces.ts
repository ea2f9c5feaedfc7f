import { pack } from './packed-json.ts';
import type { Kept, Owner, Placed, PreparedPiece, PreparedResource } from './prepared.ts';
import type { RecordKey } from './record-id.ts';

/** Characters of one piece: a whole number of base64 groups, and well below what one operation may hold (2 MB). */
export const PIECE = 524_288;
/** Longest packed original that is one row. */
const LONGEST_ROW = 1_000_000;
/** Longest original, in characters, that is stored together with others. */
const LONGEST_TOGETHER = 200_000;
/** Stands, with the number of pieces behind it, where a longer original stood. */
export const IN_PIECES = 'p';

interface Piecemeal {
  readonly of: PreparedPiece['of'];
  readonly type: string;
  readonly key: RecordKey;
  readonly owner: Owner;
}

/** A long text as items that each become a row. */
export function piecesOf(placed: Placed, what: Piecemeal, content: string): PreparedResource[] {
  return Array.from({ length: Math.ceil(content.length / PIECE) }, (_, position) => (
    { ...placed, ...what, kind: 'piece', position, content: content.slice(position * PIECE, (position + 1) * PIECE) } as const
  ));
}

/** An original on its way: as it is where it will be stored with others, else packed. */
export const inTransit = (json: string): string => (json.length <= LONGEST_TOGETHER ? json : pack(json));

/** Whether it can be stored with others. */
export const isPlain = ({ json }: Pick<Kept, 'json'>): boolean => json.startsWith('{');

/** The original as it goes into its row, and the pieces that go before when it is too long for that. */
export function fitting(placed: Placed, kept: Kept, { key, owner }: Pick<Piecemeal, 'key' | 'owner'>): { readonly kept: Kept; readonly before: readonly PreparedResource[] } {
  if (kept.json.length <= LONGEST_ROW) return { kept, before: [] };
  const before = piecesOf(placed, { of: 'original', type: kept.type, key, owner }, kept.json);
  return { kept: { ...kept, json: `${IN_PIECES}${before.length}` }, before };
}
