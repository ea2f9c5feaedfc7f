import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#domain/kit/calendar.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { readExpiry } from '#domain/stock/expiry.ts';
import { planTakes, usableOf, type BatchOnHand } from '#domain/stock/fefo.ts';
import { checkItem, type ItemDraft } from '#domain/stock/item.ts';
import { isMeant, isUnitOf, itemsFor } from '#domain/stock/match.ts';
import { postingId, reversalId } from '#domain/stock/movement.ts';
import { consumption, propose, wasteBefore, wasteOfEach, WINDOW_DAYS } from '#domain/stock/reorder.ts';
import { adjustmentOf, mayBecome, overlaps, stocktakeStatuses } from '#domain/stock/stocktake.ts';
import { totalValue, valueOf } from '#domain/stock/valuation.ts';

const TODAY = '2026-03-14';
const batch = (batchId: string, onHand: number, expiresOn: string | null, receivedAt = '2026-01-01T00:00:00.000Z'): BatchOnHand => ({ batchId, onHand, expiresOn, receivedAt });

describe('what goes out first', () => {
  test('expires first, then is older, and is never expired', () => {
    const batches = [batch('never', 5, null), batch('late', 5, '2027-01-01'), batch('gone', 50, '2026-03-13'), batch('today', 2, TODAY), batch('older', 3, '2027-01-01', '2025-12-01T00:00:00.000Z'), batch('short', -4, '2026-04-01')];
    expect(planTakes(batches, 12, TODAY)).toEqual({ takes: [{ batchId: 'today', quantity: 2 }, { batchId: 'older', quantity: 3 }, { batchId: 'late', quantity: 5 }, { batchId: 'never', quantity: 2 }], missing: 0 });
    expect(planTakes(batches, 100, TODAY).missing).toBe(85);
    expect(usableOf(batches, TODAY)).toBe(11);
  });

  test('is no more than is there, in an order nothing later can improve', () => {
    const any = fc.array(fc.record({
      batchId: fc.uuid(), onHand: fc.integer({ min: -5, max: 40 }), expiresOn: fc.option(fc.integer({ min: -30, max: 400 }).map((days) => addDays(TODAY, days)), { nil: null }), receivedAt: fc.constant('2026-01-01T00:00:00.000Z'),
    }), { maxLength: 12 });
    fc.assert(fc.property(any, fc.integer({ min: 1, max: 200 }), (batches, wanted) => {
      const { takes, missing } = planTakes(batches, wanted, TODAY);
      expect(takes.reduce((sum, { quantity }) => sum + quantity, 0) + missing).toBe(wanted);
      const of = (id: string) => batches.find(({ batchId }) => batchId === id);
      for (const { batchId, quantity } of takes) {
        expect(quantity).toBeGreaterThan(0);
        expect(quantity).toBeLessThanOrEqual(of(batchId)?.onHand ?? 0);
        expect((of(batchId)?.expiresOn ?? '9999') >= TODAY).toBe(true);
      }
      // Whatever expires earlier than something taken was emptied before it.
      const last = takes.at(-1);
      for (const each of batches) {
        if (!last || each.onHand <= 0 || (each.expiresOn ?? '9999') < TODAY || (each.expiresOn ?? '9999') >= (of(last.batchId)?.expiresOn ?? '9999')) continue;
        expect(takes.find(({ batchId }) => batchId === each.batchId)?.quantity).toBe(each.onHand);
      }
    }));
  });
});

describe('what is used', () => {
  test('is averaged over the days on which there was any', () => {
    // 100 came ten days ago, ten went each day until it ran out five days ago.
    const days = [{ day: addDays(TODAY, -10), change: 90, used: 10 }, ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((back) => ({ day: addDays(TODAY, -back), change: back > 5 ? -10 : back === 5 ? -50 : 0, used: back > 5 ? 10 : back === 5 ? 50 : 0 }))];
    expect(consumption(days, 0, TODAY)).toEqual({ used: 100, stockedDays: 6, perDay: 100 / 6 });
  });

  test('leaves today out, whose balance counts all the same', () => {
    expect(consumption([{ day: TODAY, change: -30, used: 30 }, { day: addDays(TODAY, -1), change: -5, used: 5 }], 65, TODAY)).toEqual({ used: 5, stockedDays: WINDOW_DAYS, perDay: 5 / WINDOW_DAYS });
  });

  test('of an item never there is nothing, without dividing by it', () => {
    expect(consumption([], 0, TODAY)).toEqual({ used: 0, stockedDays: 0, perDay: 0 });
  });
});

