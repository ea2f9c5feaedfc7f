import type { SpecimenLabel } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK } from './sheet.ts';

/** Millimetres: the usual label of a tube. */
const LABEL = { width: 50, height: 25, margin: 1.5 } as const;

/** The label of a tube: bars along it for the analyser, the number for people, whose it is and what for. */
export function specimenLabelPdf(label: SpecimenLabel, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: LABEL.width, height: LABEL.height, title: label.number }, label, context);
  const box = (y: number): { x: number; y: number; width: number } => ({ x: LABEL.margin, y, width: LABEL.width - 2 * LABEL.margin });
  const name = { size: 8, bold: true, leading: 1.2 };
  let y = 0.8;
  y += sheet.text(label.name, box(y), { ...name, size: sheet.fittingSize(label.name, box(0).width, name, 6) });
  y += sheet.text(label.who, box(y), { size: 6, leading: 1.2 });
  sheet.bars(label.number.replaceAll('-', ''), { ...box(y + 0.4), height: 8 });
  y += 8.8;
  y += sheet.text(label.number, box(y), { size: 8, bold: true, align: 'center', leading: 1.15 });
  y += sheet.text(label.what, box(y), { size: 5.5, leading: 1.2 });
  sheet.text(label.tests, box(y), { size: 5.5, colour: INK.muted, leading: 1.15 });
  return sheet.finish();
}
