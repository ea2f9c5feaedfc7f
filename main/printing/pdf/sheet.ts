import PDFDocument from 'pdfkit';
import { encode as encodeQr } from 'uqr';
import { code128Widths } from '#domain/printing/code128.ts';
import type { Direction } from '#domain/printing/documents.ts';
import { wrapText } from '#domain/printing/wrap-text.ts';
import type { Weight } from '../fonts/font-files.ts';
import type { Typefaces } from '../fonts/typefaces.ts';
import { legibleText } from '../text/legible-text.ts';
import { lineWidth, shapeLine, type ShapedRun } from '../text/shape-line.ts';

/** PDF points in a millimetre. All lengths in this folder are millimetres, letter sizes are points. */
const POINTS = 72 / 25.4;

/** Same ink everywhere: near-black for text, grey for words that explain, the clinic's teal for one accent. */
export const INK = { text: '#16211f', muted: '#5b6765', accent: '#0b5c58', paper: '#ffffff' } as const;

export interface SheetOptions {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly language: string;
  readonly direction: Direction;
  readonly madeAt: Date;
  readonly typefaces: Typefaces;
}

export interface TextStyle {
  /** Letter size in points. */
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  /** `start` and `end` follow the document's direction. */
  readonly align?: 'start' | 'center' | 'end';
  readonly maxLines?: number;
  /** How the text itself reads where that is not the document's direction: numbers, units and ranges. */
  readonly reads?: Direction;
  /** Baseline to baseline, in letter sizes. */
  readonly leading?: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** One page of exact size, on which text of any bundled script is placed, wrapped and clipped. */
export class Sheet {
  readonly options: SheetOptions;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #bytes: Promise<Uint8Array>;

  constructor(options: SheetOptions) {
    this.options = options;
    this.#pdf = new PDFDocument({
      size: [options.width * POINTS, options.height * POINTS], margin: 0, lang: options.language, displayTitle: true,
      info: { Title: options.title, Creator: 'Daybook', Producer: 'Daybook', CreationDate: options.madeAt },
      // PDFKit would otherwise start with Helvetica, whose metrics are files a bundle does not carry.
      font: null as unknown as string,
    });
    this.#bytes = collect(this.#pdf);
  }

  /** Draws wrapped text with its top at `box.y`; returns the height it took. */
  text(text: string, box: Box, style: TextStyle): number {
    const lines = this.#lines(text, box.width, style);
    const step = this.#step(style);
    for (const [i, runs] of lines.entries()) this.#line(runs, box, box.y + i * step, style);
    return lines.length * step;
  }

  /** Height `text` would take, to place what stands around it. */
  heightOf(text: string, width: number, style: TextStyle): number {
    return this.#lines(text, width, style).length * this.#step(style);
  }

  /** Width of the text on one line. */
  widthOf(text: string, style: TextStyle): number {
    return (lineWidth(this.#shape(legibleText(text, this.options.typefaces), style)) * style.size) / POINTS;
  }

  /** Largest size up to `style.size` at which the text stays on one line, but not under `smallest` points. */
  fittingSize(text: string, width: number, style: TextStyle, smallest: number): number {
    const natural = this.widthOf(text, style);
    return natural <= width ? style.size : Math.max(smallest, (style.size * width) / natural);
  }

  rule(box: Box, colour: string = INK.text, thickness = 0.25): void {
    this.fill({ ...box, height: thickness }, colour);
  }

  fill(box: Box & { readonly height: number }, colour: string, radius = 0): void {
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((mm) => mm * POINTS) as [number, number, number, number];
    if (radius > 0) this.#pdf.roundedRect(x, y, width, height, radius * POINTS).fill(colour);
    else this.#pdf.rect(x, y, width, height).fill(colour);
  }

  outline(box: Box & { readonly height: number }, colour: string, radius: number, thickness = 0.3): void {
    this.#pdf.lineWidth(thickness * POINTS)
      .roundedRect(box.x * POINTS, box.y * POINTS, box.width * POINTS, box.height * POINTS, radius * POINTS).stroke(colour);
  }

  /** A QR code, level M, as one filled outline: no seams between modules. `edge` excludes the quiet zone. */
  qr(text: string, x: number, y: number, edge: number): void {
    const { size, data } = encodeQr(text.toWellFormed(), { ecc: 'M', border: 0 });
    const module = (edge * POINTS) / size;
    for (const [row, line] of data.entries()) {
      for (let from = 0; from < size; from += 1) {
        if (!line[from]) continue;
        let end = from;
        while (end < size && line[end]) end += 1;
        this.#pdf.rect(x * POINTS + from * module, y * POINTS + row * module, (end - from) * module, module);
        from = end;
      }
    }
    this.#pdf.fill(INK.text);
  }

  /** A bar code (Code 128) as wide as fits, with its quiet zones. Nothing for a text the code does not hold. */
  bars(text: string, box: Box & { readonly height: number }): void {
    const widths = code128Widths(text);
    if (!widths) return;
    const module = box.width / (widths.reduce((sum, width) => sum + width, 0) + 20);
    let x = box.x + 10 * module;
    for (const [index, width] of widths.entries()) {
      if (index % 2 === 0) this.#pdf.rect(x * POINTS, box.y * POINTS, width * module * POINTS, box.height * POINTS);
      x += width * module;
    }
    this.#pdf.fill(INK.text);
  }

  /** Goes on with an empty page of the same size. */
  nextPage(): void {
    this.#pdf.addPage({ size: [this.options.width * POINTS, this.options.height * POINTS], margin: 0 });
  }

  finish(): Promise<Uint8Array> {
    this.#pdf.end();
    return this.#bytes;
  }

  #lines(text: string, width: number, style: TextStyle): ShapedRun[][] {
    const clean = legibleText(text, this.options.typefaces);
    const measure = (part: string): number => lineWidth(this.#shape(part, style)) * style.size;
    return wrapText(clean, width * POINTS + 0.01, style.maxLines ?? 1, measure, '…').map((line) => this.#shape(line, style));
  }

  #shape(line: string, style: TextStyle): ShapedRun[] {
    const weight: Weight = style.bold === true ? 700 : 400;
    return shapeLine(line, style.reads ?? this.options.direction, weight, this.options.typefaces);
  }

  /** Line height in millimetres. */
  #step(style: TextStyle): number {
    return (style.size * (style.leading ?? 1.35)) / POINTS;
  }

  #line(runs: readonly ShapedRun[], box: Box, top: number, style: TextStyle): void {
    const width = lineWidth(runs) * style.size;
    let x = box.x * POINTS + this.#indent(box.width * POINTS - width, style.align ?? 'start');
    // Letters sit so that capitals look centred in their line height.
    const baseline = top * POINTS + style.size * ((style.leading ?? 1.35) / 2 + 0.357);
    this.#pdf.fillColor(style.colour ?? INK.text);
    for (const { typeface, text, width: em } of runs) {
      this.#pdf.registerFont(typeface.name, typeface.data as Buffer);
      this.#pdf.font(typeface.name).fontSize(style.size);
      this.#pdf.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic', features: [] });
      x += em * style.size;
    }
  }

  #indent(spare: number, align: 'start' | 'center' | 'end'): number {
    if (align === 'center') return spare / 2;
    return (align === 'end') === (this.options.direction === 'ltr') ? spare : 0;
  }
}

async function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of pdf) parts.push(part as Uint8Array);
  return new Uint8Array(Buffer.concat(parts));
}
