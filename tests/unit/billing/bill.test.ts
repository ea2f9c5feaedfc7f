import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueOf, lineAmounts, MOST_LINE, MOST_LINES, standingLines, statusOf, takeOff, takeOffPatient, totalsOf, undone, type BillRow, type Terms } from '#domain/billing/bill.ts';
import { claimMoved, CLAIM_MOVES, CLAIM_STATUSES } from '#domain/billing/claim.ts';
import { changeIn, countedCash, expectedCash } from '#domain/billing/drawer.ts';
import { decimalsOf, decimalText, MOST_MONEY, readMoney, WHOLE_RATE } from '#domain/kit/money.ts';
import { priceFor, type Price } from '#domain/billing/prices.ts';
import { formatReceiptNumber } from '#domain/billing/receipt-number.ts';

const terms = fc.record<Terms>({
  quantity: fc.integer({ min: 1, max: 9 }), unitAmount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: MOST_MONEY })),
  taxRate: fc.integer({ min: 0, max: 3000 }), taxIncluded: fc.boolean(), insurerRate: fc.integer({ min: 0, max: WHOLE_RATE }),
});
const rows = fc.array(terms, { minLength: 1, maxLength: 12 }).map((lines) => lines.flatMap((line, index): BillRow[] => {
  const amounts = lineAmounts(line);
  return amounts.ok ? [{ id: String(index), ofId: null, ...amounts.value }] : [];
}));

const line = (over: Partial<Terms> = {}): unknown => lineAmounts({ quantity: 1, unitAmount: 1000, taxRate: 0, taxIncluded: false, insurerRate: 0, ...over });

describe('a line of a bill', () => {
  test('holds its tax beside the price or in it', () => {
    expect(line({ quantity: 3, unitAmount: 333, taxRate: 1600 })).toEqual({ ok: true, value: { total: 1159, tax: 160, insurer: 0 } });
    expect(line({ unitAmount: 1160, taxRate: 1600, taxIncluded: true, insurerRate: 8000 })).toEqual({ ok: true, value: { total: 1160, tax: 160, insurer: 928 } });
    expect(line({ unitAmount: 0, taxRate: 1600 })).toEqual({ ok: true, value: { total: 0, tax: 0, insurer: 0 } });
    expect(line({ quantity: 9, unitAmount: MOST_MONEY })).toMatchObject({ ok: true });
    expect(line({ quantity: 11, unitAmount: MOST_MONEY })).toEqual({ ok: false, error: 'too-large' });
  });

  test('never takes more or less than the price and its tax, and fits a number', () => {
    fc.assert(fc.property(terms, (each) => {
      const made = lineAmounts(each);
      if (!made.ok) return;
      const { total, tax, insurer } = made.value;
      expect(total - (each.taxIncluded ? 0 : tax)).toBe(each.quantity * each.unitAmount);
      expect(tax >= 0 && tax <= total && insurer >= 0 && insurer <= total).toBe(true);
      expect(total * MOST_LINES <= Number.MAX_SAFE_INTEGER && total <= MOST_LINE).toBe(true);
    }));
  });
});

