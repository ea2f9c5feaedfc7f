import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { code128Symbols, code128Widths } from '#domain/printing/code128.ts';
import type { LabReport, LabReportLabels, LabReportRow, PrintDocument } from '#domain/printing/documents.ts';
import { fontsInPackages } from '#main/printing/fonts/font-files.ts';
import { Typefaces } from '#main/printing/fonts/typefaces.ts';
import { createDocumentRenderer, pdfOf } from '#main/printing/render-document.ts';
import { awkwardTexts } from '#tests/support/print-samples.ts';

const context = { typefaces: new Typefaces(fontsInPackages()), now: () => Date.UTC(2026, 10, 21) };
const labels: LabReportLabels = { title: 'Laboratory report', test: 'Test', result: 'Result', unit: 'Unit', range: 'Range', flag: 'Note', page: 'Page' };
const row = (changes: Partial<LabReportRow> = {}): LabReportRow => ({ test: 'Potassium', value: '6.4', unit: 'mmol/L', range: '3.5–5', flag: 'CRITICALLY HIGH', critical: true, notes: [], ...changes });
const report = (rows: LabReportRow[], changes: Partial<LabReport> = {}): PrintDocument => ({
  kind: 'lab-report', labels,
  content: { clinicName: 'Riverside', facts: [['Patient', 'Mara Lindqvist'], ['Specimen', 'U3F-00412-X']], status: 'Final', final: true, rows, remarks: ['Ranges of the day.'], printedAt: 'Printed 21 Nov', language: 'en', direction: 'ltr', ...changes },
});
const tube: PrintDocument = {
  kind: 'specimen-label', content: { number: 'U3F-00412-X', name: 'Mara Lindqvist', who: 'K7F-3F-00412-9 · F', what: 'Serum · 21 Nov', tests: 'Sodium, Potassium', language: 'en', direction: 'ltr' },
};

const pagesOf = (pdf: Uint8Array): string[] => [...Buffer.from(pdf).toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => `${String(Math.round(Number(width) * 25.4 / 72))}×${String(Math.round(Number(height) * 25.4 / 72))}`);
const withPdftotext = test.skipIf(spawnSync('pdftotext', ['-v']).error !== undefined);
const textOf = (pdf: Uint8Array): string => spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).stdout.toString('utf8').normalize('NFKC').replaceAll(/\s+/g, ' ');

describe('Code 128', () => {
  test('begins with set B, ends with its check and the stop, eleven modules a symbol', () => {
    // 104 + 33·1 + 17·2 = 171; 171 mod 103 = 68.
    expect(code128Symbols('A1')).toEqual([104, 33, 17, 68]);
    for (const text of ['U3F00412X', 'A', ' ~']) {
      const widths = code128Widths(text) ?? [];
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe((text.length + 2) * 11 + 13);
      // Bars of a symbol cover an even number of modules: what a scanner checks first.
      for (let at = 0; at + 6 < widths.length; at += 6) expect(((widths[at] ?? 0) + (widths[at + 2] ?? 0) + (widths[at + 4] ?? 0)) % 2).toBe(0);
    }
  });

  test('holds nothing but printable ASCII', () => {
    expect([code128Widths(''), code128Widths('é'), code128Widths('A\n'), code128Widths('x'.repeat(61))]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('laboratory documents', () => {
  test('are a tube\'s label and as many sheets as the results need', async () => {
    expect(pagesOf(await pdfOf(tube, context))).toEqual(['50×25']);
    expect(pagesOf(await pdfOf(report([row()]), context))).toEqual(['210×297']);
    expect(pagesOf(await pdfOf(report(Array.from({ length: 80 }, () => row({ notes: ['Corrected. Before: 5.4.'] }))), context)).length).toBeGreaterThan(2);
  });

  test('come out of a receipt printer too, bars as a picture', async () => {
    const render = createDocumentRenderer(context);
    for (const paper of ['58mm', '80mm'] as const) {
      expect((await render(tube, { language: 'escpos', paper })).length).toBeGreaterThan(2000);
      expect((await render(report([row()]), { language: 'escpos', paper })).length).toBeGreaterThan(200);
    }
  });

  test('take every awkward text', async () => {
    for (const text of awkwardTexts) {
      const strange = report([row({ test: text, value: text, unit: text, range: text, flag: text, notes: [text] })], { clinicName: text, facts: [[text, text]], status: text, remarks: [text], direction: 'rtl' });
      expect(pagesOf(await pdfOf(strange, context)).length).toBeGreaterThan(0);
    }
  }, 60_000);

  withPdftotext('can be read back (needs pdftotext)', async () => {
    const text = textOf(await pdfOf(report([row({ notes: ['Corrected. Before: 5.4. Reason: Misread'] })], { status: 'AMENDED', final: false }), context));
    for (const word of ['Laboratory report', 'AMENDED', 'Mara Lindqvist', 'U3F-00412-X', 'Potassium', '6.4', 'mmol/L', '3.5–5', 'CRITICALLY HIGH', 'Reason: Misread', 'Ranges of the day.', 'Page 1']) expect(text).toContain(word);
  });
});
