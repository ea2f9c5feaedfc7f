import type { BatchLabel, DispensingLabel } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK } from './sheet.ts';

/** Millimetres. */
const HOME = { width: 70, height: 40, margin: 3 } as const;
const SHELF = { width: 50, height: 30, margin: 2 } as const;
const FOOT = 6;

/** What goes on a pack that a patient takes home: whose it is, what it is, and largest how to take it. */
export function dispensingLabelPdf(label: DispensingLabel, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: HOME.width, height: HOME.height, title: label.number }, label, context);
  const inner = HOME.width - 2 * HOME.margin;
  let y = 1.6;
  const box = () => ({ x: HOME.margin, y, width: inner });
  const half = { width: inner * 0.6, x: sheet.options.direction === 'rtl' ? HOME.margin + inner * 0.4 : HOME.margin };
  sheet.text(label.date, box(), { size: 6, align: 'end', reads: 'ltr', colour: INK.muted });
  y += sheet.text(label.clinicName, { ...box(), ...half }, { size: 6, colour: INK.muted, maxLines: 1, leading: 1.3 });
  const name = { size: 9.5, bold: true, leading: 1.25 };
  y += sheet.text(label.patient, box(), { ...name, size: sheet.fittingSize(label.patient, inner, name, 7), maxLines: 1 });
  y += sheet.text(label.number, box(), { size: 6, leading: 1.3, colour: INK.muted });
  sheet.rule({ ...box(), y: y + 0.4 }, INK.muted, 0.2);
  y += 1.2;
  const drug = `${label.drug} · ${label.quantity}`;
  y += sheet.text(drug, box(), { size: sheet.widthOf(drug, { size: 8 }) > inner ? 7 : 8, maxLines: 2, leading: 1.25 }) + 0.6;
  // The largest letters in which all of it, and what the prescriber added, still stands above the foot.
  const added = { size: 7, leading: 1.2, maxLines: 3 };
  const room = HOME.height - FOOT - y - (label.instructions === '' ? 0 : sheet.heightOf(label.instructions, inner, added));
  const dose = [13, 11.5, 10, 9, 8, 7].map((size) => ({ size, bold: true, leading: 1.25, maxLines: 6 })).find((style) => sheet.heightOf(label.dose, inner, style) <= room)
    ?? { size: 6.5, bold: true, leading: 1.2, maxLines: 5 };
  if (label.dose !== '') y += sheet.text(label.dose, box(), dose);
  if (label.instructions !== '') sheet.text(label.instructions, box(), added);
  y = HOME.height - FOOT + 0.6;
  y += sheet.text(label.lot, box(), { size: 5.5, colour: INK.muted, maxLines: 1, leading: 1.3 });
  sheet.text(label.note, box(), { size: 5.5, maxLines: 1, leading: 1.3 });
  return sheet.finish();
}

/** The label of a batch or shelf: what it is, until when, and bars to scan. */
export function batchLabelPdf(label: BatchLabel, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: SHELF.width, height: SHELF.height, title: label.name }, label, context);
  const inner = SHELF.width - 2 * SHELF.margin;
  const box = (y: number) => ({ x: SHELF.margin, y, width: inner });
  let y = 1.4;
  y += sheet.text(label.name, box(y), { size: 9, bold: true, maxLines: 2, leading: 1.2 }) + 0.4;
  for (const [word, value] of label.facts) y += sheet.text(`${word}: ${value}`, box(y), { size: 7, maxLines: 1, leading: 1.25 });
  if (label.code !== '') {
    sheet.bars(label.bars ?? label.code, { ...box(SHELF.height - 10.4), height: 7 });
    sheet.text(label.code, box(SHELF.height - 3.2), { size: sheet.fittingSize(label.code, inner, { size: 6 }, 4), align: 'center', reads: 'ltr', maxLines: 1 });
  }
  return sheet.finish();
}
