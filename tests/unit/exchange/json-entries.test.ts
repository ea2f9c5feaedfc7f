import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntrySplitter } from '#main/exchange/json-entries.ts';
import type { SplitEvent } from '#main/exchange/json-entries.ts';

type Seen = [string, ...unknown[]];

function split(bytes: Buffer, cuts: readonly number[], options: { lines?: boolean; longest?: number } = {}): Seen[] {
  const splitter = new EntrySplitter({ lines: options.lines ?? false, longest: options.longest ?? 1e6 });
  const seen: SplitEvent[] = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    seen.push(...splitter.push(Buffer.from(bytes.subarray(from, cut))));
    from = cut;
  }
  seen.push(...splitter.end());
  return seen.map((event) => (event.kind === 'broken'
    ? ['broken', event.document, event.index, event.reason]
    : event.kind === 'entry' ? ['entry', event.document, event.index, event.type, JSON.parse(event.bytes.toString())]
    : ['document', event.document, event.entries, event.type, JSON.parse(event.bytes.toString())]));
}

const tricky = [
  'plain', 'quote " inside', 'back\\slash\\', '{"entry":[{', ']}],', 'naïve – العربية 你好 🩺', '\u0000\u001f', '\\"', 'resourceType',
];
const entry = (n: number): unknown => ({
  fullUrl: `urn:uuid:${n}`, request: { method: 'POST', url: 'Patient' },
  resource: { contained: [{ resourceType: 'Other' }], text: tricky[n % tricky.length], resourceType: n % 2 ? 'Patient' : 'Claim', deep: [[{ a: [n, null, true, -1.5e3] }]] },
  search: { mode: 'match' },
});

describe('cutting a bundle', () => {
  const bundle = { meta: { entry: ['not these'] }, type: 'batch', entry: tricky.map((_, n) => entry(n)), resourceType: 'Bundle', link: [{ relation: 'self' }] };
  const expected: Seen[] = [
    ...bundle.entry.map((item, n): Seen => ['entry', 0, n, n % 2 ? 'Patient' : 'Claim', item]),
    ['document', 0, tricky.length, 'Bundle', { ...bundle, entry: [] }],
  ];

  test('gives the same pieces wherever the bytes are cut', () => {
    for (const text of [JSON.stringify(bundle), JSON.stringify(bundle, null, 2), `\ufeff${JSON.stringify(bundle)}\r\n`]) {
      const bytes = Buffer.from(text);
      for (let cut = 0; cut <= bytes.length; cut += 1) expect(split(bytes, [cut])).toEqual(expected);
    }
  });

  test('gives the same pieces byte by byte', () => {
    const bytes = Buffer.from(JSON.stringify(bundle));
    expect(split(bytes, Array.from(bytes, (_, i) => i))).toEqual(expected);
  });

  test('says once that the end is missing and keeps every whole entry, wherever it is cut off', () => {
    const bytes = Buffer.from(JSON.stringify(bundle));
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const seen = split(bytes.subarray(0, cut), []);
      expect(seen.filter(([kind]) => kind === 'broken')).toHaveLength(1);
      expect(seen.at(-1)?.[3]).toBe('truncated-json');
      expect(seen.slice(0, -1)).toEqual(expected.slice(0, seen.length - 1));
    }
  });
});

test('any JSON at all comes back as it was', () => {
  fc.assert(fc.property(
    fc.array(fc.record({ resource: fc.jsonValue(), other: fc.jsonValue() })), fc.jsonValue(), fc.array(fc.nat(400)),
    (entries, extra, at) => {
      const bundle = { extra, entry: entries, last: 1 };
      const bytes = Buffer.from(JSON.stringify(bundle));
      const cuts = at.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b);
      const seen = split(bytes, cuts);
      const plain = JSON.parse(JSON.stringify(bundle)) as typeof bundle;
      expect(seen.filter(([kind]) => kind === 'entry').map((event) => event[4])).toEqual(plain.entry);
      expect(seen.at(-1)?.[4]).toEqual({ ...plain, entry: [] });
    },
  ));
});

