import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code128, qrCode } from '#domain/printing/escpos/barcodes.ts';
import { codePages, encodeText, type CodePageName } from '#domain/printing/escpos/code-pages.ts';
import * as commands from '#domain/printing/escpos/commands.ts';
import { renderIdentity, renderTestPage, renderTokenSlip } from '#domain/printing/escpos/documents.ts';
import type { TestPage } from '#domain/printing/documents.ts';
import { paperWidth, usualPrinter, type ReceiptPrinter } from '#domain/printing/escpos/printer.ts';
import { arabicSlip, arabicSlipLabels, awkwardTexts, boxArtist, sampleCard, sampleCardLabels, sampleSlip, sampleSlipLabels } from '#tests/support/print-samples.ts';
import { readEscpos, type PrintedItem } from '#tests/support/escpos-reader.ts';

const hex = (text: string): number[] => text.split(' ').map((byte) => Number.parseInt(byte, 16));
const linesOf = (items: PrintedItem[]): string[] => items.flatMap((item) => (item.kind === 'line' ? [item.text] : []));
const print = (slip = sampleSlip, printer: ReceiptPrinter = usualPrinter, labels = sampleSlipLabels): PrintedItem[] =>
  readEscpos(renderTokenSlip(slip, labels, printer, boxArtist));

describe('commands', () => {
  test('are the bytes of the reference', () => {
    expect(commands.initialise()).toEqual(hex('1b 40 1c 2e'));
    expect(commands.align('center')).toEqual(hex('1b 61 01'));
    expect(commands.bold(true)).toEqual(hex('1b 45 01'));
    expect(commands.size(3)).toEqual(hex('1d 21 22'));
    expect(commands.size(99)).toEqual(hex('1d 21 77'));
    expect(commands.selectCodePage('wpc1252')).toEqual(hex('1b 74 10'));
    expect(commands.selectCodePage('cp858')).toEqual(hex('1b 74 13'));
    expect(commands.feedLines(5)).toEqual(hex('1b 64 05'));
    expect(commands.feedDots(300)).toEqual(hex('1b 4a ff 1b 4a 2d'));
    expect(commands.feedDots(0)).toEqual([]);
    expect(commands.cut()).toEqual(hex('1d 56 42 00'));
  });

  test('a QR code and a CODE128 are the bytes of the reference', () => {
    expect(qrCode('A1', 6)).toEqual(hex(
      '1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 06 1d 28 6b 03 00 31 45 31 1d 28 6b 05 00 31 50 30 41 31 1d 28 6b 03 00 31 51 30',
    ));
    expect(code128('A1')).toEqual({ ok: true, value: hex('1d 68 50 1d 77 02 1d 48 02 1d 6b 49 04 7b 42 41 31') });
  });

  test('CODE128 carries printable ASCII and refuses the rest', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 100 }), (text) => {
      const encoded = code128(text);
      expect(encoded.ok && readEscpos(Uint8Array.from(encoded.value))).toEqual([{ kind: 'code128', text }]);
    }));
    expect(code128('{')).toEqual({ ok: true, value: hex('1d 68 50 1d 77 02 1d 48 02 1d 6b 49 04 7b 42 7b 7b') });
    for (const text of ['', 'é', 'a\n', 'x'.repeat(254)]) expect(code128(text).ok).toBe(false);
  });

  test('a QR code holds any text as UTF-8', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (text) => {
      expect(readEscpos(Uint8Array.from(qrCode(text, 4)))).toMatchObject([{ kind: 'qr', text: text.toWellFormed(), level: 0x31 }]);
    }));
  });
});

const VECTORS = new URL('../../../../shared/data/devices/vectors.json', import.meta.url);
interface Vector { id: string; hex: string; expect: { qr?: string; code128?: string } }

describe.skipIf(!existsSync(VECTORS))('shared vectors (skipped when ../shared is absent)', () => {
  const vectors = existsSync(VECTORS) ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[]) : [];
  const vector = (id: string): Vector => vectors.find((v) => v.id === id) ?? { id: 'missing', hex: '', expect: {} };

  test('escpos_qr', () => {
    const { hex: bytes, expect: expected } = vector('escpos_qr');
    expect(qrCode(expected.qr ?? '', 6)).toEqual(hex(bytes));
  });

  test('escpos_code128', () => {
    const { hex: bytes, expect: expected } = vector('escpos_code128');
    expect(code128(expected.code128 ?? '')).toEqual({ ok: true, value: hex(bytes) });
  });
});

describe('code pages', () => {
  test('hold 128 characters each, and 1252 agrees with the platform', () => {
    for (const page of ['cp437', 'cp858', 'wpc1252'] as const) expect(codePages[page].upper).toHaveLength(128);
    const decoder = new TextDecoder('windows-1252');
    for (const [i, char] of [...codePages.wpc1252.upper].entries()) {
      if (char !== '\0') expect(decoder.decode(Uint8Array.of(0x80 + i))).toBe(char);
    }
  });

  test('known places', () => {
    expect(encodeText('é', 'cp437')).toEqual(Uint8Array.of(0x82));
    expect(encodeText('€', 'cp858')).toEqual(Uint8Array.of(0xd5));
    expect(encodeText('€', 'wpc1252')).toEqual(Uint8Array.of(0x80));
    expect(encodeText('ß', 'cp437')).toEqual(Uint8Array.of(0xe1));
    expect(encodeText('ã', 'cp437')).toBeUndefined();
    expect(encodeText('é', 'ascii')).toBeUndefined();
    expect(encodeText('a–b…', 'cp437')).toEqual(Uint8Array.from(Buffer.from('a-b...')));
  });

  test('never return a byte that could be a command', () => {
    const page = fc.constantFrom(...(Object.keys(codePages) as CodePageName[]));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), page, (text, name) => {
      for (const byte of encodeText(text, name) ?? []) expect(byte >= 0x20 && byte !== 0x7f).toBe(true);
    }));
    expect(encodeText('\u001b', 'wpc1252')).toBeUndefined();
    expect(encodeText('\u0081', 'wpc1252')).toBeUndefined();
  });
});

