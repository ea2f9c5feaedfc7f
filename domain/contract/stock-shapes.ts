import { z } from 'zod';
import { itemColumns } from '../stock/item-file.ts';
import { CalendarDate, Id, PatientBrief } from './shapes.ts';
import { Typed } from './record-shapes.ts';

export const PackShape = z.object({ name: z.string(), size: z.number() });
const days = z.int().min(0).max(730).nullable();

export const StockItem = z.object({
  id: Id, name: z.string(), form: z.string().nullable(), strength: z.string().nullable(),
  /** The base unit everything is counted in: tablet, ml, piece. */
  unit: z.string(), packs: z.array(PackShape), barcodes: z.array(z.string()),
  leadDays: days, reviewDays: days, safetyDays: days,
  /** Base units at which to order, set by hand; null where it is worked out from what is used. */
  reorderAt: z.int().min(0).max(1_000_000_000).nullable(), active: z.boolean(),
});
export type StockItem = z.infer<typeof StockItem>;

export const StockSupplier = z.object({ id: Id, name: z.string(), phone: z.string().nullable(), email: z.string().nullable(), note: z.string().nullable(), active: z.boolean() });
export type StockSupplier = z.infer<typeof StockSupplier>;

/** An empty name is the store a clinic has before it names one. */
export const StockStore = z.object({ id: Id, name: z.string(), active: z.boolean() });
export type StockStore = z.infer<typeof StockStore>;

export const StockSettings = z.object({
  /** ISO 4217. */
  currency: z.string().length(3), leadDays: z.int().min(0).max(365), reviewDays: z.int().min(1).max(365),
  /** Kept against surprises; null for as long as the lead time. */
  safetyDays: z.int().min(0).max(365).nullable(),
  /** A batch that expires within so many days is in the list of what expires. */
  expiringDays: z.int().min(1).max(730),
});
export type StockSettings = z.infer<typeof StockSettings>;

/** A batch in one store. */
export const StockBatch = z.object({
  batchId: Id, itemId: Id, storeId: Id, storeName: z.string(), lot: z.string().nullable(), expiresOn: CalendarDate.nullable(), expired: z.boolean(), supplier: z.string().nullable(),
  /** Minor units paid for `costUnits` base units. */
  cost: z.int().nullable(), costUnits: z.int(), receivedAt: z.string(), onHand: z.int(),
});
export type StockBatch = z.infer<typeof StockBatch>;

export const StockLine = z.object({
  item: StockItem, onHand: z.int(),
  /** Without what has expired. */
  usable: z.int(), nextExpiry: CalendarDate.nullable(), level: z.int(), order: z.int(), state: z.enum(['out', 'low', 'enough']), lastsDays: z.int().nullable(), perDay: z.number(),
  /** Batches of it below zero. */
  short: z.int(),
});
export type StockLine = z.infer<typeof StockLine>;

export const StockMovement = z.object({
  id: Id, actId: Id, kind: z.string(), quantity: z.int(), at: z.string(), by: z.string().nullable(), reason: z.string().nullable(), batchId: Id, lot: z.string().nullable(),
  expiresOn: z.string().nullable(), storeId: Id, storeName: z.string(), patient: z.object({ id: Id, name: z.string(), number: z.string() }).nullable(),
  /** Takes back another; was taken back. */
  reverses: z.boolean(), reversed: z.boolean(),
});
export type StockMovement = z.infer<typeof StockMovement>;

/** What was handed out, as the chart and a bill need it: `net` is what the patient kept. */
export const Dispensing = z.object({
  id: Id, patientId: Id, prescriptionId: Id.nullable(), itemId: Id, itemName: z.string(), unit: z.string(), packs: z.array(PackShape), quantity: z.int(), net: z.int(), at: z.string(), by: z.string().nullable(),
  substituted: z.string().nullable(), directions: z.string().nullable(), lots: z.array(z.string()),
});
export type Dispensing = z.infer<typeof Dispensing>;

