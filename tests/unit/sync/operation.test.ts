import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, tieOf, versionOfOperation, type Operation } from '#domain/sync/operation.ts';

const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
const operation: fc.Arbitrary<Operation> = fc.record({
  dseq: fc.nat(), group: fc.nat(), opId: fc.uuid(), table: fc.nat(100), rowId: fc.uuid(), kind: fc.constantFrom(1, 2, 3, 4),
  hlc: fc.maxSafeNat(), schemaVersion: fc.nat(100), personId: fc.option(fc.uuid()), at: fc.maxSafeNat(), intent: fc.string(),
  batch: fc.option(fc.uuid()), columns: fc.array(fc.tuple(fc.nat(30), scalar), { maxLength: 4 }),
  previous: fc.array(fc.tuple(fc.nat(30), fc.maxSafeNat(), fc.nat(2 ** 32)), { maxLength: 4 }),
});

describe('the canonical form', () => {
  test('does not depend on the order in which an operation was put together', () => {
    fc.assert(fc.property(operation, (op) => {
      const backwards = Object.fromEntries(Object.entries(op).reverse()) as unknown as Operation;
      expect(canonical(backwards)).toBe(canonical(op));
    }));
  });

  test('survives storage as JSON', () => {
    fc.assert(fc.property(operation, (op) => {
      expect(canonical(JSON.parse(JSON.stringify(op)) as Operation)).toBe(canonical(op));
    }));
  });

  test('differs as soon as any one field differs', () => {
    const op: Operation = {
      dseq: 7, group: 6, opId: '0198c1de-0000-7000-8000-00000000000a', table: 10, rowId: '0198c1de-0000-7000-8000-00000000000b', kind: 2,
      hlc: 99, schemaVersion: 10, personId: null, at: 1, intent: 'patients.update', batch: null, columns: [[2, 'a']], previous: [[2, 98, 5]],
    };
    const others: Operation[] = [
      { ...op, dseq: 8 }, { ...op, group: 7 }, { ...op, opId: op.rowId }, { ...op, table: 11 }, { ...op, rowId: op.opId }, { ...op, kind: 1 },
      { ...op, hlc: 100 }, { ...op, schemaVersion: 11 }, { ...op, personId: '' }, { ...op, at: 2 }, { ...op, intent: 'patients.create' },
      { ...op, batch: '' }, { ...op, columns: [[2, 'b']] }, { ...op, columns: [[3, 'a']] }, { ...op, columns: [[2, null]] },
      { ...op, previous: [[2, 98, 6]] }, { ...op, previous: [] },
    ];
    expect(new Set([op, ...others].map(canonical)).size).toBe(others.length + 1);
    const named = new Set(others.flatMap((other) => Object.keys(op).filter((field) => other[field as keyof Operation] !== op[field as keyof Operation])));
    expect([...named].sort(), 'every field of an operation is tried').toEqual(Object.keys(op).sort());
  });
});

test('the tie is the last 48 bits of the operation id', () => {
  expect(tieOf('0198c1de-0000-7000-8000-0123456789ab')).toBe(0x0123456789ab);
  fc.assert(fc.property(fc.uuid(), (id) => { expect(Number.isSafeInteger(tieOf(id))).toBe(true); }));
  expect(versionOfOperation({ hlc: 5, opId: '0198c1de-0000-7000-8000-000000000001' } as Operation)).toEqual([5, 1]);
});
