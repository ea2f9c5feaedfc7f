import type { LabReport, LabReportLabels, LabReportRow } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Sheet, type TextStyle } from './sheet.ts';

/** A4 in millimetres. */
const PAGE = { width: 210, height: 297, margin: 18, foot: 22 } as const;
const INNER = PAGE.width - 2 * PAGE.margin;
/** Shares of the line: test, result, unit, range, flag. */
const COLUMNS = [0.31, 0.16, 0.18, 0.16, 0.19] as const;
const GAP = 2;
const SMALL = { size: 8.5, leading: 1.4 } as const;
const DANGER = '#a3160e';

/** Where each column of a line begins, the first one where the language begins. */
function columnsOf(sheet: Sheet): { x: number; width: number }[] {
  const rtl = sheet.options.direction === 'rtl';
  let start = 0;
  return COLUMNS.map((share) => {
    const width = share * INNER;
    const x = rtl ? PAGE.width - PAGE.margin - start - width + GAP : PAGE.margin + start;
    start += width;
    return { x, width: width - GAP };
  });
}

/** The report of one order: who, which specimens, every result with its range and flag, and what was corrected. */
export function labReportPdf(report: LabReport, labels: LabReportLabels, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: PAGE.width, height: PAGE.height, title: labels.title }, report, context);
  let page = 1;
  let y = drawTableHead(sheet, labels, drawHead(sheet, report, labels));
  for (const row of report.rows) {
    const height = heightOf(sheet, row);
    if (y + height > PAGE.height - PAGE.foot) {
      drawFoot(sheet, report, labels, page);
      page += 1;
      sheet.nextPage();
      y = drawTableHead(sheet, labels, PAGE.margin);
    }
    drawRow(sheet, row, y);
    y += height;
  }
  y += 4;
  for (const remark of report.remarks) y += sheet.text(remark, { x: PAGE.margin, y, width: INNER }, { ...SMALL, maxLines: 3, colour: INK.muted });
  drawFoot(sheet, report, labels, page);
  return sheet.finish();
}

/** Clinic, title, state and the facts of the order in two columns. Returns where the table begins. */
function drawHead(sheet: Sheet, report: LabReport, labels: LabReportLabels): number {
  sheet.fill({ x: 0, y: 0, width: PAGE.width, height: 4 }, INK.accent);
  let y: number = PAGE.margin - 4;
  const box = (top: number): { x: number; y: number; width: number } => ({ x: PAGE.margin, y: top, width: INNER });
  y += sheet.text(report.clinicName, box(y), { size: 11, colour: INK.muted, maxLines: 2 });
  const title = { size: 20, bold: true, leading: 1.3 };
  sheet.text(report.status, box(y + 2), { size: 12, bold: true, align: 'end', colour: report.final ? INK.accent : DANGER });
  y += sheet.text(labels.title, { ...box(y), width: INNER * 0.65, x: sheet.options.direction === 'rtl' ? PAGE.margin + INNER * 0.35 : PAGE.margin }, title) + 2;
  sheet.rule(box(y), INK.muted);
  y += 2;
  const half = INNER / 2;
  const rtl = sheet.options.direction === 'rtl';
  let height = 0;
  for (const [index, [label, value]] of report.facts.entries()) {
    const side = index % 2;
    const x = PAGE.margin + ((side === 1) === rtl ? 0 : half);
    const used = sheet.text(label, { x, y, width: half - 4 }, { ...SMALL, colour: INK.muted });
    height = Math.max(height, used + sheet.text(value, { x, y: y + used - 0.6, width: half - 4 }, { size: 10.5, maxLines: 2, leading: 1.35 }));
    if (side === 1 || index === report.facts.length - 1) {
      y += height + 1;
      height = 0;
    }
  }
  return y + 3;
}

function drawTableHead(sheet: Sheet, labels: LabReportLabels, y: number): number {
  const columns = columnsOf(sheet);
  sheet.fill({ x: PAGE.margin, y, width: INNER, height: 7 }, '#eef3f2');
  for (const [index, word] of [labels.test, labels.result, labels.unit, labels.range, labels.flag].entries()) {
    const column = columns[index];
    if (column) sheet.text(word, { ...column, y: y + 1.2 }, { ...SMALL, bold: true });
  }
  return y + 8;
}

const cellStyles = (row: LabReportRow): readonly TextStyle[] => {
  const loud = row.flag !== '';
  const colour = row.critical ? DANGER : INK.text;
  return [{ size: 10.5, maxLines: 2 }, { size: 10.5, bold: loud, maxLines: 2, colour, reads: 'ltr' }, { size: 9.5, colour: INK.muted, maxLines: 2, reads: 'ltr' }, { size: 9.5, reads: 'ltr' }, { size: 10, bold: true, maxLines: 2, colour }];
};

const cellsOf = (row: LabReportRow): readonly string[] => [row.test, row.value, row.unit, row.range, row.flag];

function heightOf(sheet: Sheet, row: LabReportRow): number {
  const columns = columnsOf(sheet);
  const cells = cellsOf(row).map((text, index) => sheet.heightOf(text, columns[index]?.width ?? INNER, cellStyles(row)[index] ?? SMALL));
  return Math.max(...cells) + row.notes.reduce((sum, note) => sum + sheet.heightOf(note, INNER - 6, { ...SMALL, maxLines: 2 }), 0) + 1.8;
}

function drawRow(sheet: Sheet, row: LabReportRow, top: number): void {
  const columns = columnsOf(sheet);
  let height = 0;
  for (const [index, text] of cellsOf(row).entries()) {
    const column = columns[index];
    if (column) height = Math.max(height, sheet.text(text, { ...column, y: top + 0.6 }, cellStyles(row)[index] ?? SMALL));
  }
  let y = top + height + 0.6;
  const x = PAGE.margin + (sheet.options.direction === 'rtl' ? 0 : 6);
  for (const note of row.notes) y += sheet.text(note, { x, y, width: INNER - 6 }, { ...SMALL, colour: INK.muted, maxLines: 2 });
  sheet.rule({ x: PAGE.margin, y: top + heightOf(sheet, row) - 0.3, width: INNER }, '#d5dddb', 0.15);
}

function drawFoot(sheet: Sheet, report: LabReport, labels: LabReportLabels, page: number): void {
  const y = PAGE.height - PAGE.margin + 4;
  sheet.text(report.printedAt, { x: PAGE.margin, y, width: INNER }, { ...SMALL, colour: INK.muted });
  sheet.text(`${labels.page} ${String(page)}`, { x: PAGE.margin, y, width: INNER }, { ...SMALL, colour: INK.muted, align: 'end' });
}
