import type { BatchLabel, DispensingLabel, LabReport, LabReportLabels, PatientCard, PatientCardLabels, Receipt, RecordSheet, SpecimenLabel, TestPage, TokenSlip, TokenSlipLabels, WristbandLabel } from '../documents.ts';
import { batchBlocks, dispensingBlocks, identityBlocks, labReportBlocks, receiptBlocks, recordSheetBlocks, specimenBlocks, testPageBlocks, tokenSlipBlocks } from '../roll-layout.ts';
import type { LineArtist, ReceiptPrinter } from './printer.ts';
import { renderBlocks } from './render.ts';

/** ESC/POS bytes of a token slip, reset to cut. */
export const renderTokenSlip = (slip: TokenSlip, labels: TokenSlipLabels, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(tokenSlipBlocks(slip, labels), slip.direction, printer, artist);

/** ESC/POS bytes of a card, wristband or label on a paper roll. */
export const renderIdentity = (
  card: PatientCard | WristbandLabel, labels: PatientCardLabels, printer: ReceiptPrinter, artist: LineArtist,
): Uint8Array => renderBlocks(identityBlocks(card, labels), card.direction, printer, artist);

export const renderTestPage = (page: TestPage, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(testPageBlocks(page), page.direction, printer, artist);

export const renderSpecimen = (label: SpecimenLabel, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(specimenBlocks(label), label.direction, printer, artist);

export const renderLabReport = (report: LabReport, labels: LabReportLabels, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(labReportBlocks(report, labels), report.direction, printer, artist);

/** A page of the record on a paper roll. */
export const renderRecordSheet = (sheet: RecordSheet, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(recordSheetBlocks(sheet), sheet.direction, printer, artist);

export const renderReceipt = (receipt: Receipt, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(receiptBlocks(receipt), receipt.direction, printer, artist);

export const renderDispensing = (label: DispensingLabel, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(dispensingBlocks(label), label.direction, printer, artist);

export const renderBatch = (label: BatchLabel, printer: ReceiptPrinter, artist: LineArtist): Uint8Array =>
  renderBlocks(batchBlocks(label), label.direction, printer, artist);
