import { expect, test } from 'vitest';
import { fontsInPackages } from '#main/printing/fonts/font-files.ts';
import { Typefaces } from '#main/printing/fonts/typefaces.ts';
import { drawerReportOf, receiptOf, type Made } from '#main/printing/make-receipts.ts';
import { billPaper, claimBatchPaper, creditNotePaper } from '#main/printing/make-bills.ts';
import { createDocumentRenderer } from '#main/printing/render-document.ts';
import { createLineArtist } from '#main/printing/text/line-artist.ts';
import { clinicWithPrices, type ClinicWithPrices } from '#tests/support/billing.ts';
import { failureOf } from '#tests/support/desk.ts';
import { readEscpos } from '#tests/support/escpos-reader.ts';
import { keepPaper, paperOf } from '#tests/support/paper-picture.ts';

const typefaces = new Typefaces(fontsInPackages());
const artist = createLineArtist(typefaces);
const render = createDocumentRenderer({ typefaces, now: () => Date.UTC(2026, 2, 14) });

interface Told { readonly language: 'en' | 'es' | 'ar'; readonly clinic: string; readonly name: string; readonly things: readonly [string, string, string]; readonly reason: string }

const told: readonly Told[] = [
  { language: 'en', clinic: 'Riverside Health Centre', name: 'Mara Lindqvist', things: ['Consultation', 'Dressing of a burn on the left forearm', 'Paracetamol 500 mg'], reason: 'The dressing was not needed' },
  { language: 'es', clinic: 'Centro de Salud La Ribera', name: 'José Ángel Núñez', things: ['Consulta general', 'Cura de quemadura del antebrazo izquierdo', 'Paracetamol 500 mg'], reason: 'No hizo falta la cura' },
  { language: 'ar', clinic: 'مركز النهر الصحي', name: 'ليلى عبد الله', things: ['استشارة عامة', 'تضميد حرق في الساعد الأيسر', 'باراسيتامول 500 mg'], reason: 'لم تكن الضمادة لازمة' },
];

/** A day at the till in one language: paid in cash and in part, insured, given back, credited, kept, claimed, counted. */
async function dayOf({ language, clinic: clinicName, name, things, reason }: Told): Promise<{ readonly clinic: ClinicWithPrices; readonly papers: Record<string, Made> }> {
  const clinic = await clinicWithPrices();
  const { manager, cashier, insurer } = clinic;
  await manager.clinic.saveSettings({ name: clinicName, languages: [language] });
  await cashier.cashDrawer.open({ float: 200_000 });
  const { id: patientId } = await clinic.reception.patients.create({ name, ageOrBirth: '34', sex: 'female', policyNumber: 'SHA-8812-44' });
  const charge = async (): Promise<void> => {
    for (const [index, title] of things.entries()) await cashier.billing.addLine({ patientId, title, amount: [50_001, 37_500, 1500][index] ?? 0, quantity: index === 2 ? 20 : 1 });
  };
  await charge();
  await manager.billing.discount({ patientId, amount: 5000, reason });
  const paid = await cashier.billing.pay({ patientId, method: 'cash', tendered: 200_000 });
  const invoiceId = paid.account.bills[0]?.id ?? '';
  // A receipt that is printed once more says what it said: later steps are no part of it.
  clinic.desk.advance(60_000);
  const back = await cashier.billing.refund({ patientId, invoiceId, amount: 37_500, method: 'cash', reason });
  const deposit = await cashier.billing.deposit({ patientId, amount: 30_000, method: 'cash' });
  await charge();
  await cashier.billing.setPayer({ patientId, payerId: insurer });
  const part = await cashier.billing.pay({ patientId, method: 'card', amount: 10_000, reference: '4411' });
  const insuredId = part.account.bills.find(({ status }) => status === 'pending')?.id ?? '';
  await cashier.cashDrawer.move({ kind: 'expense', amount: 4500, reason });
  await cashier.claims.prepare({});
  const claims = (await cashier.claims.list({})).claims.map(({ id }) => id);
  const { batchId } = await cashier.claims.submit({ payerId: insurer, claimIds: claims });
  const { closed } = await cashier.cashDrawer.close({ pieces: { '100000': 2, '50000': 1, '20000': 2, '500': 1 }, reason });
  const { read } = clinic.desk.desk.parts.store;
  const note = (await cashier.billing.account({ patientId })).bills.find(({ id }) => id === invoiceId)?.cuts.find(({ kind }) => kind === 'credit')?.number ?? '';
  return { clinic, papers: {
    receipt: receiptOf(read, { paymentId: paid.payment.id }), refund: receiptOf(read, { paymentId: back.payment.id }), deposit: receiptOf(read, { paymentId: deposit.payment.id }),
    'part-paid': receiptOf(read, { paymentId: part.payment.id }), bill: billPaper(read, { patientId, invoiceId: insuredId }), 'credit-note': creditNotePaper(read, { patientId, invoiceId, number: note }),
    claims: claimBatchPaper(read, batchId), 'drawer-report': drawerReportOf(read, closed.id),
  } };
}

