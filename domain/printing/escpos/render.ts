import { encode as encodeQr } from 'uqr';
import { assertNever } from '#domain/kit/assert-never.ts';
import { directionOf } from '../bidi.ts';
import { blankBitmap, paste, setDot, type Bitmap } from '../bitmap.ts';
import type { Block } from '../blocks.ts';
import type { Direction } from '../documents.ts';
import { code128Widths, squareText } from '../code128.ts';
import { wrapText } from '../wrap-text.ts';
import { qrCode, QR_LEVEL, utf8 } from './barcodes.ts';
import { encodeText } from './code-pages.ts';
import * as commands from './commands.ts';
import { paperWidth, type LineArtist, type LineStyle, type ReceiptPrinter } from './printer.ts';
import { rasterImage } from './raster.ts';

/** Font A is 12 × 24 dots on a 30-dot line; drawn scripts need more height for marks above and below. */
const COLUMN_DOTS = 12;
const LINE_DOTS = 30;
const DRAWN_LINE_DOTS = 42;

interface Job {
  /** Draws every line, so that a paper in a script the printer lacks does not change its letters from line to line. */
  readonly isDrawn: boolean;
  readonly printer: ReceiptPrinter;
  readonly artist: LineArtist;
  readonly direction: Direction;
  readonly dots: number;
  readonly columns: number;
}

/**
 * ESC/POS bytes of a whole job, from reset to cut. Text the printer's code page carries is sent as letters, any
 * other line is drawn by `artist`. Every line stays within the paper.
 */
export function renderBlocks(blocks: readonly Block[], direction: Direction, printer: ReceiptPrinter, artist: LineArtist): Uint8Array {
  const isDrawn = direction === 'rtl' && blocks.some((block) => lettersOf(block).some((text) => !encodeText(text, printer.codePage)));
  const job = { isDrawn, printer, artist, direction, ...paperWidth[printer.paper] };
  const bytes = [...commands.initialise(), ...commands.selectCodePage(printer.codePage)];
  for (const block of blocks) bytes.push(...renderBlock(block, job));
  bytes.push(...commands.align('left'), ...(printer.cutter ? commands.cut() : commands.feedLines(5)));
  return Uint8Array.from(bytes);
}

/** What of a block is set in letters. */
function lettersOf(block: Block): readonly string[] {
  if (block.kind === 'pair') return [block.label, block.value];
  return block.kind === 'text' || block.kind === 'headline' ? [block.text] : [];
}

const isCarried = (text: string, { isDrawn, printer }: Job): boolean => !isDrawn && encodeText(text, printer.codePage) !== undefined;

function renderBlock(block: Block, job: Job): number[] {
  switch (block.kind) {
    case 'text':
      return textLines(block.text, block.scale, block.bold, block.maxLines, job);
    case 'headline':
      return headline(block.text, block.maxScale, job);
    case 'pair':
      return pairLine(block.label, block.value, job);
    case 'qr':
      return job.printer.qr === 'native' ? nativeQr(block.text, job) : drawnQr(block.text, job);
    case 'bars':
      return drawnBars(block.text, block.orSquare ?? false, job);
    case 'rule':
      return rasterImage(ruleBitmap(job.dots));
    case 'gap':
      return commands.feedDots((block.tenths * LINE_DOTS) / 10);
    default:
      return assertNever(block);
  }
}

/** Centred lines, as letters when the code page has them all. */
function textLines(text: string, scale: number, bold: boolean, maxLines: number, job: Job): number[] {
  if (isCarried(text, job)) {
    const lines = wrapText(text, Math.floor(job.columns / scale), maxLines, columnsOf, '...');
    return lines.flatMap((line) => letters(line, scale, bold, 'center', job));
  }
  // A line of digits alone reads from the left on every paper.
  const style = { ...styleOf(scale, bold, job), direction: directionOf(text, 'ltr') };
  return wrapText(text, job.dots, maxLines, (part) => job.artist.widthOf(part, style), '…')
    .flatMap((line) => rasterImage(placeLine(job.artist.draw(line, { ...style, widthDots: job.dots }), 'center', job)));
}

function headline(text: string, maxScale: number, job: Job): number[] {
  const fitting = isCarried(text, job)
    ? Math.floor(job.columns / Math.max(1, text.length))
    : Math.floor(job.dots / Math.max(1, job.artist.widthOf(text, styleOf(1, true, job))));
  return textLines(text, Math.min(maxScale, Math.max(1, fitting)), true, 2, job);
}

