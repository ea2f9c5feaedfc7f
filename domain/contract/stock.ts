import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id, Nothing, ShortText } from './shapes.ts';
import {
  Dispensing, ItemColumn, ItemFileImport, ItemImport, ItemUpload, RefusedRow, StockAttention, StockBatch, StockItem, StockLine, StockMovement, StockSettings, StockStore, StockSupplier, Typed, TypedQuantity, WaitingPatient,
} from './stock-shapes.ts';

const movements = z.object({ movements: z.array(StockMovement) });
const place = { itemId: Id, batchId: Id, storeId: Id };

/** Items, suppliers and stores; the ledger and what follows from it. spec: STK-1, STK-2 */
export const stock = {
  /** Everything that lists and boxes need: items, suppliers, stores, settings. */
  catalogue: query({ permission: 'stock.read' }, Nothing, z.object({
    items: z.array(StockItem), suppliers: z.array(StockSupplier), stores: z.array(StockStore), settings: StockSettings,
  })),
  saveItem: command({ permission: 'stock.manage' }, z.object({ item: StockItem.partial({ id: true }).extend({ name: Typed, unit: Typed }) }), StockItem),
  saveSupplier: command({ permission: 'stock.manage' }, z.object({ supplier: StockSupplier.partial({ id: true }).extend({ name: Typed }) }), StockSupplier),
  saveStore: command({ permission: 'stock.manage' }, z.object({ store: StockStore.partial({ id: true }).extend({ name: Typed }) }), StockStore),
  /** Reads the head of a CSV or Excel file of items: columns, a guess at their meaning, first cells. Nothing is stored. */
  inspectItems: query({ permission: 'stock.manage' }, ItemUpload, z.object({
    columns: z.array(z.object({ header: z.string(), guess: ItemColumn, samples: z.array(z.string()) })), rows: z.int(), encoding: z.string(),
  })),
  /** Takes items and their opening batches from a file; `dryRun` says what would become of it. A row that cannot be taken is refused alone. */
  importItems: command({ permission: 'stock.manage' }, ItemUpload.extend({ columns: z.array(ItemColumn).max(500), storeId: Id, dryRun: z.boolean() }), ItemImport),
  /** Files that came in on this PC, newest first; one that runs says how far it is. */
  imports: query({ permission: 'stock.manage' }, Nothing, z.object({ imports: z.array(ItemFileImport) })),
  /** The rows of such a file that were not taken, the first 500. */
  refusedRows: query({ permission: 'stock.manage' }, z.object({ importId: Id }), z.object({ refused: z.array(RefusedRow) })),
  /** Ends a running import and takes back what it has stored. */
  cancelImport: command({ permission: 'stock.manage' }, z.object({ importId: Id }), Done),
  /** Takes back what such an import added; what somebody has worked with since stays, and is named. */
  undoItems: command({ permission: 'stock.manage' }, z.object({ importId: Id }), z.object({ removed: z.int(), kept: z.array(z.string()) })),
  saveSettings: command({ permission: 'stock.manage' }, StockSettings, StockSettings),

  /** What is on hand, by name; `found` counts all that fit, of which `limit` are shown. */
  list: query({ permission: 'stock.read' }, z.object({
    text: z.string().max(200).default(''), only: z.enum(['all', 'low', 'short']).default('all'), limit: z.int().min(1).max(5000).default(200),
  }), z.object({ lines: z.array(StockLine), found: z.int() })),
  /** What a scanned code is: the item, and batch and expiry where the code names them. */
  scan: query({ permission: 'stock.read' }, z.object({ code: z.string().max(200) }), z.object({ item: StockItem.nullable(), code: z.string(), lot: z.string().nullable(), expiresOn: CalendarDate.nullable() })),
  item: query({ permission: 'stock.read' }, z.object({ itemId: Id }), z.object({ line: StockLine, batches: z.array(StockBatch) })),
  /** The ledger of an item, newest first; `before` is the last id of the page before. */
  ledger: query({ permission: 'stock.read' }, z.object({ itemId: Id, before: Id.nullable().default(null), limit: z.int().min(1).max(500).default(100) }),
    movements.extend({ more: z.boolean() })),
  /** What was received lately, newest first. */
  received: query({ permission: 'stock.read' }, z.object({ limit: z.int().min(1).max(200).default(50) }), z.object({ received: z.array(StockMovement.extend({ item: StockItem, cost: z.int().nullable(), costUnits: z.int() })) })),
  expiring: query({ permission: 'stock.read' }, z.object({ days: z.int().min(0).max(3650).optional() }), z.object({ batches: z.array(StockBatch.extend({ item: StockItem, waste: z.int() })) })),
  attention: query({ permission: 'stock.read' }, Nothing, z.object({ cases: z.array(StockAttention) })),
  /** What the stock cost; sums as text, for they may be longer than a number holds exactly. */
  valuation: query({ permission: 'stock.read' }, Nothing, z.object({
    currency: z.string(), decimals: z.int(), total: z.string(), unknown: z.int(),
    lines: z.array(z.object({ item: StockItem, onHand: z.int(), value: z.string(), unknown: z.int() })),
  })),

  /** Takes a batch into stock. `cost` is typed, for all of what was received. */
  receive: command({ permission: 'stock.move' }, z.object({
    itemId: Id, storeId: Id, supplierId: Id.nullable().default(null), quantity: TypedQuantity, lot: Typed.default(''), expiry: z.string().max(60).default(''), cost: z.string().max(60).default(''),
  }), movements),
  transfer: command({ permission: 'stock.move' }, z.object({ ...place, toStoreId: Id, quantity: TypedQuantity, reason: ShortText.optional() }), movements),
  sendBack: command({ permission: 'stock.move' }, z.object({ ...place, quantity: TypedQuantity, reason: ShortText }), movements),
  dispose: command({ permission: 'stock.move' }, z.object({ ...place, quantity: TypedQuantity, reason: ShortText }), movements),
  /** Sets a batch to what somebody counted; the difference is the movement. */
  adjust: command({ permission: 'stock.adjust' }, z.object({ ...place, counted: TypedQuantity, reason: ShortText }), movements),
  /** Takes back the act a movement belongs to, by movements that name theirs. */
  reverse: command({ permission: 'stock.adjust' }, z.object({ movementId: Id, reason: ShortText }), movements),
};