describe('token slip', () => { // spec: QUE-6
  test('carries every fact once, the token large, and ends in a cut', () => {
    const items = print();
    expect(linesOf(items)).toEqual([
      'Riverside Health Centre', 'General consultation', 'Token', 'A-014', 'María José Núñez',
      'Room' + ' '.repeat(38) + 'Room 3', 'Waiting ahead' + ' '.repeat(34) + '7', 'Issued' + ' '.repeat(24) + '21 Nov 2026, 09:42',
    ]);
    expect(items.find((item) => item.kind === 'line' && item.text === 'A-014')).toMatchObject({ scale: 6, bold: true, align: 1 });
    expect(items.find((item) => item.kind === 'qr')).toMatchObject({ text: 'TOKEN-042', align: 1 });
    expect(items.at(-1)).toEqual({ kind: 'cut' });
  });

  test('leaves out what the clinic does not print', () => {
    const { patientName, room, ...rest } = sampleSlip;
    const lines = linesOf(print(rest)).join('\n');
    expect(lines).not.toContain(patientName);
    expect(lines).not.toContain(room);
  });

  test('draws what the code page lacks; an Arabic slip has one kind of letters, its token and digits too', () => {
    const items = print(arabicSlip, usualPrinter, arabicSlipLabels);
    expect(linesOf(items)).toEqual([]);
    // Two rules, clinic, service, label, token, name and three pairs.
    expect(items.filter((item) => item.kind === 'raster')).toHaveLength(10);
    expect(linesOf(print(sampleSlip, { ...usualPrinter, codePage: 'ascii' }))).not.toContain('María José Núñez');
    // An Arabic name leaves the rest of an English slip in letters: to draw all of it takes long on a slow cable.
    expect(linesOf(print({ ...sampleSlip, patientName: 'ليلى' })).length).toBeGreaterThan(3);
  });

  test('a drawn QR code is the same code as the printer would make', () => {
    const items = print(sampleSlip, { ...usualPrinter, qr: 'drawn' });
    expect(items.some((item) => item.kind === 'qr')).toBe(false);
    expect(items.some((item) => item.kind === 'raster' && item.height > 100)).toBe(true);
  });

  test('without a knife it is fed out far enough to tear', () => {
    expect(print(sampleSlip, { ...usualPrinter, cutter: false }).at(-1)).toEqual({ kind: 'feed', dots: 150 });
  });

  const paper = fc.constantFrom('58mm' as const, '80mm' as const);
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom(...awkwardTexts),
    // ESC, GS, FS, DLE and their friends as typed by someone who knows what a printer does.
    fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
  );

  test('no text is ever read as a command, and none leaves the paper', () => {
    fc.assert(fc.property(anyText, anyText, anyText, paper, fc.constantFrom('ltr' as const, 'rtl' as const), (name, room, label, width, direction) => {
      const slip = { ...sampleSlip, patientName: name, room, tokenLabel: label, clinicName: room, direction };
      const items = print(slip, { ...usualPrinter, paper: width });
      expect(items.filter((item) => item.kind === 'cut')).toHaveLength(1);
      expect(items.filter((item) => item.kind === 'qr')).toHaveLength(1);
      for (const item of items) {
        if (item.kind === 'line') expect(item.columns).toBeLessThanOrEqual(paperWidth[width].columns);
        if (item.kind === 'raster') expect(item.width).toBeLessThanOrEqual(paperWidth[width].dots);
        if (item.kind === 'raster') expect(item.height).toBeLessThanOrEqual(256);
      }
    }), { numRuns: 300 });
  });

  test('stays one slip long, whatever is typed', () => {
    const longest = 'word '.repeat(4000);
    const items = print({ ...sampleSlip, clinicName: longest, serviceName: longest, patientName: longest, room: longest, issuedAt: longest });
    expect(linesOf(items).length).toBeLessThan(20);
  });

  test('Latin text comes back letter for letter', () => {
    const latin = fc.string({ unit: fc.constantFrom(...'abcXYZ 0189áéñüßçÆø€-\'(),.'), minLength: 1, maxLength: 40 });
    fc.assert(fc.property(latin, (text) => {
      const name = text.trim().replaceAll(/ +/g, ' ');
      fc.pre(name !== '');
      expect(linesOf(print({ ...sampleSlip, patientName: text }))).toContain(name);
    }));
  });
});

test('identity and test pages print on a roll too', () => {
  const card = linesOf(readEscpos(renderIdentity({ ...sampleCard, warning: 'ALLERGY: latex' }, sampleCardLabels, usualPrinter, boxArtist)));
  expect(card).toContain('ALLERGY: latex');
  expect(card.join('\n')).toContain('K7F-4M2-93');
  const longName = { ...sampleCard, name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(20) };
  for (const item of readEscpos(renderIdentity(longName, sampleCardLabels, usualPrinter, boxArtist))) {
    if (item.kind === 'line') expect(item.columns).toBeLessThanOrEqual(48);
  }
  const page: TestPage = { title: 'Test page', printerName: 'Desk', sentences: ['Größe', 'नमस्ते'], language: 'en', direction: 'ltr' };
  const items = readEscpos(renderTestPage(page, usualPrinter, boxArtist));
  expect(linesOf(items)).toContain('Größe');
  expect(items.filter((item) => item.kind === 'raster')).toHaveLength(2);
});
