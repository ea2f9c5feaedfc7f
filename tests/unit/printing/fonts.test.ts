import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dotAt, inkedArea, type Bitmap } from '#domain/printing/bitmap.ts';
import { renderTokenSlip } from '#domain/printing/escpos/documents.ts';
import { usualPrinter } from '#domain/printing/escpos/printer.ts';
import { FONT_PIECES, fontFileName, fontsInFolder, fontsInPackages } from '#main/printing/fonts/font-files.ts';
import { Typefaces } from '#main/printing/fonts/typefaces.ts';
import { fillOutline } from '#main/printing/text/fill-outline.ts';
import { legibleText } from '#main/printing/text/legible-text.ts';
import { createLineArtist } from '#main/printing/text/line-artist.ts';
import { lineWidth, shapeLine } from '#main/printing/text/shape-line.ts';
import { blankBitmap } from '#domain/printing/bitmap.ts';
import { arabicSlip, arabicSlipLabels, awkwardTexts, sampleSlip, sampleSlipLabels } from '#tests/support/print-samples.ts';
import { readEscpos } from '#tests/support/escpos-reader.ts';

const typefaces = new Typefaces(fontsInPackages());
const artist = createLineArtist(typefaces);
const style = { heightDots: 42, bold: false, direction: 'ltr' as const };
const draw = (text: string, widthDots = 576): Bitmap => artist.draw(text, { ...style, widthDots });
const ink = (bitmap: Bitmap): number => {
  let dots = 0;
  for (let y = 0; y < bitmap.height; y += 1) for (let x = 0; x < bitmap.width; x += 1) if (dotAt(bitmap, x, y)) dots += 1;
  return dots;
};
const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('font files', () => {
  test('every piece is there in both weights', () => {
    const locate = fontsInPackages();
    for (const piece of FONT_PIECES) for (const weight of [400, 700] as const) expect(locate(piece, weight), piece.piece).toBeDefined();
  });

  test('are found in one flat folder as well, and a folder without Arabic still prints Latin', () => {
    const source = fontsInPackages()(FONT_PIECES[0], 400);
    copyFileSync(source ?? '', join(folder, fontFileName(FONT_PIECES[0], 400)));
    const few = new Typefaces(fontsInFolder(folder));
    expect(few.base(400).name).toBe('noto-sans-latin-400');
    expect(legibleText('Ana محمد', few)).toMatch(/^Ana [a-z]+$/i);
    expect(() => few.base(700)).toThrow(/fonts are missing/);
  });
});

describe('legible text', () => {
  test('keeps bundled scripts, spells the others, drops pictures', () => {
    for (const text of ['María Öztürk', 'محمد', 'प्रिया', 'Αθήνα', 'Київ', 'Nguyễn']) expect(legibleText(text, typefaces)).toBe(text);
    expect(legibleText('Ana 😀', typefaces)).toBe('Ana');
    expect(legibleText('😀', typefaces)).toBe('?');
    expect(legibleText('王小明', typefaces)).toMatch(/^[A-Za-z ]+$/);
    expect(legibleText('', typefaces)).toBe('');
  });
});

