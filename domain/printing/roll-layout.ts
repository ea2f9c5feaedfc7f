import type { Block } from './blocks.ts';
import type { PatientCard, PatientCardLabels, TestPage, TokenSlip, TokenSlipLabels, WristbandLabel } from './documents.ts';
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