/** Both on one line when they fit; else the value goes below, at the far side. */
function pairLine(label: string, value: string, job: Job): number[] {
  const start = job.direction === 'rtl' ? 'right' : 'left';
  const end = start === 'left' ? 'right' : 'left';
  if (!isCarried(label + value, job)) return drawnPair(label, value, start, end, job);
  const room = job.columns - columnsOf(label) - columnsOf(value);
  const [first, second] = start === 'left' ? [label, value] : [value, label];
  if (room >= 1) return letters(first + ' '.repeat(room) + second, 1, false, 'left', job);
  return [
    ...wrapText(label, job.columns, 2, columnsOf, '...').flatMap((line) => letters(line, 1, false, start, job)),
    ...wrapText(value, job.columns, 2, columnsOf, '...').flatMap((line) => letters(line, 1, false, end, job)),
  ];
}

function drawnPair(label: string, value: string, start: commands.Align, end: commands.Align, job: Job): number[] {
  // A date, a number or an amount reads from the left on Arabic paper too.
  const style = (text: string): LineStyle => ({ ...styleOf(1, false, job), direction: directionOf(text, 'ltr') });
  const width = (text: string): number => job.artist.widthOf(text, style(text));
  const lines = (text: string, side: commands.Align): Bitmap[] => wrapText(text, job.dots, 2, width, '…')
    .map((line) => placeLine(job.artist.draw(line, { ...style(text), widthDots: job.dots }), side, job));
  const labels = lines(label, start);
  const values = lines(value, end);
  const [first] = labels;
  const [last] = values;
  if (first && last && width(label) + width(value) + COLUMN_DOTS <= job.dots) {
    paste(first, last, 0, 0);
    return rasterImage(first);
  }
  return [...labels, ...values].flatMap(rasterImage);
}

function letters(line: string, scale: number, bold: boolean, side: commands.Align, job: Job): number[] {
  return [
    ...commands.align(side), ...commands.size(scale), ...commands.bold(bold),
    ...(encodeText(line, job.printer.codePage) ?? []), ...commands.lineEnd(),
    ...commands.bold(false), ...commands.size(1), ...commands.align('left'),
  ];
}

const columnsOf = (text: string): number => [...text].length;

const styleOf = (scale: number, bold: boolean, job: Job): LineStyle =>
  ({ heightDots: DRAWN_LINE_DOTS * scale, bold, direction: job.direction });

/** Pictures are placed by us: many printers ignore ESC a for them. */
function placeLine(drawn: Bitmap, side: commands.Align, job: Job): Bitmap {
  const line = blankBitmap(job.dots, drawn.height);
  const spare = Math.max(0, job.dots - drawn.width);
  paste(line, drawn, { left: 0, center: spare >> 1, right: spare }[side], 0);
  return line;
}

function ruleBitmap(dots: number): Bitmap {
  const rule = blankBitmap(dots, 2);
  rule.data.fill(0xff);
  return rule;
}

/** Module edge that makes the code about two fifths of the paper: quick to scan, short on paper. */
const moduleDots = (modules: number, job: Job): number => Math.min(8, Math.max(2, Math.floor((job.dots * 0.42) / modules)));

function nativeQr(text: string, job: Job): number[] {
  const { size } = qrMatrix(text);
  return [...commands.align('center'), ...qrCode(text, moduleDots(size, job)), ...commands.lineEnd(), ...commands.align('left')];
}

function drawnQr(text: string, job: Job): number[] {
  const { size, data } = qrMatrix(text);
  const edge = moduleDots(size, job);
  const picture = blankBitmap(size * edge, size * edge);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (data[Math.floor(y / edge)]?.[Math.floor(x / edge)]) setDot(picture, x, y);
    }
  }
  return rasterImage(placeLine(picture, 'center', job));
}

const BAR_DOTS = 64;
/** A bar of one dot is an eighth of a millimetre: paper and scanner have to be good. */
const SAFE_EDGE = 2;

/** Bars as a picture: printers differ in what they draw themselves, and a scanner must read every label. */
function drawnBars(text: string, orSquare: boolean, job: Job): number[] {
  const widths = code128Widths(text);
  if (!widths) return [];
  const modules = widths.reduce((sum, width) => sum + width, 0);
  // Ten modules of quiet zone on either side.
  const edge = Math.min(3, Math.floor(job.dots / (modules + 20)));
  if (orSquare && edge < SAFE_EDGE) return drawnQr(squareText(text), job);
  if (edge < 1) return [];
  const picture = blankBitmap(modules * edge, BAR_DOTS);
  let x = 0;
  for (const [index, width] of widths.entries()) {
    const end = x + width * edge;
    if (index % 2 === 0) for (let dot = x; dot < end; dot += 1) for (let y = 0; y < BAR_DOTS; y += 1) setDot(picture, dot, y);
    x = end;
  }
  return rasterImage(placeLine(picture, 'center', job));
}

const qrMatrix = (text: string): { size: number; data: boolean[][] } =>
  encodeQr(utf8(text), { ecc: QR_LEVEL, border: 0, boostEcc: false });
