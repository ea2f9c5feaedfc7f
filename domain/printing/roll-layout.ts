import type { Block } from './blocks.ts';
import type { BatchLabel, DispensingLabel, LabReport, LabReportLabels, PatientCard, PatientCardLabels, Receipt, RecordSheet, SpecimenLabel, TestPage, TokenSlip, TokenSlipLabels, WristbandLabel } from './documents.ts';
import { printableText } from './printable-text.ts';

/** The slip a patient carries: who issued it, the number to listen for, where to go, a code to scan. */
export function tokenSlipBlocks(slip: TokenSlip, labels: TokenSlipLabels): Block[] {
  return [
    ...text(slip.clinicName, { bold: true, maxLines: 2 }),
    ...text(slip.serviceName, { maxLines: 2 }),
    gap(3), { kind: 'rule' }, gap(4),
    ...text(labels.token, {}),
    { kind: 'headline', text: printableText(slip.tokenLabel, 40), maxScale: 6 },
    gap(2),
    ...text(slip.patientName ?? '', { bold: true, maxLines: 2 }),
    gap(3), { kind: 'rule' }, gap(3),
    ...pair(labels.room, slip.room ?? ''),
    ...pair(labels.waiting, String(slip.waitingAhead)),
    ...pair(labels.issued, slip.issuedAt),
    gap(6),
    { kind: 'qr', text: slip.qrText },
    ...(labels.footer === undefined ? [] : [gap(4), ...text(labels.footer, { maxLines: 3 })]),
  ];
}

/** A patient's card, band or label on a receipt printer, for a clinic that owns no other. */
export function identityBlocks(card: PatientCard & Pick<WristbandLabel, 'warning'>, labels: PatientCardLabels): Block[] {
  return [
    ...text(card.clinicName, { maxLines: 1 }),
    gap(3), { kind: 'rule' }, gap(3),
    ...text(card.name, { bold: true, scale: 2, maxLines: 2 }),
    ...text(card.warning ?? '', { bold: true, maxLines: 2 }),
    gap(3),
    ...pair(labels.number, card.number),
    ...pair(labels.birth, card.birthText),
    ...pair(labels.sex, card.sex),
    gap(5),
    { kind: 'qr', text: card.qrText },
  ];
}

/** The label of a tube on a receipt printer. */
export function specimenBlocks(label: SpecimenLabel): Block[] {
  return [
    ...text(label.name, { bold: true, maxLines: 1 }), ...text(label.who, { maxLines: 1 }),
    { kind: 'bars', text: label.number.replaceAll('-', '') },
    ...text(label.number, { bold: true, scale: 2 }), ...text(label.what, { maxLines: 1 }), ...text(label.tests, { maxLines: 2 }),
  ];
}

/** What a patient takes home, on a receipt printer: how to take it is what is read from afar. */
export function dispensingBlocks(label: DispensingLabel): Block[] {
  return [
    ...pair(label.clinicName, label.date), ...text(label.patient, { bold: true, maxLines: 2 }), ...text(label.number, {}),
    gap(2), { kind: 'rule' }, gap(2),
    ...pair(label.drug, label.quantity), gap(2), ...text(label.dose, { bold: true, scale: 2, maxLines: 5 }), ...text(label.instructions, { maxLines: 4 }),
    gap(2), ...text(label.lot, { maxLines: 2 }), ...text(label.note, { maxLines: 2 }),
  ];
}

/** The label of a batch or shelf on a receipt printer. */
export function batchBlocks(label: BatchLabel): Block[] {
  return [
    ...text(label.name, { bold: true, scale: 2, maxLines: 3 }), ...label.facts.flatMap(([word, value]) => pair(word, value)),
    ...(label.code === '' ? [] : [gap(2), { kind: 'bars' as const, text: label.bars ?? label.code, orSquare: true }, gap(1), ...text(label.code, { maxLines: 2 })]),
  ];
}

