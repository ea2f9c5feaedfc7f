import type { Contract } from '#domain/contract/contract.ts';
import type { PrintJob } from '#domain/contract/printing.ts';
import type { WriteDb } from '#db/door.ts';
import { findPayment } from '#db/queries/billing.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { billPaper, claimBatchPaper, creditNotePaper } from '../printing/make-bills.ts';
import { drawerReportOf, receiptOf, type Made } from '../printing/make-receipts.ts';
import type { Printing } from '../printing/start-printing.ts';

type Papers = Pick<Handlers<Contract['printing']>, 'receipt' | 'receiptPdf' | 'bill' | 'billPdf' | 'creditNote' | 'creditNotePdf' | 'claimBatchPdf' | 'drawerReport' | 'drawerReportPdf'>;

interface Parts {
  /** Sends what is made to the printer set for its kind. */
  readonly queue: (call: Call, kind: 'receipt', make: (tx: WriteDb) => Made) => PrintJob;
  readonly pdf: Printing['pdf'];
}

const answer = (bytes: Uint8Array, fileName: string) => ({ data: Buffer.from(bytes).toString('base64'), mime: 'application/pdf', fileName }) as const;

/** Receipts, bills and the report of a drawer, on the printer set for receipts. */
export function billingPapers({ queue, pdf }: Parts): Papers {
  const own = (db: ReadDb, { patientId, paymentId, language }: { patientId: string; paymentId: string; language?: string | undefined }) => {
    if (findPayment(db, paymentId)?.patientId !== patientId) throw fail('NOT_FOUND', { what: 'payment' });
    return receiptOf(db, { paymentId, language });
  };
  const page = async ({ document, title }: Made) => answer(await pdf.document(document), `${title}.pdf`);
  return {
    receipt: (call, wanted) => queue(call, 'receipt', (tx) => own(tx, wanted)),
    receiptPdf: (call, wanted) => page(own(call.read, wanted)),
    bill: (call, wanted) => queue(call, 'receipt', (tx) => billPaper(tx, wanted)),
    billPdf: (call, wanted) => page(billPaper(call.read, wanted)),
    creditNote: (call, wanted) => queue(call, 'receipt', (tx) => creditNotePaper(tx, wanted)),
    creditNotePdf: (call, wanted) => page(creditNotePaper(call.read, wanted)),
    claimBatchPdf: (call, { batchId }) => page(claimBatchPaper(call.read, batchId)),
    drawerReport: (call, { sessionId }) => queue(call, 'receipt', (tx) => drawerReportOf(tx, sessionId)),
    drawerReportPdf: (call, { sessionId }) => page(drawerReportOf(call.read, sessionId)),
  };
}