describe('what to order', () => {
  const rule = { leadDays: 14, reviewDays: 30, safetyDays: 14, reorderAt: null };

  test('is what lasts until the order after, less what is there, in whole packs', () => {
    // MDS-3: level = 10 × 14 + 140; order = 10 × (14 + 30) + 140 − 250 = 330.
    expect(propose({ perDay: 10 }, 250, rule, 100)).toEqual({ level: 280, order: 400, state: 'low', lastsDays: 25 });
    expect(propose({ perDay: 10 }, 281, rule, 100)).toEqual({ level: 280, order: 0, state: 'enough', lastsDays: 28 });
  });

  test('goes by a level set by hand where there is one', () => {
    expect(propose({ perDay: 0 }, 3, { ...rule, reorderAt: 5 }, 1)).toEqual({ level: 5, order: 2, state: 'low', lastsDays: null });
    expect(propose({ perDay: 0 }, 0, { ...rule, reorderAt: 5 }, 10)).toMatchObject({ order: 10, state: 'out' });
  });

  test('is nothing where nothing is used, and more where it is below zero', () => {
    expect(propose({ perDay: 0 }, 0, rule, 10)).toEqual({ level: 0, order: 0, state: 'out', lastsDays: null });
    expect(propose({ perDay: 1 }, -6, rule, 1).order).toBe(14 + 30 + 14 + 6);
  });

  test('is never too little for the time until the next delivery, and less than a pack too much', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), fc.integer({ min: -50, max: 20_000 }), fc.integer({ min: 1, max: 500 }), (perDay, usable, pack) => {
      const { order, level } = propose({ perDay }, usable, rule, pack);
      expect(order % pack).toBe(0);
      expect(order > 0).toBe(usable <= level && level > 0);
      const wanted = perDay * 58;
      if (order > 0) expect(usable + order).toBeGreaterThan(wanted - 0.01);
      if (order > pack) expect(usable + order).toBeLessThan(wanted + pack + 0.01);
    }));
  });

  test('what will expire first is told', () => {
    expect(wasteBefore([{ expiresOn: addDays(TODAY, 9), onHand: 50 }, { expiresOn: addDays(TODAY, 19), onHand: 30 }, { expiresOn: null, onHand: 9 }], 3, TODAY)).toBe(20);
  });

  test('counts what two batches of one day cannot both be used for once', () => {
    const batch = (days: number, onHand: number) => ({ expiresOn: addDays(TODAY, days), onHand });
    expect(wasteOfEach([batch(19, 30), batch(9, 20), batch(9, 20), batch(9, -5)], 2, TODAY)).toEqual([10, 0, 20, 0]);
  });
});

describe('what stock is worth', () => {
  test('is exact for prices of twelve digits and the cheapest tablet', () => {
    expect(valueOf(999_999, { cost: 99_999_999_999_999, costUnits: 7 })).toBe((99_999_999_999_999n * 999_999n * 2n + 7n) / 14n);
    expect(valueOf(1, { cost: 1, costUnits: 3 })).toBe(0n);
    expect(valueOf(2, { cost: 1, costUnits: 3 })).toBe(1n);
    expect(valueOf(-4, { cost: 100, costUnits: 1 })).toBe(0n);
  });

  test('adds up to its lines, and says how many have no price', () => {
    const batches = [{ onHand: 10, cost: 500, costUnits: 3 }, { onHand: 5, cost: null, costUnits: 1 }, { onHand: 0, cost: null, costUnits: 1 }, { onHand: 7, cost: 0, costUnits: 1 }];
    expect(totalValue(batches)).toEqual({ value: 1667n, unknown: 1 });
  });
});

