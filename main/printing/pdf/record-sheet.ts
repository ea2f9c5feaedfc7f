import type { RecordSheet } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Sheet } from './sheet.ts';

/** Millimetres: a summary on A4, a prescription on A5. */
const PAGES = { 'patient-summary': { width: 210, height: 297, margin: 18 }, prescription: { width: 148, height: 210, margin: 12 } } as const;
const HEAD = 9;
const LINE = { size: 10.5, leading: 1.4, maxLines: 12 } as const;
const MORE = { size: 9, leading: 1.4, maxLines: 12, colour: INK.muted } as const;
/** Shares of the line. */
const CELLS = [0.42, 0.34, 0.24] as const;
const TITLE = { size: 11, bold: true, colour: INK.accent, maxLines: 2 } as const;

/** A page of the record, and as many more as it needs; each begins with whose it is. */
export function recordSheetPdf(content: RecordSheet, kind: keyof typeof PAGES, context: PdfContext): Promise<Uint8Array> {
  const page = PAGES[kind];
  const sheet = openSheet({ width: page.width, height: page.height, title: content.patient.number }, content, context);
  const writer = new PageWriter(sheet, content, page);
  for (const section of content.sections) {
    writer.section(section.title);
    if (section.lines.length === 0) writer.line(section.none, undefined, true);
    for (const { text, more, value, when } of section.lines) {
      if (value === undefined) writer.line(text, more, false);
      else writer.cells([text, value, when ?? '']);
    }
  }
  writer.end();
  return sheet.finish();
}

class PageWriter {
  readonly #sheet: Sheet;
  readonly #content: RecordSheet;
  readonly #page: { readonly width: number; readonly height: number; readonly margin: number };
  #y = 0;

  constructor(sheet: Sheet, content: RecordSheet, page: { readonly width: number; readonly height: number; readonly margin: number }) {
    this.#sheet = sheet;
    this.#content = content;
    this.#page = page;
    this.#head();
    if (content.warning !== undefined) this.#warn(content.warning);
  }

  section(title: string): void {
    // A title alone at the foot of a page tells nothing.
    this.#room(18);
    this.#y += 3;
    this.#y += this.#sheet.text(title, this.#box(), TITLE);
    this.#sheet.rule({ ...this.#box(), y: this.#y }, INK.muted, 0.2);
    this.#y += 1.5;
  }

  line(text: string, more: string | undefined, muted: boolean): void {
    const style = muted ? { ...LINE, colour: INK.muted } : { ...LINE, bold: more !== undefined };
    const height = this.#sheet.heightOf(text, this.#width, style) + (more === undefined ? 0 : this.#sheet.heightOf(more, this.#width, MORE));
    this.#room(height + 2);
    this.#y += this.#sheet.text(text, this.#box(), style);
    if (more !== undefined) this.#y += this.#sheet.text(more, this.#box(), MORE);
    this.#y += 1.2;
  }

  /** What was measured, the number and the day, each in its column from where the language begins. */
  cells(texts: readonly [name: string, value: string, when: string]): void {
    this.#room(8);
    const rtl = this.#sheet.options.direction === 'rtl';
    let start = 0;
    let height = 0;
    for (const [index, text] of texts.entries()) {
      const width = this.#width * (CELLS[index] ?? 0);
      const x = rtl ? this.#page.width - this.#page.margin - start - width : this.#page.margin + start;
      height = Math.max(height, this.#sheet.text(text, { x, y: this.#y, width }, { ...LINE, maxLines: 2, bold: index === 1, colour: index === 2 ? INK.muted : INK.text }));
      start += width;
    }
    this.#y += height + 1.2;
  }

  end(): void {
    const { madeBy, signature } = this.#content;
    this.#room(signature === undefined ? 10 : 30);
    this.#y += 5;
    this.#y += this.#sheet.text(madeBy, this.#box(), { size: 9, colour: INK.muted, maxLines: 2 });
    if (signature === undefined) return;
    const width = this.#width / 2;
    const x = this.#sheet.options.direction === 'rtl' ? this.#page.margin : this.#page.width - this.#page.margin - width;
    this.#y += 14;
    this.#sheet.rule({ x, y: this.#y, width }, INK.muted, 0.2);
    this.#sheet.text(signature, { x, y: this.#y + 1, width }, { size: 9, colour: INK.muted });
  }

  get #width(): number {
    return this.#page.width - 2 * this.#page.margin;
  }

  #box() {
    return { x: this.#page.margin, y: this.#y, width: this.#width };
  }

  #room(height: number): void {
    if (this.#y + height <= this.#page.height - this.#page.margin) return;
    this.#sheet.nextPage();
    this.#head();
  }

  #head(): void {
    const { clinicName, title, patient } = this.#content;
    this.#sheet.fill({ x: 0, y: 0, width: this.#page.width, height: HEAD }, INK.accent);
    this.#sheet.text(clinicName, { x: this.#page.margin, y: 2, width: this.#width }, { size: 10, bold: true, colour: INK.paper });
    this.#y = HEAD + 5;
    this.#y += this.#sheet.text(title, this.#box(), { size: 15, bold: true, maxLines: 1 });
    this.#y += this.#sheet.text(patient.name, this.#box(), { size: 12, bold: true, maxLines: 2 });
    this.#y += this.#sheet.text([patient.number, patient.birthText, patient.sex].join(' · '), this.#box(), { size: 9.5, colour: INK.muted, maxLines: 2 });
  }

  #warn(text: string): void {
    const style = { size: 11, bold: true, maxLines: 4, leading: 1.35 } as const;
    const height = this.#sheet.heightOf(text, this.#width - 6, style);
    this.#y += 2;
    this.#sheet.outline({ ...this.#box(), height: height + 4 }, INK.text, 1.5, 0.5);
    this.#sheet.text(text, { x: this.#page.margin + 3, y: this.#y + 2, width: this.#width - 6 }, style);
    this.#y += height + 5;
  }
}
