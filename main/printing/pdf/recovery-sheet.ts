import type { RecoverySheet, RecoverySheetLabels } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Sheet } from './sheet.ts';

/** A4 in millimetres. */
const PAGE = { width: 210, height: 297, margin: 25 } as const;
const INNER = PAGE.width - 2 * PAGE.margin;
const GROUPS_PER_LINE = 4;
const QR_EDGE = 38;

/** The sheet that opens the clinic's backups on another PC: made once, printed, locked away. */
export function recoverySheetPdf(content: RecoverySheet, labels: RecoverySheetLabels, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: PAGE.width, height: PAGE.height, title: labels.title }, content, context);
  const box = (y: number): { x: number; y: number; width: number } => ({ x: PAGE.margin, y, width: INNER });
  sheet.fill({ x: 0, y: 0, width: PAGE.width, height: 6 }, INK.accent);
  let y: number = PAGE.margin;
  y += sheet.text(content.clinicName, box(y), { size: 12, colour: INK.muted, maxLines: 2 }) + 1;
  y += sheet.text(labels.title, box(y), { size: 26, bold: true, maxLines: 2, leading: 1.3 }) + 3;
  y += sheet.text(labels.purpose, box(y), { size: 11.5, maxLines: 5, leading: 1.5 }) + 8;
  y += drawKey(sheet, content.keyGroups, labels.key, y) + 9;
  y = drawSteps(sheet, labels.steps, y);
  drawCode(sheet, content, y + 4);
  drawBlanks(sheet, [...labels.blanks], `${labels.made} ${content.madeAt}`);
  return sheet.finish();
}

/** The key in large groups inside a frame. It is read left to right in every language. */
function drawKey(sheet: Sheet, groups: readonly string[], label: string, top: number): number {
  const lines = Math.ceil(groups.length / GROUPS_PER_LINE);
  const height = 13 + lines * 11;
  sheet.outline({ x: PAGE.margin, y: top, width: INNER, height }, INK.accent, 2.5, 0.5);
  sheet.text(label, { x: PAGE.margin + 8, y: top + 4, width: INNER - 16 }, { size: 9, colour: INK.muted });
  const cell = (INNER - 16) / GROUPS_PER_LINE;
  for (const [i, group] of groups.entries()) {
    const x = PAGE.margin + 8 + (i % GROUPS_PER_LINE) * cell;
    const style = { size: 21, bold: true, align: 'center', leading: 1.3 } as const;
    const size = sheet.fittingSize(group, cell - 3, style, 9);
    sheet.text(group, { x, y: top + 10 + Math.floor(i / GROUPS_PER_LINE) * 11, width: cell }, { ...style, size, leading: (1.3 * 21) / size });
  }
  return height;
}

function drawSteps(sheet: Sheet, steps: readonly string[], top: number): number {
  const rtl = sheet.options.direction === 'rtl';
  const indent = 9;
  let y = top;
  for (const [i, step] of steps.entries()) {
    const number = { x: rtl ? PAGE.width - PAGE.margin - indent : PAGE.margin, y, width: indent };
    sheet.text(String(i + 1), number, { size: 11.5, bold: true, colour: INK.accent, leading: 1.5 });
    const box = { x: PAGE.margin + (rtl ? 0 : indent), y, width: INNER - indent };
    y += sheet.text(step, box, { size: 11.5, maxLines: 4, leading: 1.5 }) + 2.5;
  }
  return y;
}

/** The same key for a camera, beside nothing: a scanner must not read a neighbour. */
function drawCode(sheet: Sheet, content: RecoverySheet, top: number): void {
  const x = sheet.options.direction === 'rtl' ? PAGE.width - PAGE.margin - QR_EDGE : PAGE.margin;
  // Long instructions leave no room: the typed key is what counts, so the code is what gives way.
  if (top + QR_EDGE > PAGE.height - 62) return;
  sheet.qr(content.keyGroups.join('-'), x, top, QR_EDGE);
}

function drawBlanks(sheet: Sheet, blanks: readonly string[], made: string): void {
  const gap = 8;
  const width = (INNER - gap * (blanks.length - 1)) / Math.max(1, blanks.length);
  const y = PAGE.height - PAGE.margin - 14;
  const ordered = sheet.options.direction === 'rtl' ? [...blanks].reverse() : blanks;
  for (const [i, blank] of ordered.entries()) {
    const x = PAGE.margin + i * (width + gap);
    sheet.rule({ x, y, width }, INK.muted, 0.2);
    sheet.text(blank, { x, y: y + 1, width }, { size: 9, colour: INK.muted });
  }
  sheet.text(made, { x: PAGE.margin, y: y + 10, width: INNER }, { size: 9, colour: INK.muted });
}