describe('a stocktake', () => {
  test('goes on and back only where it may', () => {
    const ways = stocktakeStatuses.flatMap((from) => stocktakeStatuses.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`));
    expect(ways).toEqual(['draft counted', 'draft cancelled', 'counted draft', 'counted posted', 'counted cancelled']);
  });

  test('adjusts by what the counter knew, and tells when there was more to know', () => {
    expect(adjustmentOf({ counted: 18, expected: 20 })).toBe(-2);
    expect(overlaps({ seen: 4 }, 4)).toBe(false);
    expect(overlaps({ seen: 4 }, 5)).toBe(true);
  });
});

describe('the id of a row that follows from another', () => {
  test('is the same at every PC, another than all that are drawn, and no two alike', () => {
    const id = '019cebb9-5e80-7000-8000-000000000001';
    const made = [reversalId(id), postingId(id), reversalId(postingId(id))];
    expect(made).toEqual(['019cebb9-5e80-8000-8000-000000000001', '019cebb9-5e80-6000-8000-000000000001', '019cebb9-5e80-5000-8000-000000000001']);
  });
});

describe('a scanned code', () => {
  test.each([
    ['5901234123457', '05901234123457', null, null], ['96385074', '00000096385074', null, null], ['SHELF-12', 'SHELF-12', null, null],
    ['0105901234123457172712311012AB', '05901234123457', '12AB', '2027-12-31'],
    [']d20105901234123457172702001012AB\u001d2199', '05901234123457', '12AB', '2027-02-28'],
    ['(01)05901234123457(17)280229(10)LOT 7', '05901234123457', 'LOT 7', '2028-02-29'],
    ['0105901234123457172702301012', '05901234123457', '12', null],
  ])('%j', (typed, code, lot, expiresOn) => {
    expect(readBarcode(typed)).toEqual({ code, lot, expiresOn });
  });

  test('of any sort is read or left, never a fault', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789()]dA-\u001d\u0665 '), maxLength: 60 }), (typed) => { readBarcode(typed); }));
    expect(readBarcode('  ')).toBeUndefined();
  });
});

describe('an expiry', () => {
  test.each([
    ['03/2027', '2027-03-31'], ['2-28', '2028-02-29'], ['2027-02', '2027-02-28'], ['31.12.2026', '2026-12-31'], ['2026-03-10', '2026-03-10'], ['', null], ['٠٣/٢٠٢٧', '2027-03-31'],
  ])('%s is %s', (typed, date) => {
    expect(readExpiry(typed, 'dmy', TODAY)).toEqual({ ok: true, value: date });
  });

  test.each([['30/02/2027', 'impossible-date'], ['13/2027', 'impossible-date'], ['soon', 'expiry-unreadable'], ['2027', 'expiry-unreadable'], ['01/2090', 'too-far'], ['29/02/2027', 'impossible-date']])('%s is refused as %s', (typed, code) => {
    expect(readExpiry(typed, 'dmy', TODAY)).toMatchObject({ ok: false, error: { code } });
  });

  test('takes day and month in the order of the clinic', () => {
    expect(readExpiry('04/05/2027', 'mdy', TODAY)).toEqual({ ok: true, value: '2027-04-05' });
    expect(readExpiry('04/05/2027', 'dmy', TODAY)).toEqual({ ok: true, value: '2027-05-04' });
  });
});

describe('a prescription', () => {
  const named = (id: string, name: string, strength: string | null, form: string | null) => ({ id, name, strength, form });
  const items = [named('a500', 'Amoxicillin', '500 mg', 'capsule'), named('a250', 'Amoxicillin', '250 mg', 'capsule'), named('asyr', 'Amoxicillin', '125 mg/5 ml', 'syrup'), named('amlo', 'Amlodipine', '5 mg', 'tablet'), named('para', 'Paracetamol', '500 mg', 'tablet')];

  test('is met by what has its name, the strength it names first', () => {
    expect(itemsFor('Amoxicillin 500mg capsules', null, null, items).map(({ id }) => id)[0]).toBe('a500');
    expect(itemsFor('amoxicillin', 'syrup', null, items).map(({ id }) => id)[0]).toBe('asyr');
    expect(itemsFor('Amoxicillin', null, '250 mg', items).map(({ id }) => id)[0]).toBe('a250');
    expect(itemsFor('Ibuprofen 400 mg', null, null, items)).toEqual([]);
    expect(itemsFor('', null, null, items)).toEqual([]);
  });

  test('is substituted by another name or another strength', () => {
    const [a500, a250, , , para] = items;
    if (!a500 || !a250 || !para) throw new Error('items');
    expect(isMeant(a500, 'Amoxicillin 500 mg', null)).toBe(true);
    expect(isMeant(a250, 'Amoxicillin 500 mg', null)).toBe(false);
    expect(isMeant(a250, 'Amoxicillin', null)).toBe(true);
    expect(isMeant(para, 'Amoxicillin 500 mg', null)).toBe(false);
  });

  test('is counted in the unit of the item, however it is shortened', () => {
    expect(['tab', 'tablets', 'tablet', '', null, 'tab.'].map((unit) => isUnitOf(unit, { unit: 'tablet' }))).toEqual([true, true, true, true, true, true]);
    expect(['mg', 'ml', 'capsule'].map((unit) => isUnitOf(unit, { unit: 'tablet' }))).toEqual([false, false, false]);
  });
});

describe('an item', () => {
  const draft: ItemDraft = { name: '  Amoxicillin ', form: 'capsule', strength: '500 mg', unit: 'capsule', packs: [{ name: 'box', size: 100 }], barcodes: ['5901234123457'], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null };

  test('is tidied', () => {
    expect(checkItem({ ...draft, packs: [{ name: 'strip', size: 10 }, { name: ' box ', size: 100 }], barcodes: ['5901234123457', '05901234123457', ' '] }, []))
      .toEqual({ ok: true, value: { ...draft, name: 'Amoxicillin', packs: [{ name: 'box', size: 100 }, { name: 'strip', size: 10 }], barcodes: ['05901234123457'] } });
  });

  test.each<[string, Partial<ItemDraft>, { field: string; code: string }]>([
    ['without a name', { name: ' ' }, { field: 'name', code: 'empty' }], ['without a unit', { unit: '' }, { field: 'unit', code: 'empty' }],
    ['with half a pack', { packs: [{ name: 'box', size: 1.5 }] }, { field: 'packs', code: 'pack-size' }], ['with a negative pack', { packs: [{ name: 'box', size: -10 }] }, { field: 'packs', code: 'pack-size' }],
    ['with two packs of a name', { packs: [{ name: 'box', size: 10 }, { name: 'BOX', size: 20 }] }, { field: 'packs', code: 'pack-twice' }],
    ['with another\'s barcode', { name: 'Other', barcodes: ['05901234123457'] }, { field: 'barcodes', code: 'barcode-taken' }], ['that is there', { barcodes: [] }, { field: 'name', code: 'item-taken' }],
  ])('%s is refused', (_, change, issue) => {
    expect(checkItem({ ...draft, ...change }, [{ ...draft, name: 'Amoxicillin', barcodes: ['05901234123457'] }])).toMatchObject({ ok: false, error: issue });
  });
});
