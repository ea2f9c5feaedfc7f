import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { CalendarDate, Id, Nothing, ShortText } from './shapes.ts';
import { StockItem, TypedQuantity } from './stock-shapes.ts';

export const Stocktake = z.object({
  id: Id, storeId: Id, storeName: z.string(), status: z.enum(['draft', 'counted', 'posted', 'cancelled']), startedAt: z.string(), startedBy: z.string().nullable(), postedAt: z.string().nullable(),
  note: z.string().nullable(), counts: z.int(),
});
export type Stocktake = z.infer<typeof Stocktake>;

/** A batch of the store: what the ledger says now, what was counted, and what posting would change. */
export const StocktakeLine = z.object({
  item: StockItem, batchId: Id, lot: z.string().nullable(), expiresOn: CalendarDate.nullable(), onHand: z.int(), counted: z.int().nullable(), adjustment: z.int().nullable(),
  /** Movements made before the count that came after it. */
  late: z.int(),
});
export type StocktakeLine = z.infer<typeof StocktakeLine>;

const whole = z.object({ stocktake: Stocktake, lines: z.array(StocktakeLine) });

/** Counting a store: draft, counted, posted. spec: STK-2 */
export const stocktakes = {
  list: query({ permission: 'stock.read' }, Nothing, z.object({ stocktakes: z.array(Stocktake) })),
  get: query({ permission: 'stock.read' }, z.object({ stocktakeId: Id }), whole),
  start: command({ permission: 'stock.adjust' }, z.object({ storeId: Id, note: ShortText.optional() }), whole),
  /** Writes down what was counted of a batch; the last count of it stands. */
  count: command({ permission: 'stock.adjust' }, z.object({ stocktakeId: Id, batchId: Id, counted: TypedQuantity }), whole),
  /** On to counted, back to draft, to the ledger, or called off. `reason` says why the ledger was wrong, where posting changes it. */
  become: command({ permission: 'stock.adjust' }, z.object({ stocktakeId: Id, status: z.enum(['draft', 'counted', 'posted', 'cancelled']), reason: ShortText.optional() }), whole),
};