/** Handing out to patients. spec: STK-3 */
export const dispensing = {
  /** Prescriptions still owed to those who are here today, in the order of the queue, each with what the desk would hand out. */
  waiting: query({ permission: 'stock.dispense' }, z.object({ storeId: Id }), z.object({ patients: z.array(WaitingPatient) })),
  /** What the desk would hand out of an item. */
  plan: query({ permission: 'stock.dispense' }, z.object({ itemId: Id, storeId: Id, quantity: TypedQuantity }),
    z.object({ quantity: z.int(), missing: z.int(), takes: z.array(z.object({ batchId: Id, lot: z.string().nullable(), expiresOn: z.string().nullable(), quantity: z.int() })) })),
  /** Hands out, first expiring first unless `batchId` says which. `substituted` says why it is not what was prescribed. */
  dispense: command({ permission: 'stock.dispense' }, z.object({
    patientId: Id, prescriptionId: Id.nullable().default(null), itemId: Id, storeId: Id, quantity: TypedQuantity, batchId: Id.optional(), substituted: ShortText.optional(), directions: ShortText.optional(),
  }), Dispensing),
  /** A patient brings something back; it goes into the batches it came from, and `destroyed` out of them again for good. */
  takeBack: command({ permission: 'stock.dispense' }, z.object({ dispensingId: Id, quantity: TypedQuantity, reason: ShortText, destroyed: z.boolean().default(false) }), Dispensing),
  ofPatient: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id }), z.object({ dispensings: z.array(Dispensing) })),
};