/** Those a till prints most: each picture of a roll costs a second. */
const ON_A_ROLL: ReadonlySet<string> = new Set(['receipt', 'refund', 'drawer-report']);

/** The rest is laid out alike. */
const IN_EVERY_LANGUAGE: ReadonlySet<string> = new Set(['receipt', 'bill', 'claims', 'drawer-report']);

// Looked at in test-results/papers; nothing compares pictures.
test.each(told)('the papers of the till come out on a roll and on a page in $language', async (each) => {
  const { papers } = await dayOf(each);
  for (const [name, { document }] of Object.entries(papers)) {
    if (each.language !== 'en' && !IN_EVERY_LANGUAGE.has(name)) continue;
    const file = `${each.language}-${name}`;
    if (name !== 'claims') {
      const roll = await render(document, { language: 'escpos', paper: '80mm' });
      // Read back by the commands alone: throws on anything a printer does not know.
      for (const item of readEscpos(roll)) if (item.kind === 'line') expect(item.columns).toBeLessThanOrEqual(48);
      if (ON_A_ROLL.has(name)) keepPaper(file, { roll: paperOf(roll, artist) });
    }
    const pdf = await render(document, { language: 'pdf', paper: 'a4' });
    // One page of A4, in points.
    expect([...Buffer.from(pdf).toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...size]) => size.map((points) => Math.round(Number(points))))).toEqual([[595, 842]]);
    keepPaper(file, { pdf });
  }
}, 240_000);

test('papers say what was charged, paid, given back and is due, each in the amounts of the bill', async () => {
  const [english] = told;
  if (!english) throw new Error('no language');
  const { papers, clinic } = await dayOf(english);
  const content = (name: string) => {
    const document = papers[name]?.document;
    if (document?.kind !== 'receipt') throw new Error(`no ${name}`);
    return document.content;
  };
  const totals = (name: string): Record<string, string> => Object.fromEntries(content(name).totals.map(({ label, amount }) => [label, amount]));
  expect(totals('receipt')).toEqual({ Total: 'KES 1,125.00', 'Paid (Cash)': 'KES 1,125.00', Received: 'KES 2,000.00', Change: 'KES 875.00' });
  expect(totals('refund')).toEqual({ Total: 'KES 750.00', 'Paid before': 'KES 1,125.00', 'Given back (Cash)': 'KES 375.00' });
  expect(totals('bill')).toEqual({ Total: 'KES 1,175.01', 'Insurer pays': 'KES 940.01', 'Patient pays': 'KES 235.00', Paid: 'KES 100.00', 'Still due': 'KES 135.00' });
  expect(totals('part-paid')).toEqual({ Total: 'KES 1,175.01', 'Insurer pays': 'KES 940.01', 'Paid (Card)': 'KES 100.00', 'Still due': 'KES 135.00' });
  expect(totals('credit-note')).toEqual({ Total: 'KES -375.00' });
  expect(content('credit-note').rows.map(({ amount }) => amount)).toEqual(['KES -159.57', 'KES -119.68', 'KES -95.75']);
  expect(content('claims')).toMatchObject({ rows: [{ title: 'Mara Lindqvist', detail: expect.stringMatching(/^SHA-8812-44 · .+-2 · 14\/03\/2026$/), amount: 'KES 940.01' }], totals: [{ amount: 'KES 940.01' }] });
  expect(content('drawer-report').rows.slice(-5).map(({ title }) => title)).toEqual(['Notes and coins', '2 × KES 1,000.00', '1 × KES 500.00', '2 × KES 200.00', '1 × KES 5.00']);
  const { cashier } = clinic;
  const { id: patientId } = await clinic.reception.patients.create({ name: 'Somebody', ageOrBirth: '20', sex: 'male' });
  const { account } = await cashier.billing.addLine({ patientId, title: 'Card', amount: 700 });
  const invoiceId = account.open?.id ?? '';
  expect(await failureOf(cashier.printing.billPdf({ patientId, invoiceId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'bill-open' } });
  await cashier.billing.generate({ patientId });
  expect((await cashier.printing.billPdf({ patientId, invoiceId })).fileName).toMatch(/^[^/]+\.pdf$/);
  expect(await failureOf(cashier.printing.bill({ patientId, invoiceId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'no-printer' } });
  expect(await failureOf(cashier.printing.creditNotePdf({ patientId, invoiceId, number: 'X' }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await failureOf(cashier.printing.claimBatchPdf({ batchId: patientId }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await failureOf(clinic.desk.as('nurse').printing.billPdf({ patientId, invoiceId }))).toMatchObject({ code: 'NOT_ALLOWED' });
});
