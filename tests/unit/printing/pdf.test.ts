import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { PrintDocument, RecoverySheetLabels } from '#domain/printing/documents.ts';
import { fontsInPackages } from '#main/printing/fonts/font-files.ts';
import { Typefaces } from '#main/printing/fonts/typefaces.ts';
import { recoverySheetPdf } from '#main/printing/pdf/recovery-sheet.ts';
import { Sheet } from '#main/printing/pdf/sheet.ts';
import { createDocumentRenderer, pdfOf } from '#main/printing/render-document.ts';
import { arabicSlip, arabicSlipLabels, awkwardTexts, sampleCard, sampleCardLabels, sampleDocument, sampleSlip, sampleSlipLabels } from '#tests/support/print-samples.ts';

const context = { typefaces: new Typefaces(fontsInPackages()), now: () => Date.UTC(2026, 10, 21) };
const labels = sampleCardLabels;
const card: PrintDocument = { kind: 'patient-card', content: sampleCard, labels };
const band: PrintDocument = { kind: 'wristband', content: { ...sampleCard, warning: 'ALLERGY: latex' }, labels };
const label: PrintDocument = { kind: 'label', content: sampleCard, labels };

const tool = (name: string): boolean => spawnSync(name, ['-v']).error === undefined;
const withPdftotext = test.skipIf(!tool('pdftotext'));

function textOf(pdf: Uint8Array): string {
  return spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).stdout.toString('utf8').normalize('NFKC').replaceAll(/\s+/g, ' ');
}

/** Page sizes in millimetres, from the file itself. */
function pagesOf(pdf: Uint8Array): number[][] {
  const boxes = Buffer.from(pdf).toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g);
  return [...boxes].map(([, width, height]) => [width, height].map((points) => Math.round((Number(points) * 254) / 72) / 10));
}

const recoveryLabels: RecoverySheetLabels = {
  title: 'Recovery key', purpose: 'Opens the backups elsewhere.', key: 'Key', made: 'Made', steps: ['Lock it away.', 'Tell nobody.'], blanks: ['Kept by', 'Place'],
};
const recovery = (text = 'Riverside'): Promise<Uint8Array> => recoverySheetPdf(
  { clinicName: text, keyGroups: ['7KQ4M', 'X2PDA', '9RTVB', '4HJ6N', 'C8WZE'], madeAt: '21 Nov 2026', language: 'en', direction: 'ltr' }, recoveryLabels, context,
);

describe('page sizes', () => {
  test('are those of the paper', async () => {
    expect(pagesOf(await pdfOf(card, context))).toEqual([[85.6, 54]]);
    expect(pagesOf(await pdfOf(band, context))).toEqual([[254, 25.4]]);
    expect(pagesOf(await pdfOf(label, context))).toEqual([[62, 29]]);
    expect(pagesOf(await recovery())).toEqual([[210, 297]]);
    const [slip] = pagesOf(await pdfOf(sampleDocument, context));
    expect(slip?.[0]).toBe(80);
    expect(slip?.[1]).toBeGreaterThan(80);
  });

  test('a slip grows with its content, but never beyond a hand', async () => {
    const long = { ...sampleSlip, clinicName: 'x'.repeat(10_000), serviceName: 'word '.repeat(2000), room: 'y'.repeat(9000), issuedAt: 'z '.repeat(900) };
    const [plain] = pagesOf(await pdfOf(sampleDocument, context));
    const [grown] = pagesOf(await pdfOf({ kind: 'token-slip', content: long, labels: sampleSlipLabels }, context));
    expect(grown?.[1]).toBeGreaterThan(plain?.[1] ?? 0);
    expect(grown?.[1]).toBeLessThan(180);
  });
});

test('every awkward text makes one page of every kind', async () => {
  for (const text of awkwardTexts) {
    const person = { ...sampleCard, name: text, clinicName: text, birthText: text, number: text, sex: text };
    const documents: PrintDocument[] = [
      { kind: 'token-slip', content: { ...sampleSlip, patientName: text, tokenLabel: text, room: text }, labels: { ...sampleSlipLabels, footer: text } },
      { kind: 'patient-card', content: person, labels },
      { kind: 'wristband', content: { ...person, warning: text }, labels },
      { kind: 'label', content: { ...person, direction: 'rtl' }, labels },
      { kind: 'test-page', content: { title: text, printerName: text, sentences: [text], language: 'en', direction: 'ltr' } },
    ];
    for (const document of documents) expect(pagesOf(await pdfOf(document, context)), document.kind).toHaveLength(1);
    expect(pagesOf(await recovery(text))).toHaveLength(1);
  }
}, 120_000);

withPdftotext('the words can be read back (needs pdftotext)', async () => {
  const slip = textOf(await pdfOf(sampleDocument, context));
  for (const word of ['Riverside Health Centre', 'A-014', 'María José Núñez', 'Room 3', '7', '21 Nov 2026, 09:42']) expect(slip).toContain(word);
  const bandText = textOf(await pdfOf(band, context));
  for (const word of ['ALLERGY: latex', 'María José Núñez', 'K7F-4M2-93', '12 Mar 1990']) expect(bandText).toContain(word);
  const sheet = textOf(await recovery());
  for (const word of ['Recovery key', '7KQ4M', 'C8WZE', 'Tell nobody.', 'Kept by']) expect(sheet).toContain(word);
});

withPdftotext('Arabic and Hindi are embedded as text (needs pdftotext)', async () => {
  const arabic = textOf(await pdfOf({ kind: 'token-slip', content: arabicSlip, labels: arabicSlipLabels }, context));
  // Letters without dots: the font draws dots apart, and a reader of the file does not put them back.
  expect(arabic).toContain('محمد');
  const hindi = textOf(await pdfOf({ kind: 'token-slip', content: { ...sampleSlip, patientName: 'नमन' }, labels: sampleSlipLabels }, context));
  expect(hindi).toContain('नमन');
});

test('letters shrink to fit a line, but not below what can be read', () => {
  const sheet = new Sheet({
    width: 80, height: 80, title: 't', language: 'en', direction: 'ltr', madeAt: new Date(0), typefaces: context.typefaces,
  });
  const style = { size: 14 };
  expect(sheet.fittingSize('Ana', 50, style, 7)).toBe(14);
  expect(sheet.fittingSize('x'.repeat(300), 50, style, 7)).toBe(7);
  const name = 'Maria Jose Nunez de la Cruz';
  const size = sheet.fittingSize(name, 50, style, 7);
  expect(sheet.widthOf(name, { size })).toBeCloseTo(50, 5);
});

test('no patient is named in the properties of a file', async () => {
  for (const document of [card, band, label]) {
    expect(Buffer.from(await pdfOf(document, context)).toString('latin1')).toContain('\n(K7F-4M2-93)\n');
  }
  expect(Buffer.from(await pdfOf(sampleDocument, context)).toString('latin1')).toContain('\n(Token)\n');
});

test('the renderer speaks the language of the printer', async () => {
  const render = createDocumentRenderer(context, { cutter: false });
  expect(Buffer.from(await render(sampleDocument, { language: 'pdf', paper: '80mm' })).toString('latin1', 0, 5)).toBe('%PDF-');
  for (const document of [sampleDocument, card, band, label]) {
    expect([...(await render(document, { language: 'escpos', paper: '58mm' })).subarray(0, 2)]).toEqual([0x1b, 0x40]);
  }
});