describe('shaping', () => {
  test('joins Arabic letters: a joined word has no gap in its ink', () => {
    const gaps = (text: string): number => {
      const bitmap = draw(text);
      const inked = Array.from({ length: bitmap.width }, (_, x) => Array.from({ length: bitmap.height }, (_, y) => dotAt(bitmap, x, y)).includes(true));
      return inked.slice(inked.indexOf(true), inked.lastIndexOf(true)).filter((column) => !column).length;
    };
    expect(gaps('محمد')).toBe(0);
    expect(gaps([...'محمد'].join('\u200c'))).toBeGreaterThan(2);
  });

  test('a mark takes no room of its own', () => {
    const width = (text: string): number => lineWidth(shapeLine(text, 'rtl', 400, typefaces));
    expect(width('مُحَمَّد')).toBe(width('محمد'));
  });

  test('puts digits left of the Arabic word, and turns brackets', () => {
    expect(shapeLine('غرفة 3', 'rtl', 400, typefaces).map((run) => run.text)).toEqual(['3', 'غرفة ']);
    // Seen on paper the brackets still embrace the word.
    expect(shapeLine('(غرفة)', 'rtl', 400, typefaces).map((run) => run.text).join('|')).toBe('(|غرفة|)');
    // A list that begins with a Latin name goes on to the left of it; on a paper from the left it is as it was.
    const onPaper = (line: string, direction: 'ltr' | 'rtl' = 'rtl'): string => shapeLine(line, direction, 400, typefaces).map((run) => run.text).join('').replaceAll(/\s+/gu, ' ').trim();
    expect(onPaper('Dr. Otieno (Jr.)، 30/11/2026 09:15')).toBe('09:15 30/11/2026 ،Dr. Otieno (Jr.)');
    expect(onPaper('Dr. Otieno،')).toBe('،Dr. Otieno');
    expect(onPaper('DDH-00012-K · 25 · أنثى')).toBe('أنثى · 25 · DDH-00012-K');
    expect(onPaper('Dr. Otieno (Jr.)')).toBe('Dr. Otieno (Jr.)');
    expect(onPaper('1 tab. · 3', 'ltr')).toBe('1 tab. · 3');
  });
});

describe('line artist', () => {
  test('draws letters of three scripts as ink inside the line', () => {
    for (const text of ['Ana', 'محمد عبد الله', 'प्रिया', 'ÅÇgjpqy']) {
      const bitmap = draw(text);
      const area = inkedArea(bitmap);
      expect(area?.top, text).toBeGreaterThan(0);
      expect(area?.bottom, text).toBeLessThan(42);
      expect(ink(bitmap)).toBeGreaterThan(50);
      expect(bitmap.width).toBe(artist.widthOf(text, style));
    }
  });

  test('an l is a filled bar, an o has a hole', () => {
    const bar = draw('l');
    const area = inkedArea(bar);
    expect(ink(bar)).toBeGreaterThan(((area?.bottom ?? 0) - (area?.top ?? 0)) * 2);
    const ring = artist.draw('o', { heightDots: 200, bold: false, direction: 'ltr', widthDots: 200 });
    const hole = inkedArea(ring);
    const middle = Math.round(((hole?.top ?? 0) + (hole?.bottom ?? 0)) / 2);
    expect(dotAt(ring, Math.round(ring.width / 2), middle)).toBe(false);
  });

  test('bold has more ink', () => {
    expect(ink(artist.draw('Ana', { ...style, bold: true, widthDots: 576 }))).toBeGreaterThan(ink(draw('Ana')));
  });

  test('never draws wider than asked, and survives every awkward text quickly', () => {
    for (const text of awkwardTexts) expect(draw(text, 384).width).toBeLessThanOrEqual(384);
  });

  test('whole slips stay within the paper with real fonts', () => {
    for (const text of awkwardTexts) {
      const slip = { ...sampleSlip, patientName: text, serviceName: text };
      for (const item of readEscpos(renderTokenSlip(slip, sampleSlipLabels, { ...usualPrinter, paper: '58mm' }, artist))) {
        if (item.kind === 'raster') expect(item.width).toBeLessThanOrEqual(384);
      }
    }
    const arabic = renderTokenSlip(arabicSlip, arabicSlipLabels, { ...usualPrinter, paper: '58mm' }, artist);
    // A slip must leave a 9600 baud line (960 bytes a second) within the time the queue allows.
    expect(arabic.length).toBeLessThan(20_000);
  });
});

test('outlines are filled by the non-zero rule', () => {
  const box = (left: number, right: number, winding: 1 | -1) => [
    { x0: left, y0: 1, x1: left, y1: 9, winding }, { x0: right, y0: 1, x1: right, y1: 9, winding: -winding as 1 | -1 },
  ];
  const overlapping = blankBitmap(20, 10);
  fillOutline(overlapping, [...box(2, 12, 1), ...box(6, 16, 1)]);
  expect(ink(overlapping)).toBe(14 * 8);
  const holed = blankBitmap(20, 10);
  fillOutline(holed, [...box(2, 16, 1), ...box(6, 12, -1)]);
  expect(ink(holed)).toBe(8 * 8);
});
