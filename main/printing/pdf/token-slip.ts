import { assertNever } from '#domain/kit/assert-never.ts';
import type { Block } from '#domain/printing/blocks.ts';
import type { TestPage, TokenSlip, TokenSlipLabels } from '#domain/printing/documents.ts';
import { testPageBlocks, tokenSlipBlocks } from '#domain/printing/roll-layout.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Box, type Sheet, type TextStyle } from './sheet.ts';

/** Millimetres: an 80 mm roll prints 72 mm wide. */
const ROLL = { width: 80, margin: 5, top: 5, bottom: 6 } as const;
const BODY_SIZE = 10;
const LINE = 4.76;
const QR_EDGE = 30;
/** Any roll long enough to measure on before the real page is cut to length. */
const ENDLESS = 2000;

/** The token slip as a page of an 80 mm roll, exactly as long as its content. */
export const tokenSlipPdf = (slip: TokenSlip, labels: TokenSlipLabels, context: PdfContext): Promise<Uint8Array> =>
  rollPdf(tokenSlipBlocks(slip, labels), 'Token', slip, context);

export const testPagePdf = (page: TestPage, context: PdfContext): Promise<Uint8Array> =>
  rollPdf(testPageBlocks(page), 'Test page', page, context);

async function rollPdf(
  blocks: readonly Block[], title: string, content: Pick<TokenSlip, 'language' | 'direction'>, context: PdfContext,
): Promise<Uint8Array> {
  const trial = openSheet({ width: ROLL.width, height: ENDLESS, title }, content, context);
  const height = drawBlocks(trial, blocks);
  await trial.finish();
  const sheet = openSheet({ width: ROLL.width, height, title }, content, context);
  drawBlocks(sheet, blocks);
  return sheet.finish();
}

/** Returns the length of roll used. */
function drawBlocks(sheet: Sheet, blocks: readonly Block[]): number {
  let y: number = ROLL.top;
  for (const block of blocks) y += drawBlock(sheet, block, { x: ROLL.margin, y, width: ROLL.width - 2 * ROLL.margin });
  return y + ROLL.bottom;
}

function drawBlock(sheet: Sheet, block: Block, box: Box): number {
  switch (block.kind) {
    case 'text':
      return sheet.text(block.text, box, {
        size: BODY_SIZE * block.scale * (block.bold ? 1.15 : 1), bold: block.bold, align: 'center', maxLines: block.maxLines,
      });
    case 'headline': {
      const style: TextStyle = { size: BODY_SIZE * block.maxScale, bold: true, align: 'center', maxLines: 2, leading: 1.1 };
      return sheet.text(block.text, box, { ...style, size: sheet.fittingSize(block.text, box.width, style, 16) });
    }
    case 'pair':
      return drawPair(sheet, block.label, block.value, box);
    case 'qr':
      sheet.qr(block.text, box.x + (box.width - QR_EDGE) / 2, box.y, QR_EDGE);
      return QR_EDGE;
    case 'bars':
      sheet.bars(block.text, { x: box.x, y: box.y, width: box.width, height: 10 });
      return 11;
    case 'rule':
      sheet.rule(box);
      return 0.25;
    case 'gap':
      return (block.tenths * LINE) / 10;
    default:
      return assertNever(block);
  }
}

/** Label and value share the line; a long value leaves the label at least two fifths, and wraps. */
function drawPair(sheet: Sheet, label: string, value: string, box: Box): number {
  const rtl = sheet.options.direction === 'rtl';
  const valueStyle: TextStyle = { size: BODY_SIZE, bold: true, align: 'end', maxLines: 2 };
  const valueWidth = Math.min(box.width * 0.6, sheet.widthOf(value, valueStyle) + 0.1);
  const labelWidth = box.width - valueWidth - 2;
  const first = sheet.text(label, { x: box.x + (rtl ? valueWidth + 2 : 0), y: box.y, width: labelWidth },
    { size: BODY_SIZE, colour: INK.muted, maxLines: 2 });
  const second = sheet.text(value, { x: box.x + (rtl ? 0 : labelWidth + 2), y: box.y, width: valueWidth }, valueStyle);
  return Math.max(first, second);
}
