import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { DocumentKind, PrintJob as PrintJobShape } from '#domain/contract/printing.ts';
import type { PrintDocument } from '#domain/printing/documents.ts';
import { jobView } from '#domain/printing/job-view.ts';
import { newJob, reprintOf, type PrintJob } from '#domain/printing/queue.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { findJob, listJobs, listPrinters, saveJob, savePrinter } from '#db/queries/printing.ts';
import { findLine } from '#db/queries/queue.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { identityDocument, recoverySheet, testPage, tokenSlip } from '../printing/make-documents.ts';
import { labReportOf, specimenLabelOf } from '../printing/make-lab-documents.ts';
import { startPrinting, type Printing } from '../printing/start-printing.ts';
import type { JobRefusal } from '../printing/spooler.ts';
import type { Result } from '#domain/kit/result.ts';
import { billingPapers } from './billing-papers.ts';
import { clinicOf } from './clinic.ts';
import { patientOf } from './patients.ts';
import { recordPapers } from './record-papers.ts';
import { stockPapers } from './stock-papers.ts';

/** Printers of this PC and what is sent to them. `close` stops the spooler. */
export function printingHandlers(desk: DeskParts): { handlers: Handlers<Contract['printing']>; close: () => Promise<void> } {
  const printing = startPrinting(desk);
  return { handlers: handlersOf(desk, printing), close: () => printing.spooler.stop() };
}

function handlersOf(desk: DeskParts, { spooler, pdf }: Printing): Handlers<Contract['printing']> {
  /** Queues within the command's transaction and starts printing once it is committed. */
  const queue = (call: Call, make: (tx: WriteDb) => PrintJob): PrintJobShape => {
    const job = call.write((tx) => {
      const made = make(tx);
      saveJob(tx, made);
      return jobView(made);
    });
    spooler.wake();
    return job;
  };
  const jobFor = (tx: WriteDb, document: PrintDocument, title: string, printerId: string | null): PrintJob =>
    newJob({ id: tx.newId(), document, title, printerId }, desk.now());
  const made = (call: Call, kind: DocumentKind, make: (tx: WriteDb) => { document: PrintDocument; title: string }): PrintJobShape => queue(call, (tx) => {
    const { document, title } = make(tx);
    return jobFor(tx, document, title, printerFor(tx, kind));
  });
  return {
    printers: (call) => ({ printers: listPrinters(call.read) }),
    savePrinter: (call, { commandId: _, ...input }) => call.write((tx) => {
      if (input.name.trim() === '') throw invalid('name', 'empty');
      const printer = { ...input, id: input.id ?? tx.newId(), name: input.name.trim() };
      savePrinter(tx, printer);
      return printer;
    }),
    test: (call, { printerId }) => queue(call, (tx) => {
      const printer = listPrinters(tx).find((known) => known.id === printerId);
      if (!printer) throw fail('NOT_FOUND', { what: 'printer' });
      return jobFor(tx, testPage(clinicOf(tx), printer.name), printer.name, printer.id);
    }),
    jobs: (call, { limit }) => ({ jobs: listJobs(call.read, limit).map(jobView) }),
    token: (call, { tokenId }) => queue(call, (tx) => {
      const { document, title } = slipOf(tx, tokenId);
      return jobFor(tx, document, title, printerFor(tx, 'token-slip'));
    }),
    card: (call, { patientId, kind }) => queue(call, (tx) => {
      const patient = patientOf(tx, patientId);
      return jobFor(tx, identityDocument(clinicOf(tx), patient, kind), patient.number, printerFor(tx, kind));
    }),
    specimen: (call, { specimenId }) => queue(call, (tx) => {
      const { document, title } = specimenLabelOf(tx, specimenId);
      return jobFor(tx, document, title, printerFor(tx, 'specimen-label'));
    }),
    labReport: (call, wanted) => queue(call, (tx) => {
      const { document, title } = labReportOf(tx, wanted, call.now);
      return jobFor(tx, document, title, printerFor(tx, 'lab-report'));
    }),
    ...recordPapers({ queue: made, pdf }),
    ...billingPapers({ queue: made, pdf }),
    ...stockPapers({ queue: made, pdf }),
    reprint: (call, { jobId }) => queue(call, (tx) => {
      const old = findJob(tx, jobId);
      if (!old) throw fail('NOT_FOUND', { what: 'job' });
      return orRefuse(reprintOf(old, tx.newId(), desk.now()));
    }),
    retry: (call, { jobId }) => answered(call, spooler.retry(jobId)),
    confirmPrinted: (call, { jobId }) => answered(call, spooler.confirmPrinted(jobId)),
    cancel: (call, { jobId }) => answered(call, spooler.cancel(jobId)),
    tokenPdf: async (call, { tokenId }) => {
      const { document, title } = slipOf(call.read, tokenId);
      return pdfAnswer(await pdf.document(document), `${title}.pdf`);
    },
    cardPdf: async (call, { patientId, kind }) => {
      const patient = patientOf(call.read, patientId);
      return pdfAnswer(await pdf.document(identityDocument(clinicOf(call.read), patient, kind)), `${patient.number}-${kind}.pdf`);
    },
    specimenPdf: async (call, { specimenId }) => {
      const { document, title } = specimenLabelOf(call.read, specimenId);
      return pdfAnswer(await pdf.document(document), `${title}.pdf`);
    },
    labReportPdf: async (call, wanted) => {
      const { document, title } = labReportOf(call.read, wanted, call.now);
      return pdfAnswer(await pdf.document(document), `${title}.pdf`);
    },
    recoveryPdf: async (call, { recoveryKey }) => {
      const { sheet, labels } = recoverySheet(clinicOf(call.read), recoveryKey, call.now);
      return pdfAnswer(await pdf.recovery(sheet, labels), 'recovery-key.pdf');
    },
  };
}

/** Remembers the answer under the command id; the spooler has already stored the job's new state. */
function answered(call: Call, result: Result<PrintJob, JobRefusal>): typeof done {
  orRefuse(result);
  return call.write(() => done);
}

function orRefuse(result: Result<PrintJob, JobRefusal>): PrintJob {
  if (result.ok) return result.value;
  throw result.error === 'not-found' ? fail('NOT_FOUND', { what: 'job' }) : fail('CONFLICT', { reason: `job-${result.error}` });
}

const pdfAnswer = (bytes: Uint8Array, fileName: string) =>
  ({ data: Buffer.from(bytes).toString('base64'), mime: 'application/pdf', fileName }) as const;

function printerFor(db: ReadDb, kind: DocumentKind): string {
  const printer = listPrinters(db).find((known) => known.active && known.documents.includes(kind));
  if (!printer) throw fail('CONFLICT', { reason: 'no-printer' });
  return printer.id;
}

function slipOf(db: ReadDb, tokenId: string): { document: PrintDocument; title: string } {
  const line = findLine(db, tokenId);
  if (!line) throw fail('NOT_FOUND', { what: 'token' });
  const { token, patient } = line;
  const before = db.statement(`SELECT count(*) AS n FROM token_of_day WHERE service_day = ? AND service_id = ? AND status = 'waiting' AND arrived_at < ?`)
    .get(token.service_day, token.service_id, token.arrived_at) as { n: number };
  const document = tokenSlip(clinicOf(db), {
    label: token.label, serviceName: listServices(db).find((service) => service.id === token.service_id)?.name ?? '',
    roomName: listRooms(db).find((room) => room.id === token.room_id)?.name ?? null,
    issuedAtMs: Date.parse(token.arrived_at), patient, waitingAhead: before.n,
  });
  return { document, title: token.label };
}
