import { directionOf } from '#domain/printing/bidi.ts';
import type { Receipt } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Sheet } from './sheet.ts';

/** A4 in millimetres. */
const PAGE = { width: 210, height: 297, margin: 20 } as const;
const INNER = PAGE.width - 2 * PAGE.margin;
/** What an amount takes of the line. */
const AMOUNT = 50;
const SMALL = { size: 9, leading: 1.4, colour: INK.muted } as const;

/** A receipt, a bill or a report: words where the language begins, amounts under each other where it ends. */
export function receiptPdf(receipt: Receipt, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: PAGE.width, height: PAGE.height, title: receipt.title }, receipt, context);
  let y = drawHead(sheet, receipt);
  let page = 1;
  const room = (height: number): void => {
    if (y + height <= PAGE.height - PAGE.margin) return;
    sheet.nextPage();
    page += 1;
    y = drawNextHead(sheet, receipt, page);
  };
  for (const { title, detail, amount } of receipt.rows) {
    room(detail === '' ? 9 : 13);
    y += drawLine(sheet, title, amount, y, { size: 10.5 });
    if (detail !== '') y += sheet.text(detail, words(sheet, y), { ...SMALL, maxLines: 2, reads: directionOf(detail, 'ltr') });
    y += 1.2;
  }
  if (receipt.rows.length > 0) sheet.rule({ x: PAGE.margin, y: y + 1, width: INNER }, INK.muted, 0.2);
  y += 3.5;
  // What it comes to stays together.
  room(Math.min(receipt.totals.length * 9, PAGE.height / 2));
  for (const { label, amount, strong } of receipt.totals) {
    room(9);
    y += drawLine(sheet, label, amount, y, { size: strong ? 12.5 : 10.5, bold: strong }) + 0.8;
  }
  y += 8;
  for (const note of receipt.notes) {
    room(9);
    y += sheet.text(note, { x: PAGE.margin, y, width: INNER }, { ...SMALL, size: 10, maxLines: 3 });
  }
  return sheet.finish();
}

const isRtl = (sheet: Sheet): boolean => sheet.options.direction === 'rtl';
const words = (sheet: Sheet, y: number) => ({ x: isRtl(sheet) ? PAGE.margin + AMOUNT : PAGE.margin, y, width: INNER - AMOUNT });
const amounts = (sheet: Sheet, y: number) => ({ x: isRtl(sheet) ? PAGE.margin : PAGE.margin + INNER - AMOUNT, y, width: AMOUNT });

/** Returns the height it took. */
function drawLine(sheet: Sheet, text: string, amount: string, y: number, style: { readonly size: number; readonly bold?: boolean }): number {
  sheet.text(amount, amounts(sheet, y), { ...style, align: 'end', reads: 'ltr' });
  return sheet.text(text, words(sheet, y), { ...style, maxLines: 2 });
}

/** Clinic, title and facts. Returns where the lines begin. */
function drawHead(sheet: Sheet, { clinicName, title, facts }: Receipt): number {
  sheet.fill({ x: 0, y: 0, width: PAGE.width, height: 4 }, INK.accent);
  let y: number = PAGE.margin - 3;
  const box = () => ({ x: PAGE.margin, y, width: INNER });
  y += sheet.text(clinicName, box(), { size: 11, colour: INK.muted, maxLines: 2 });
  y += sheet.text(title, box(), { size: 19, bold: true, leading: 1.35 }) + 1;
  const label = 42;
  for (const [name, value] of facts) {
    sheet.text(name, { x: isRtl(sheet) ? PAGE.margin + INNER - label : PAGE.margin, y, width: label }, { ...SMALL, size: 10 });
    y += sheet.text(value, { x: isRtl(sheet) ? PAGE.margin : PAGE.margin + label, y, width: INNER - label }, { size: 10, leading: 1.4, maxLines: 2, reads: directionOf(value, 'ltr') });
  }
  sheet.rule({ x: PAGE.margin, y: y + 2, width: INNER }, INK.muted, 0.2);
  return y + 4;
}

/** What later pages begin with: which document, which page. */
function drawNextHead(sheet: Sheet, { title, facts }: Receipt, page: number): number {
  const y = PAGE.margin - 6;
  const box = { x: PAGE.margin, y, width: INNER };
  sheet.text(String(page), box, { ...SMALL, align: 'end' });
  const height = sheet.text([title, facts[0]?.[1] ?? ''].join(' · '), box, { ...SMALL });
  sheet.rule({ ...box, y: y + height + 1 }, INK.muted, 0.2);
  return y + height + 4;
}
