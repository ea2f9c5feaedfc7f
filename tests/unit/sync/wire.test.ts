import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OperationKind, type ColumnValue, type Scalar } from '#domain/sync/operation.ts';
import { compactId, idOf } from '#domain/sync/wire/compact-id.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { packText } from '#domain/sync/wire/pack-text.ts';
import { pack, type Packed } from '#domain/sync/wire/pack.ts';
import { unpack, WireError } from '#domain/sync/wire/unpack.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('\u0000', '\ud800', '=x', ''));
const id = fc.oneof(fc.uuid(), fc.constantFrom('clinic', '', '='));
const scalar = fc.oneof(fc.constant(null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)), anyText) as fc.Arbitrary<Scalar>;
const clock = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const operation = fc.record({
  opId: fc.uuid(), table: fc.nat(200), rowId: id, kind: fc.constantFrom(...Object.values(OperationKind)), hlc: clock, group: fc.nat(3),
  schemaVersion: fc.nat(3), personId: fc.option(fc.constantFrom('p1', 'p2')), at: fc.nat(3), intent: fc.constantFrom('a.b', 'c.d'), batch: fc.option(fc.constant('b1')),
  columns: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), scalar), { maxLength: 4 }),
  previous: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), clock, fc.integer({ min: 0, max: 2 ** 48 - 1 })), { maxLength: 4 }),
  origin: fc.constantFrom('d1', 'd2'), dseqStep: fc.nat(2), seqStep: fc.nat(2),
});
/** Numbers that only grow, as in a stream and in a log. */
const operations = fc.array(operation, { maxLength: 12 }).map((list) => {
  let [dseq, seq] = [0, 0];
  return list.map(({ dseqStep, seqStep, ...op }): LoggedOperation => {
    dseq += 1 + dseqStep;
    seq += 1 + seqStep;
    return { ...op, columns: op.columns, previous: op.previous, dseq, seq };
  });
});

test('what is packed is unpacked as it was, through JSON', () => {
  fc.assert(fc.property(operations, (list) => {
    expect(unpack(JSON.parse(JSON.stringify(pack(list))) as Packed)).toEqual(list);
  }), { numRuns: 1000 });
});

test('what goes from the log on as text reads like what is packed from operations', () => {
  // Texts that look like the punctuation between columns, and values that JSON writes in other ways.
  const value = fc.oneof(scalar, fc.constantFrom('],[3,"x', 'a],[1,2', '[', ']', '"', '\\', '\\"],[2,"', 'null', '],[', 1e21, -1.5e-7, 0, 'é😀 '));
  const texted = fc.tuple(operations, fc.infiniteStream(value)).map(([list, values]) =>
    list.map((op) => ({ ...op, columns: op.columns.map(([column]): ColumnValue => [column, values.next().value as Scalar]) })));
  fc.assert(fc.property(texted, (list) => {
    const texts = list.map(({ columns, previous, ...op }) => ({ ...op, columnsText: JSON.stringify(columns), previousText: JSON.stringify(previous) }));
    expect(unpack(JSON.parse(packText(texts)) as Packed)).toEqual(list);
    // Space between the parts, as no log of ours has it, is no harm.
    const spaced = texts.map((op) => ({ ...op, columnsText: ` ${op.columnsText}` }));
    expect(unpack(JSON.parse(packText(spaced)) as Packed)).toEqual(list);
  }), { numRuns: 3000 });
});

test('a number that came again in another life of the log is packed too, though all else of it is the same', () => {
  const [one] = fc.sample(operations.filter((list) => list.length > 0), { numRuns: 1, seed: 1 })[0] ?? [];
  if (!one) throw new Error('nothing to pack');
  const twice = [one, { ...one, opId: '0190163d-8694-739b-aea5-966c26f8ad91', seq: one.seq === 0 ? 0 : one.seq + 1 }, { ...one, dseq: Math.max(0, one.dseq - 1), seq: one.seq === 0 ? 0 : one.seq + 2 }];
  expect(unpack(JSON.parse(JSON.stringify(pack(twice))) as Packed)).toEqual(twice);
});

test('every id survives being made short', () => {
  fc.assert(fc.property(id, (each) => { expect(idOf(compactId(each))).toBe(each); }));
  expect(compactId('0190163d-8694-739b-aea5-966c26f8ad91')).toHaveLength(22);
});

test('any damage of a message is either read or refused as a wire error', () => {
  fc.assert(fc.property(operations, fc.nat(), fc.jsonValue(), (list, where, instead) => {
    const packed = JSON.parse(JSON.stringify(pack(list))) as Packed;
    damage(packed.groups as unknown[], where, instead);
    try {
      unpack(packed);
    } catch (error) {
      expect(error).toBeInstanceOf(WireError);
    }
  }), { numRuns: 5000 });
});

/** Puts another value somewhere inside. */
function damage(tree: unknown[], where: number, instead: unknown): void {
  let at: unknown[] = tree;
  for (let left = where; at.length > 0; left = Math.floor(left / at.length)) {
    const inner: unknown = at[left % at.length];
    if (!Array.isArray(inner) || left % 3 === 0) {
      at[left % at.length] = instead;
      return;
    }
    at = inner as unknown[];
    if (left === 0 || at.length === 0) return;
  }
}
