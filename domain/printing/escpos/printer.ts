import type { Bitmap } from '../bitmap.ts';
import type { Direction } from '../documents.ts';
import type { CodePageName } from './code-pages.ts';

/** What the encoder must know of a receipt printer. */
export interface ReceiptPrinter {
  readonly paper: '58mm' | '80mm';
  readonly codePage: CodePageName;
  /** `drawn` for printers that know no GS ( k and would print its bytes as letters. */
  readonly qr: 'native' | 'drawn';
  readonly cutter: boolean;
}

/** What most printers sold today are. */
export const usualPrinter: ReceiptPrinter = { paper: '80mm', codePage: 'wpc1252', qr: 'native', cutter: true };

/** Printable width in dots and in columns of font A (12 dots). */
export const paperWidth = {
  '58mm': { dots: 384, columns: 32 },
  '80mm': { dots: 576, columns: 48 },
} as const;

export interface LineStyle {
  /** Height of the whole line, ascenders to descenders, in dots. */
  readonly heightDots: number;
  readonly bold: boolean;
  /** Direction of the line when its own letters do not tell. */
  readonly direction: Direction;
}

/** Draws text for which a printer has no letters. Real fonts in main/printing, blocks of dots in tests. */
export interface LineArtist {
  /** Dots the text would take. */
  readonly widthOf: (text: string, style: LineStyle) => number;
  /** The text on one line, its bitmap as wide as the ink needs but never wider than `widthDots`. */
  readonly draw: (text: string, style: LineStyle & { readonly widthDots: number }) => Bitmap;
}
