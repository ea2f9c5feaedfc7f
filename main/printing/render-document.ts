import { assertNever } from '#domain/kit/assert-never.ts';
import type { Printer } from '#domain/contract/printing.ts';
import type { PrintDocument } from '#domain/printing/documents.ts';
import { renderBatch, renderDispensing, renderIdentity, renderLabReport, renderReceipt, renderRecordSheet, renderSpecimen, renderTestPage, renderTokenSlip } from '#domain/printing/escpos/documents.ts';
import { usualPrinter, type LineArtist, type ReceiptPrinter } from '#domain/printing/escpos/printer.ts';
import { labReportPdf } from './pdf/lab-report.ts';
import { patientCardPdf } from './pdf/patient-card.ts';
import type { PdfContext } from './pdf/context.ts';
import { receiptPdf } from './pdf/receipt.ts';
import { recordSheetPdf } from './pdf/record-sheet.ts';
import { specimenLabelPdf } from './pdf/specimen-label.ts';
import { testPagePdf, tokenSlipPdf } from './pdf/token-slip.ts';
import { batchLabelPdf, dispensingLabelPdf } from './pdf/stock-labels.ts';
import { labelPdf, wristbandPdf } from './pdf/wristband.ts';
import { createLineArtist } from './text/line-artist.ts';

export type DocumentRenderer = (document: PrintDocument, printer: Pick<Printer, 'language' | 'paper'>) => Promise<Uint8Array>;

/**
 * Makes the bytes of a document in the language its printer understands.
 * @param receipt what differs from most receipt printers: code page, drawn QR codes, no knife
 */
export function createDocumentRenderer(context: PdfContext, receipt: Partial<Omit<ReceiptPrinter, 'paper'>> = {}): DocumentRenderer {
  const artist = createLineArtist(context.typefaces);
  return async (document, { language, paper }) => {
    if (language === 'pdf') return pdfOf(document, context);
    return escposOf(document, { ...usualPrinter, ...receipt, paper: paper === '58mm' ? '58mm' : '80mm' }, artist);
  };
}

/** A document as PDF, for a PDF printer, a preview or a download. */
export function pdfOf(document: PrintDocument, context: PdfContext): Promise<Uint8Array> {
  switch (document.kind) {
    case 'token-slip':
      return tokenSlipPdf(document.content, document.labels, context);
    case 'patient-card':
      return patientCardPdf(document.content, document.labels, context);
    case 'wristband':
      return wristbandPdf(document.content, document.labels, context);
    case 'label':
      return labelPdf(document.content, document.labels, context);
    case 'specimen-label':
      return specimenLabelPdf(document.content, context);
    case 'lab-report':
      return labReportPdf(document.content, document.labels, context);
    case 'test-page':
      return testPagePdf(document.content, context);
    case 'prescription':
    case 'patient-summary':
      return recordSheetPdf(document.content, document.kind, context);
    case 'receipt':
      return receiptPdf(document.content, context);
    case 'dispensing-label':
      return dispensingLabelPdf(document.content, context);
    case 'batch-label':
      return batchLabelPdf(document.content, context);
    default:
      return assertNever(document);
  }
}

function escposOf(document: PrintDocument, printer: ReceiptPrinter, artist: LineArtist): Uint8Array {
  switch (document.kind) {
    case 'token-slip':
      return renderTokenSlip(document.content, document.labels, printer, artist);
    case 'patient-card':
    case 'wristband':
    case 'label':
      return renderIdentity(document.content, document.labels, printer, artist);
    case 'specimen-label':
      return renderSpecimen(document.content, printer, artist);
    case 'lab-report':
      return renderLabReport(document.content, document.labels, printer, artist);
    case 'test-page':
      return renderTestPage(document.content, printer, artist);
    case 'prescription':
    case 'patient-summary':
      return renderRecordSheet(document.content, printer, artist);
    case 'receipt':
      return renderReceipt(document.content, printer, artist);
    case 'dispensing-label':
      return renderDispensing(document.content, printer, artist);
    case 'batch-label':
      return renderBatch(document.content, printer, artist);
    default:
      return assertNever(document);
  }
}