test('a list of resources and resources one after the other are documents', () => {
  const two = [{ resourceType: 'Patient', id: 'a' }, { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Encounter' } }] }];
  const expected = [
    ['document', 0, 0, 'Patient', two[0]], ['entry', 1, 0, 'Encounter', two[1]?.entry?.[0]],
    ['document', 1, 1, 'Bundle', { resourceType: 'Bundle', entry: [] }],
  ];
  expect(split(Buffer.from(JSON.stringify(two)), [])).toEqual(expected);
  expect(split(Buffer.from(`${JSON.stringify(two[0])} ${JSON.stringify(two[1])}`), [])).toEqual(expected);
});

test('a broken line spoils neither the line before nor the one after', () => {
  const text = '{"resourceType":"A"}\n{"resourceType":"B","x":"unfinished\nrubbish "x" {\n\n{"resourceType":"C"}\n[{"resourceType":"D"}]\n{"resourceType":"E"';
  const seen = split(Buffer.from(text), [], { lines: true });
  expect(seen.map(([kind, at, count, what]) => [kind, at, kind === 'document' ? what : count, kind === 'document' ? undefined : what])).toEqual([
    ['document', 0, 'A', undefined], ['broken', 1, undefined, 'truncated-json'], ['broken', 2, undefined, 'not-json'],
    ['document', 3, 'C', undefined], ['document', 4, 'D', undefined], ['broken', 5, undefined, 'truncated-json'],
  ]);
});

test('an entry beyond the limit is left out, the others stay', () => {
  const bundle = { entry: [{ a: 1 }, { a: 'x'.repeat(5000) }, { a: 2 }] };
  const bytes = Buffer.from(JSON.stringify(bundle));
  const cuts = Array.from({ length: Math.floor(bytes.length / 100) }, (_, i) => i * 100);
  expect(split(bytes, cuts, { longest: 1000 }).map((event) => event[3] ?? event[4])).toEqual([{ a: 1 }, 'entry-too-large', { a: 2 }, { entry: [] }]);
});

test('a chunk may be used again once its pieces are, and what nobody wants is not kept', () => {
  const bundle = { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'A', x: 'a'.repeat(300) } }, { resource: { resourceType: 'B', x: 'b'.repeat(3000) } }, { resource: { resourceType: 'A', x: 2 } }] };
  const bytes = Buffer.from(JSON.stringify(bundle));
  const splitter = new EntrySplitter({ lines: false, longest: 1000, wanted: (type) => type !== 'B' });
  const [chunk, seen] = [Buffer.alloc(100), [] as unknown[]];
  for (let at = 0; at < bytes.length; at += chunk.length) {
    const length = bytes.copy(chunk, 0, at);
    for (const event of splitter.push(chunk.subarray(0, length))) {
      seen.push(event.kind === 'entry' ? [event.index, event.type, event.bytes.length > 0 ? JSON.parse(event.bytes.toString()) as unknown : 'nothing'] : event.kind);
    }
    chunk.fill('}');
  }
  expect(seen).toEqual([[0, 'A', bundle.entry[0]], [1, 'B', 'nothing'], [2, 'A', bundle.entry[2]], 'document']);
});

test('what is no JSON is named', () => {
  expect(split(Buffer.from('<Bundle xmlns="http://hl7.org/fhir"/>'), [])).toEqual([['broken', 0, undefined, 'xml-not-supported']]);
  expect(split(Buffer.from('name,age\nx,1'), [])).toEqual([['broken', 0, undefined, 'not-json']]);
  expect(split(Buffer.from('{"resourceType":"A"} }'), []).at(-1)).toEqual(['broken', 1, undefined, 'not-json']);
  expect(split(Buffer.from('  \n'), [])).toEqual([]);
});