const Take = z.object({ batchId: Id, lot: z.string().nullable(), expiresOn: z.string().nullable(), quantity: z.int() });

/** An item a prescription may mean, and what the desk would hand out of it. */
export const DispenseChoice = z.object({
  item: StockItem, meant: z.boolean(), usable: z.int(),
  /** Base units still owed; null where the prescription does not say it in this item's unit. */
  quantity: z.int().nullable(), takes: z.array(Take), missing: z.int(),
});
export type DispenseChoice = z.infer<typeof DispenseChoice>;

export const WaitingPrescription = z.object({
  id: Id, drug: z.string(), form: z.string().nullable(), strength: z.string().nullable(), dose: z.number().nullable(), doseUnit: z.string().nullable(), timing: z.string().nullable(),
  days: z.int().nullable(), quantity: z.number().nullable(), quantityUnit: z.string().nullable(), instructions: z.string().nullable(), asNeeded: z.boolean(),
  warning: z.boolean(), prescribedAt: z.string(), prescribedBy: z.string().nullable(), dispensed: z.int(), choices: z.array(DispenseChoice),
});
export type WaitingPrescription = z.infer<typeof WaitingPrescription>;

export const WaitingPatient = z.object({
  patient: PatientBrief, token: z.object({ label: z.string(), status: z.string(), arrivedAt: z.string() }).nullable(), allergies: z.array(z.string()), prescriptions: z.array(WaitingPrescription),
});
export type WaitingPatient = z.infer<typeof WaitingPatient>;

/** Something two PCs did that does not fit together. */
export const StockAttention = z.discriminatedUnion('kind', [
  /** More went out of a batch than was there. */
  z.object({ kind: z.literal('below-zero'), item: StockItem, batch: StockBatch, last: z.array(StockMovement) }),
  /** A prescription was dispensed at two PCs that did not know of each other. */
  z.object({ kind: z.literal('dispensed-twice'), item: StockItem, drug: z.string(), patient: z.object({ id: Id, name: z.string(), number: z.string() }), dispensings: z.array(Dispensing) }),
  /** A movement made before a count came after it. */
  z.object({ kind: z.literal('count-overlap'), item: StockItem, batch: StockBatch, stocktakeId: Id, late: z.int() }),
]);
export type StockAttention = z.infer<typeof StockAttention>;

/** A quantity as typed: `304`, `3 boxes + 4`. */
export const TypedQuantity = z.string().max(200);
export { Typed };

export const ItemColumn = z.enum(itemColumns);
export const ItemUpload = z.object({ fileName: z.string().max(300), data: z.file().max(16 * 1024 * 1024) });

/** A row that was not taken, as spreadsheets count rows. */
export const RefusedRow = z.object({ row: z.int(), field: z.string(), code: z.string(), limit: z.union([z.number(), z.string()]).optional() });
export type RefusedRow = z.infer<typeof RefusedRow>;

/** What became, or would become, of a file of items. */
export const ItemImport = z.object({
  importId: Id, dryRun: z.boolean(), items: z.int(), batches: z.int(),
  /** The first 500. */
  refused: z.array(RefusedRow), refusedCount: z.int(),
});
export type ItemImport = z.infer<typeof ItemImport>;

/** A file of items as it came in on this PC. `interrupted`: the program ended before all was stored. */
export const ItemFileImport = z.object({
  importId: Id, name: z.string(), startedAt: z.string(), by: z.string().nullable(), status: z.enum(['running', 'done', 'cancelled', 'interrupted', 'undone']),
  /** Items of the file that can be taken, and those stored by now; `batches` of all of them. */
  items: z.int(), stored: z.int(), batches: z.int(), refusedCount: z.int(),
  /** What the file's columns are called, by their meaning. */
  headers: z.record(z.string(), z.string()),
  /** Of an import taken back: how many items went, and the names of those that stayed because somebody has worked with them. */
  removed: z.int(), kept: z.array(z.string()),
});
export type ItemFileImport = z.infer<typeof ItemFileImport>;
