import type { PatientCard, PatientCardLabels } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Box, type Sheet } from './sheet.ts';

/** ID-1, the size of a bank card (ISO/IEC 7810), in millimetres. */
const CARD = { width: 85.6, height: 53.98, margin: 5 } as const;
const HEADER = 10;
const QR_EDGE = 22;

/** A patient card of bank-card size: the clinic, the name, what identifies, a code to scan. */
export function patientCardPdf(card: PatientCard, labels: PatientCardLabels, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: CARD.width, height: CARD.height, title: card.number }, card, context);
  const rtl = card.direction === 'rtl';
  const inner = CARD.width - 2 * CARD.margin;
  sheet.fill({ x: 0, y: 0, width: CARD.width, height: HEADER }, INK.accent);
  sheet.text(card.clinicName, { x: CARD.margin, y: 2.6, width: inner }, { size: 10, bold: true, colour: INK.paper });

  const nameBox = { x: CARD.margin, y: HEADER + 3.2, width: inner };
  const nameStyle = { size: 14, bold: true, maxLines: 2, leading: 1.25 };
  sheet.text(card.name, nameBox, { ...nameStyle, size: sheet.fittingSize(card.name, inner, nameStyle, 11) });

  const bottom = CARD.height - CARD.margin;
  sheet.qr(card.qrText, rtl ? CARD.margin : CARD.width - CARD.margin - QR_EDGE, bottom - QR_EDGE, QR_EDGE);
  const width = inner - QR_EDGE - 4;
  const x = rtl ? CARD.margin + QR_EDGE + 4 : CARD.margin;
  field(sheet, labels.number, card.number, { x, y: bottom - QR_EDGE - 0.6, width }, 13);
  const birthWidth = width * 0.64;
  const sexWidth = width - birthWidth - 3;
  const [birthX, sexX] = rtl ? [x + sexWidth + 3, x] : [x, x + birthWidth + 3];
  field(sheet, labels.birth, card.birthText, { x: birthX, y: bottom - 8.6, width: birthWidth }, 9.5);
  field(sheet, labels.sex, card.sex, { x: sexX, y: bottom - 8.6, width: sexWidth }, 9.5);
  return sheet.finish();
}

/** A small grey word over its value, the value shrunk to one line before it is clipped. */
function field(sheet: Sheet, label: string, value: string, box: Box, size: number): void {
  const below = sheet.text(label, box, { size: 7, colour: INK.muted });
  const style = { size, bold: true };
  const fitted = sheet.fittingSize(value, box.width, style, 7.5);
  // The line of a shrunken value keeps the height of a full one, so that neighbours stay level.
  sheet.text(value, { ...box, y: box.y + below }, { ...style, size: fitted, leading: (1.3 * size) / fitted });
}
