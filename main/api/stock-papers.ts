import type { Contract } from '#domain/contract/contract.ts';
import type { PrintJob } from '#domain/contract/printing.ts';
import type { PrintDocument } from '#domain/printing/documents.ts';
import type { WriteDb } from '#db/door.ts';
import type { Call } from '../dispatch/call.ts';
import type { Handlers } from '../dispatch/router.ts';
import { batchLabelOf, countSheetOf, dispensingLabelOf } from '../printing/make-stock-papers.ts';
import type { Printing } from '../printing/start-printing.ts';

type Papers = Pick<Handlers<Contract['printing']>, 'countSheetPdf' | 'dispensingLabel' | 'dispensingLabelPdf' | 'batchLabel' | 'batchLabelPdf'>;

interface Parts {
  /** Sends what is made to the printer set for its kind. */
  readonly queue: (call: Call, kind: 'dispensing-label' | 'batch-label', make: (tx: WriteDb) => { document: PrintDocument; title: string }) => PrintJob;
  readonly pdf: Printing['pdf'];
}

const answer = (bytes: Uint8Array, fileName: string) => ({ data: Buffer.from(bytes).toString('base64'), mime: 'application/pdf', fileName }) as const;

/** What the pharmacy prints: labels for patients and shelves, sheets to count on. */
export function stockPapers({ queue, pdf }: Parts): Papers {
  return {
    dispensingLabel: (call, wanted) => queue(call, 'dispensing-label', (tx) => dispensingLabelOf(tx, wanted)),
    dispensingLabelPdf: async (call, wanted) => {
      const { document, title } = dispensingLabelOf(call.read, wanted);
      return answer(await pdf.document(document), `${title}-label.pdf`);
    },
    batchLabel: (call, wanted) => queue(call, 'batch-label', (tx) => batchLabelOf(tx, wanted)),
    batchLabelPdf: async (call, wanted) => answer(await pdf.document(batchLabelOf(call.read, wanted).document), 'batch-label.pdf'),
    countSheetPdf: async (call, wanted) => answer(await pdf.table(countSheetOf(call.read, wanted)), 'count-sheet.pdf'),
  };
}