/** A report on a paper roll, for a clinic without a page printer. */
export function labReportBlocks(report: LabReport, labels: LabReportLabels): Block[] {
  return [
    ...text(report.clinicName, { bold: true, maxLines: 2 }), ...text(labels.title, { bold: true, maxLines: 1 }), ...text(report.status, { bold: !report.final, maxLines: 1 }),
    gap(3), { kind: 'rule' }, gap(3),
    ...report.facts.flatMap(([label, value]) => pair(label, value)),
    gap(3), { kind: 'rule' }, gap(3),
    ...report.rows.flatMap(({ test, value, unit, range, flag, notes }) => [
      ...pair(test, [value, unit, flag].filter((part) => part !== '').join(' ')), ...pair(labels.range, range), ...notes.flatMap((note) => text(note, { maxLines: 2 })),
    ]),
    gap(3), { kind: 'rule' }, gap(3),
    ...report.remarks.flatMap((remark) => text(remark, { maxLines: 3 })), ...text(report.printedAt, { maxLines: 1 }),
  ];
}

/** A page of the record on a paper roll: a prescription for a clinic that owns no other printer. */
export function recordSheetBlocks(sheet: RecordSheet): Block[] {
  return [
    ...text(sheet.clinicName, { maxLines: 2 }),
    ...text(sheet.title, { bold: true, scale: 2, maxLines: 2 }),
    gap(3), { kind: 'rule' }, gap(3),
    ...text(sheet.patient.name, { bold: true, maxLines: 2 }),
    ...text(`${sheet.patient.number} · ${sheet.patient.birthText} · ${sheet.patient.sex}`, { maxLines: 2 }),
    ...text(sheet.warning ?? '', { bold: true, maxLines: 4 }),
    ...sheet.sections.flatMap((section): Block[] => [
      gap(3), { kind: 'rule' }, gap(3),
      ...text(section.title, { bold: true, maxLines: 2 }),
      ...(section.lines.length === 0 ? text(section.none, { maxLines: 2 }) : section.lines.flatMap((line) => [
        gap(2),
        ...(line.value === undefined ? text(line.text, { bold: true, maxLines: 3 }) : pair(line.text, line.value)),
        ...text(line.more ?? '', { maxLines: 6 }), ...text(line.when ?? '', { maxLines: 1 }),
      ])),
    ]),
    gap(4), { kind: 'rule' }, gap(3),
    ...text(sheet.madeBy, { maxLines: 2 }),
    ...(sheet.signature === undefined ? [] : [gap(30), { kind: 'rule' as const }, ...text(sheet.signature, {})]),
  ];
}

/** What is said of the line above, a little further in. */
const aside = (detail: string): Block => ({ kind: 'pair', label: `  ${detail}`, value: '' });

/** A receipt as it leaves the printer at a till. */
export function receiptBlocks(receipt: Receipt): Block[] {
  return [
    ...text(receipt.clinicName, { bold: true, maxLines: 2 }), ...text(receipt.title, { bold: true, scale: 2, maxLines: 2 }),
    gap(3), { kind: 'rule' }, gap(3),
    ...receipt.facts.flatMap(([label, value]) => pair(label, value)),
    ...(receipt.rows.length === 0 ? [] : [gap(3), { kind: 'rule' as const }, gap(3)]),
    ...receipt.rows.flatMap(({ title, detail, amount }) => [...pair(title, amount), ...(detail === '' ? [] : [aside(detail)])]),
    gap(3), { kind: 'rule' }, gap(3),
    ...receipt.totals.flatMap(({ label, amount, strong }) => (strong ? [...text(label, { bold: true, maxLines: 2 }), ...text(amount, { bold: true, scale: 2 })] : pair(label, amount))),
    gap(4),
    ...receipt.notes.flatMap((note) => text(note, { maxLines: 3 })),
  ];
}

/** Shows at a glance which alphabets, sizes and codes this printer manages. */
export function testPageBlocks(page: TestPage): Block[] {
  return [
    ...text(page.title, { bold: true, maxLines: 2 }),
    ...text(page.printerName, { maxLines: 2 }),
    gap(3), { kind: 'rule' }, gap(3),
    ...page.sentences.flatMap((sentence) => text(sentence, { maxLines: 3 })),
    { kind: 'headline', text: 'A-014', maxScale: 6 },
    gap(4),
    { kind: 'qr', text: 'A-014' },
  ];
}

const gap = (tenths: number): Block => ({ kind: 'gap', tenths });

function text(value: string, { bold = false, scale = 1, maxLines = 1 }): Block[] {
  const clean = printableText(value);
  return clean === '' ? [] : [{ kind: 'text', text: clean, bold, scale, maxLines }];
}

function pair(label: string, value: string): Block[] {
  const clean = printableText(value);
  return clean === '' ? [] : [{ kind: 'pair', label: printableText(label), value: clean }];
}