describe('a bill', () => {
  test('a discount takes exactly what was said, and no line below nothing', () => {
    fc.assert(fc.property(rows, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (lines, percent, more) => {
      const before = totalsOf(lines);
      let all = [...lines];
      let off = 0;
      for (const part of [percent, more]) {
        const left = totalsOf(all).total;
        const amount = Math.floor(left / 100) * part;
        const taken = takeOff(all, amount);
        if (!taken.ok) throw new Error('too much');
        off += amount;
        all = [...all, ...taken.value.map((each, index) => ({ ...each, id: `${String(part)}-${String(all.length + index)}` }))];
      }
      const after = totalsOf(all);
      expect(after.total).toBe(before.total - off);
      expect(after.patient + after.insurer).toBe(after.total);
      for (const { total, tax, insurer } of standingLines(all)) expect(total >= 0 && tax >= 0 && insurer >= 0 && insurer <= total && tax <= total).toBe(true);
    }));
  });

  test('nothing is left of it when every line was undone', () => {
    fc.assert(fc.property(rows, (lines) => {
      const taken = takeOff(lines, Math.floor(totalsOf(lines).total / 3));
      if (!taken.ok) throw new Error('too much');
      const all = [...lines, ...taken.value.map((each, index) => ({ ...each, id: `d${String(index)}` }))];
      const end = [...all, ...standingLines(all).map(undone)];
      expect(totalsOf(end)).toEqual({ total: 0, tax: 0, insurer: 0, patient: 0 });
    }));
  });

  test('credits and refunds in any order take exactly what was said, of the patient or of all, and the last one leaves nothing', () => {
    const step = fc.record({ ofPatient: fc.boolean(), percent: fc.integer({ min: 0, max: 100 }) });
    fc.assert(fc.property(rows, fc.integer({ min: -2, max: 2 }), fc.array(step, { maxLength: 4 }), fc.boolean(), (lines, rounding, steps, lastOfPatient) => {
      // What paying in coins added or left away; never more than the patient pays.
      const rounded = Math.max(rounding, -totalsOf(lines).patient);
      let all: BillRow[] = [...lines, ...(rounded === 0 ? [] : [{ id: 'rounding', ofId: null, total: rounded, tax: 0, insurer: 0 }])];
      const take = (ofPatient: boolean, off: number): void => {
        const before = totalsOf(all);
        const taken = (ofPatient ? takeOffPatient : takeOff)(all, off);
        if (!taken.ok) throw new Error('too much');
        all = [...all, ...taken.value.map((each, index) => ({ ...each, id: `${String(all.length)}-${String(index)}` }))];
        const after = totalsOf(all);
        expect(ofPatient ? before.patient - after.patient : before.total - after.total).toBe(off);
      };
      for (const { ofPatient, percent } of steps) {
        const left = totalsOf(all);
        take(ofPatient, Math.floor((ofPatient ? left.patient : left.total) / 100) * percent);
      }
      const left = totalsOf(all);
      const [ofPatient, off] = lastOfPatient && left.patient > 0 ? [true, left.patient] : [false, left.total];
      take(ofPatient, off);
      if (off > 0) expect(standingLines(all).filter(({ total, tax, insurer }) => total !== 0 || tax !== 0 || insurer !== 0)).toEqual([]);
    }), { numRuns: 300 });
  });

  test('a part of what the patient paid comes off without a row for rounding', () => {
    // 80 % of 1001 and of 333 is the insurer's: the patient pays 200 and 67.
    const lines: BillRow[] = [{ id: 'a', ofId: null, total: 1001, tax: 0, insurer: 801 }, { id: 'b', ofId: null, total: 333, tax: 0, insurer: 266 }];
    expect(takeOffPatient(lines, 100)).toMatchObject({ ok: true, value: [{ ofId: 'a', total: -375, insurer: -300 }, { ofId: 'b', total: -124, insurer: -99 }] });
    expect(takeOffPatient(lines, 268)).toEqual({ ok: false, error: 'too-much' });
  });

  test('money is neither made nor lost, whatever the decimals of the currency: as it was typed, so it adds up', () => {
    fc.assert(fc.property(fc.constantFrom('KES', 'JPY', 'UGX', 'KWD', 'IQD', 'USD'), rows, (currency, lines) => {
      const decimals = decimalsOf(currency);
      const { total, insurer, patient } = totalsOf(lines);
      expect(insurer + patient).toBe(total);
      // Digits without the point are the minor units: what is shown adds up to what is shown as the total.
      const digits = (amount: number): bigint => BigInt(decimalText(amount, decimals).replace('.', ''));
      expect(lines.reduce((sum, each) => sum + digits(each.total), 0n)).toBe(digits(total));
      for (const { total: amount } of lines) if (amount <= MOST_MONEY) expect(readMoney(decimalText(amount, decimals), decimals, MOST_MONEY)).toEqual({ ok: true, value: amount });
    }));
  });

  test('more than all of it cannot be taken off', () => {
    expect(takeOff([{ id: 'a', ofId: null, total: 10, tax: 0, insurer: 0 }], 11)).toEqual({ ok: false, error: 'too-much' });
  });

  test('is paid when the patient owes nothing of it', () => {
    const sums = { total: 1000, insurer: 800, paid: 0, insured: 0 };
    expect([dueOf(sums), statusOf('issued', sums), statusOf('issued', { ...sums, paid: 200 }), statusOf('issued', { ...sums, paid: 300 }), statusOf('draft', sums), statusOf('cancelled', sums)])
      .toEqual([200, 'pending', 'paid', 'paid', 'draft', 'cancelled']);
  });
});

test('the price meant most closely counts: the payer before the age, and only ages that are known', () => {
  const price = (id: string, over: Partial<Price>): Price => ({ id, itemKey: 'service:a', name: '', code: '', payerId: null, ageFrom: null, ageBefore: null, amount: 1, tax: null, active: true, ...over });
  const all = [price('a', {}), price('b', { ageBefore: 5 }), price('c', { payerId: 'nhif' }), price('d', { payerId: 'nhif', ageFrom: 60 }), price('e', { active: false, payerId: 'nhif', ageFrom: 60 })];
  const pick = (payerId: string | null, ageYears: number | null): string | undefined => priceFor(all, 'service:a', { payerId, ageYears })?.id;
  expect([pick(null, 4), pick(null, 5), pick(null, null), pick('nhif', 4), pick('nhif', 60), pick('other', 60)]).toEqual(['b', 'a', 'a', 'c', 'd', 'a']);
  expect(priceFor(all, 'service:b', { payerId: null, ageYears: 4 })).toBeUndefined();
});

test('a drawer holds its float, what came and went, and the cash; a count changes nothing', () => {
  expect(expectedCash([{ kind: 'float', amount: 5000 }, { kind: 'expense', amount: -1200 }, { kind: 'count', amount: 9999 }], 7000)).toBe(10_800);
  expect(countedCash({ '1000': 3, '50': 2 })).toBe(3100);
  expect(changeIn(1385, [1000, 200, 100, 50, 20, 10, 5])).toEqual({ pieces: [[1000, 1], [200, 1], [100, 1], [50, 1], [20, 1], [10, 1], [5, 1]], rest: 0 });
  expect(changeIn(3, [5])).toEqual({ pieces: [], rest: 3 });
});

test('a claim takes only the steps of its table', () => {
  const allowed = CLAIM_STATUSES.map((status) => [status, CLAIM_MOVES.filter((move) => claimMoved(status, move).ok)]);
  expect(Object.fromEntries(allowed)).toEqual({ draft: ['submit'], submitted: ['accept', 'reject', 'pay'], accepted: ['reject', 'pay'], rejected: ['correct'], paid: [] });
  expect(claimMoved('paid', 'reject')).toEqual({ ok: false, error: 'claim-is-paid' });
});

test('a receipt number names till, year and place in the series', () => {
  expect(formatReceiptNumber({ slot: '3F', suffix: '', year: '2026', counter: 412 })).toMatch(/^R3F-26-000412-[0-9A-Z]$/);
});
