import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { encode as encodeQr } from 'uqr';
import { blankBitmap, dotAt, paste, setDot, type Bitmap } from '#domain/printing/bitmap.ts';
import type { LineArtist } from '#domain/printing/escpos/printer.ts';
import { readEscpos, type PrintedItem } from './escpos-reader.ts';

/** A cell of font A and the line it stands on, in dots. */
const CELL = { width: 12, height: 24, line: 30 } as const;

/** The paper that leaves an 80 mm receipt printer for these bytes, as dots. */
export function paperOf(bytes: Uint8Array, artist: LineArtist, dots = 576): Bitmap {
  const items = readEscpos(bytes);
  const heights = items.map((item) => heightOf(item));
  const paper = blankBitmap(dots, heights.reduce((sum, height) => sum + height, 0) + 60);
  let y = 20;
  for (const [index, item] of items.entries()) {
    drawItem(paper, item, y, artist);
    y += heights[index] ?? 0;
  }
  return paper;
}

function heightOf(item: PrintedItem): number {
  if (item.kind === 'line') return CELL.line * item.scale;
  if (item.kind === 'feed') return item.dots;
  if (item.kind === 'raster') return item.height;
  return item.kind === 'qr' ? encodeQr(item.text).size * item.moduleDots : 0;
}

function drawItem(paper: Bitmap, item: PrintedItem, y: number, artist: LineArtist): void {
  if (item.kind === 'raster') paste(paper, { ...item, bytesPerRow: item.width / 8 }, 0, y);
  if (item.kind === 'qr') drawQr(paper, item.text, item.moduleDots, y);
  if (item.kind !== 'line') return;
  const width = CELL.width * item.scale;
  const spare = paper.width - item.columns * CELL.width;
  const start = [0, spare >> 1, spare][item.align] ?? 0;
  for (const [column, letter] of [...item.text].entries()) {
    if (letter === ' ') continue;
    const drawn = letterOf(letter, item, artist);
    paste(paper, drawn, start + column * width + ((width - drawn.width) >> 1), y);
  }
}

const drawnLetters = new Map<string, Bitmap>();

function letterOf(letter: string, { scale, bold }: { readonly scale: number; readonly bold: boolean }, artist: LineArtist): Bitmap {
  const key = `${letter} ${String(scale)} ${String(bold)}`;
  const drawn = drawnLetters.get(key) ?? artist.draw(letter, { heightDots: CELL.line * scale, widthDots: 2 * CELL.width * scale, bold, direction: 'ltr' });
  drawnLetters.set(key, drawn);
  return drawn;
}

function drawQr(paper: Bitmap, text: string, edge: number, top: number): void {
  const { size, data } = encodeQr(text);
  const left = (paper.width - size * edge) >> 1;
  for (let y = 0; y < size * edge; y += 1) {
    for (let x = 0; x < size * edge; x += 1) if (data[Math.floor(y / edge)]?.[Math.floor(x / edge)]) setDot(paper, left + x, top + y);
  }
}

/** Dots as a PNG of one bit, with a margin of paper around them (PNG specification, colour type 0). */
export function pngOf(dots: Bitmap, margin = 24): Buffer {
  const [width, height] = [dots.width + 2 * margin, dots.height + 2 * margin];
  const rowBytes = Math.ceil(width / 8) + 1;
  const rows = Buffer.alloc(rowBytes * height, 0xff);
  for (let y = 0; y < height; y += 1) {
    rows[y * rowBytes] = 0;
    for (let x = 0; x < width; x += 1) {
      const at = y * rowBytes + 1 + (x >> 3);
      if (dotAt(dots, x - margin, y - margin)) rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Where a person looks at what tests printed. Pictures of pages are only made where poppler is installed. */
export function keepPaper(name: string, { pdf, roll }: { readonly pdf?: Uint8Array; readonly roll?: Bitmap }): void {
  const folder = join(import.meta.dirname, '../../test-results/papers');
  mkdirSync(folder, { recursive: true });
  if (roll) writeFileSync(join(folder, `${name}-roll.png`), pngOf(roll));
  if (!pdf) return;
  writeFileSync(join(folder, `${name}.pdf`), pdf);
  spawnSync('pdftoppm', ['-png', '-r', '70', join(folder, `${name}.pdf`), join(folder, name)]);
}
