import type { TableSheet } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Sheet } from './sheet.ts';

/** A4 in millimetres. */
const PAGE = { width: 210, height: 297, margin: 15, foot: 18 } as const;
const INNER = PAGE.width - 2 * PAGE.margin;
const GAP = 3;
/** Room to write a number by hand. */
const ROW = 8;
const CELL = { size: 9.5, leading: 1.3, maxLines: 2 } as const;
const SMALL = { size: 8.5, leading: 1.4, colour: INK.muted } as const;

type Place = { readonly x: number; readonly width: number };

/** Where each column begins, the first one where the language begins. */
function placesOf(sheet: Sheet, { columns }: TableSheet): Place[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  let start = 0;
  return columns.map(({ share }) => {
    const width = (share / all) * INNER;
    const x = sheet.options.direction === 'rtl' ? PAGE.width - PAGE.margin - start - width + GAP : PAGE.margin + start;
    start += width;
    return { x, width: width - GAP };
  });
}

/** A table over as many pages as it needs, each with its heads and number. */
export function tableSheetPdf(table: TableSheet, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: PAGE.width, height: PAGE.height, title: table.title }, table, context);
  const places = placesOf(sheet, table);
  let page = 1;
  let y = drawHeads(sheet, table, places, drawTop(sheet, table));
  for (const row of table.rows) {
    const height = Math.max(ROW, ...row.map((cell, index) => sheet.heightOf(cell, places[index]?.width ?? INNER, CELL) + 2.4));
    if (y + height > PAGE.height - PAGE.foot) {
      drawFoot(sheet, table, page);
      page += 1;
      sheet.nextPage();
      y = drawHeads(sheet, table, places, PAGE.margin);
    }
    drawRow(sheet, table, places, row, { y, height });
    y += height;
  }
  drawFoot(sheet, table, page);
  return sheet.finish();
}

function drawTop(sheet: Sheet, { clinicName, title, facts }: TableSheet): number {
  sheet.fill({ x: 0, y: 0, width: PAGE.width, height: 4 }, INK.accent);
  let y: number = PAGE.margin - 3;
  const box = () => ({ x: PAGE.margin, y, width: INNER });
  y += sheet.text(clinicName, box(), { size: 10.5, colour: INK.muted, maxLines: 2 });
  y += sheet.text(title, box(), { size: 17, bold: true, leading: 1.35, maxLines: 2 });
  for (const [label, value] of facts) y += sheet.text(`${label}: ${value}`, box(), { ...SMALL, size: 9.5, maxLines: 2 });
  return y + 3;
}

function drawHeads(sheet: Sheet, { columns }: TableSheet, places: readonly Place[], y: number): number {
  sheet.fill({ x: PAGE.margin, y, width: INNER, height: 7 }, '#eef3f2');
  for (const [index, { head, end }] of columns.entries()) {
    const place = places[index];
    if (place) sheet.text(head, { ...inset(place, index, sheet), y: y + 1.3 }, { ...SMALL, bold: true, colour: INK.text, align: end === true ? 'end' : 'start' });
  }
  return y + 7;
}

/** The first column keeps off the edge of the shaded line. */
const inset = ({ x, width }: Place, index: number, sheet: Sheet): Place =>
  (index > 0 ? { x, width } : { x: sheet.options.direction === 'rtl' ? x : x + 1.5, width: width - 1.5 });

function drawRow(sheet: Sheet, { columns }: TableSheet, places: readonly Place[], row: readonly string[], { y, height }: { readonly y: number; readonly height: number }): void {
  for (const [index, { end, blank }] of columns.entries()) {
    const [place, cell] = [places[index], row[index] ?? ''];
    if (!place) continue;
    if (blank === true && cell === '') sheet.rule({ ...place, y: y + height - 1.6 }, INK.muted, 0.2);
    else sheet.text(cell, { ...inset(place, index, sheet), y: y + 1.6 }, { ...CELL, align: end === true ? 'end' : 'start' });
  }
  sheet.rule({ x: PAGE.margin, y: y + height, width: INNER }, '#d9e0de', 0.15);
}

function drawFoot(sheet: Sheet, { page: word }: TableSheet, page: number): void {
  sheet.text(`${word} ${String(page)}`, { x: PAGE.margin, y: PAGE.height - PAGE.foot + 6, width: INNER }, { ...SMALL, align: 'end' });
}
