import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, type Operation } from '#domain/sync/operation.ts';
import { canonicalOf, CHAIN_START, Links, nextLink, textsOf } from '#server/sync/chain.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u007f', '\u2028', '\ud83e', '\udd12', 'é', 'م') }));
const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
const operation: fc.Arbitrary<Operation> = fc.record({
  dseq: fc.maxSafeNat(), group: fc.maxSafeNat(), opId: fc.uuid(), table: fc.maxSafeNat(), rowId: text, kind: fc.constantFrom(1, 2, 3, 4),
  hlc: fc.maxSafeNat(), schemaVersion: fc.nat(100), personId: fc.option(text), at: fc.maxSafeNat(), intent: text,
  batch: fc.option(text), columns: fc.array(fc.tuple(fc.nat(30), scalar), { maxLength: 4 }),
  previous: fc.array(fc.tuple(fc.nat(30), fc.maxSafeNat(), fc.nat(2 ** 32)), { maxLength: 4 }),
});

it('what the chain covers is written as PCs write it, whatever it holds', () => {
  fc.assert(fc.property(operation, (op) => { expect(canonicalOf(op, textsOf(op))).toBe(canonical(op)); }), { numRuns: 2000 });
});

it('links of a batch are those of its operations one by one', () => {
  fc.assert(fc.property(fc.array(operation, { minLength: 1, maxLength: 6 }), (operations) => {
    const links = new Links(CHAIN_START, operations.length);
    for (const op of operations) links.add(canonical(op));
    const alone = operations.reduce<Buffer[]>((made, op) => [...made, nextLink(made.at(-1) ?? CHAIN_START, op)], [CHAIN_START]);
    expect(alone.map((_, count) => links.after(count))).toEqual(alone);
    expect([links.count, links.last(), links.after(-1), links.after(operations.length + 1)]).toEqual([operations.length, alone.at(-1), undefined, undefined]);
  }));
});

it('no link has another length', () => {
  expect(() => new Links(Buffer.alloc(15), 1)).toThrow(RangeError);
});
