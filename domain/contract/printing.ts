import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Language, Nothing, ShortText } from './shapes.ts';

export const DocumentKind = z.enum(['token-slip', 'patient-card', 'wristband', 'label', 'specimen-label', 'lab-report', 'prescription', 'patient-summary', 'receipt', 'dispensing-label', 'batch-label', 'recovery-sheet', 'test-page']);
export type DocumentKind = z.infer<typeof DocumentKind>;

export const PrinterTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serial'), path: z.string().max(300), baudRate: z.int(), flow: z.enum(['none', 'rtscts', 'xonxoff']) }),
  z.object({ kind: z.literal('network'), host: z.string().max(253), port: z.int().min(1).max(65535) }),
  z.object({ kind: z.literal('device'), path: z.string().max(300) }),
  z.object({ kind: z.literal('system'), name: z.string().max(300) }),
  z.object({ kind: z.literal('pdf'), folder: z.string().max(1000) }),
]);
export type PrinterTarget = z.infer<typeof PrinterTarget>;

export const Printer = z.object({
  id: Id, name: z.string(), target: PrinterTarget, language: z.enum(['escpos', 'pdf']), paper: z.enum(['58mm', '80mm', 'card', 'a4']),
  /** Document kinds this printer receives by itself. */
  documents: z.array(DocumentKind), active: z.boolean(),
});
export type Printer = z.infer<typeof Printer>;

export const PrintJob = z.object({
  id: Id, kind: DocumentKind, title: z.string(), printerId: Id.nullable(), status: z.enum(['queued', 'sending', 'done', 'failed', 'cancelled', 'uncertain']),
  error: z.string().nullable(), attempts: z.int(), at: z.string(), reprintOf: Id.nullable(),
});
export type PrintJob = z.infer<typeof PrintJob>;

const document = z.object({ data: z.string(), mime: z.literal('application/pdf'), fileName: z.string() });

/** Printers of this PC and what was sent to them. */
export const printing = {
  printers: query({ permission: 'print.use' }, Nothing, z.object({ printers: z.array(Printer) })),
  savePrinter: command({ permission: 'print.manage' },
    Printer.omit({ id: true }).extend({ id: Id.optional(), name: ShortText }), Printer),
  test: command({ permission: 'print.manage' }, z.object({ printerId: Id }), PrintJob),
  jobs: query({ permission: 'print.use' }, z.object({ limit: z.int().min(1).max(200).default(50) }), z.object({ jobs: z.array(PrintJob) })),
  /** Prints on the printer set for this kind; CONFLICT `no-printer` when there is none (the screen then offers the PDF). */
  token: command({ permission: 'print.use' }, z.object({ tokenId: Id }), PrintJob),
  card: command({ permission: 'print.use' }, z.object({ patientId: Id, kind: z.enum(['patient-card', 'wristband', 'label']) }), PrintJob),
  /** The label of a specimen's tube. */
  specimen: command({ permission: 'print.use' }, z.object({ specimenId: Id }), PrintJob),
  /** The report of one laboratory order, marked preliminary, final or amended; in the clinic's language unless another is named. */
  labReport: command({ permission: 'lab.read' }, z.object({ patientId: Id, orderId: Id, language: Language.optional() }), PrintJob),
  reprint: command({ permission: 'print.use' }, z.object({ jobId: Id }), PrintJob),
  /** A failed job once more. */
  retry: command({ permission: 'print.use' }, z.object({ jobId: Id }), Done),
  /** A person saw that an uncertain job did come out. */
  confirmPrinted: command({ permission: 'print.use' }, z.object({ jobId: Id }), Done),
  cancel: command({ permission: 'print.use' }, z.object({ jobId: Id }), Done),
  tokenPdf: query({ permission: 'print.use' }, z.object({ tokenId: Id }), document),
  cardPdf: query({ permission: 'print.use', audit: 'patient' }, z.object({ patientId: Id, kind: z.enum(['patient-card', 'wristband', 'label']) }), document),
  specimenPdf: query({ permission: 'print.use' }, z.object({ specimenId: Id }), document),
  labReportPdf: query({ permission: 'lab.read', audit: 'patient' }, z.object({ patientId: Id, orderId: Id, language: Language.optional() }), document),
  /** What was prescribed in a visit, to take along. CONFLICT `nothing-prescribed` when there is nothing. */
  prescription: command({ permission: 'record.read' }, z.object({ patientId: Id, encounterId: Id }), PrintJob),
  prescriptionPdf: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, encounterId: Id }), document),
  /** Who, allergies, problems, medicines, last measures, last visits. */
  summary: command({ permission: 'record.read' }, z.object({ patientId: Id }), PrintJob),
  summaryPdf: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id }), document),
  /** The receipt of one payment, refund or deposit; in the clinic's language unless another is named. */
  receipt: command({ permission: 'billing.read' }, z.object({ patientId: Id, paymentId: Id, language: Language.optional() }), PrintJob),
  receiptPdf: query({ permission: 'billing.read', audit: 'patient' }, z.object({ patientId: Id, paymentId: Id, language: Language.optional() }), document),
  /** A bill that was closed. CONFLICT `bill-open` for one that is not. */
  bill: command({ permission: 'billing.read' }, z.object({ patientId: Id, invoiceId: Id }), PrintJob),
  billPdf: query({ permission: 'billing.read', audit: 'patient' }, z.object({ patientId: Id, invoiceId: Id }), document),
  /** What was taken off a closed bill under one number. */
  creditNote: command({ permission: 'billing.read' }, z.object({ patientId: Id, invoiceId: Id, number: ShortText }), PrintJob),
  creditNotePdf: query({ permission: 'billing.read', audit: 'patient' }, z.object({ patientId: Id, invoiceId: Id, number: ShortText }), document),
  /** The claims that were sent to an insurer together: a page to go with them, so it is never for a till's roll. */
  claimBatchPdf: query({ permission: 'billing.claims' }, z.object({ batchId: Id }), document),
  /** What a counted cash drawer came to. */
  drawerReport: command({ permission: 'cash.drawer' }, z.object({ sessionId: Id }), PrintJob),
  drawerReportPdf: query({ permission: 'cash.drawer' }, z.object({ sessionId: Id }), document),
  /** For what a patient takes home, in the patient's language unless another is named. */
  dispensingLabel: command({ permission: 'stock.dispense' }, z.object({ patientId: Id, dispensingId: Id, language: Language.optional() }), PrintJob),
  dispensingLabelPdf: query({ permission: 'stock.dispense', audit: 'patient' }, z.object({ patientId: Id, dispensingId: Id, language: Language.optional() }), document),
  /** For the shelf or the packs of a batch. */
  batchLabel: command({ permission: 'stock.read' }, z.object({ batchId: Id, language: Language.optional() }), PrintJob),
  batchLabelPdf: query({ permission: 'stock.read' }, z.object({ batchId: Id, language: Language.optional() }), document),
  /** A sheet to count a store on by hand; `expected` prints what should be there too. */
  countSheetPdf: query({ permission: 'stock.read' }, z.object({ stocktakeId: Id, expected: z.boolean() }), document),
  /** The recovery sheet from the key the browser still shows after first run; the key is not stored in the clear. */
  recoveryPdf: query({ permission: 'public' }, z.object({ recoveryKey: z.string().max(200) }), document),
};
