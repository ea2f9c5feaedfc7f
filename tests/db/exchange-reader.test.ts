import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { resourcesOf } from '#main/exchange/fhir/group-items.ts';
import type { PreparedItem, PreparedResource } from '#main/exchange/fhir/prepared.ts';
import { readerElsewhere } from '#main/exchange/fhir/reader-elsewhere.ts';
import { readerHere } from '#main/exchange/fhir/read-batches.ts';
import type { FhirReader, WantedItems } from '#main/exchange/fhir/read-batches.ts';
import { blobSource, bytesSource, sourcesAt } from '#main/exchange/source-file.ts';
import type { SourceFile } from '#main/exchange/source-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'exchange-reader-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const small = readFileSync(join(import.meta.dirname, '../support/fhir/small-clinic.json'));
const person = (n: number): object => ({ resourceType: 'Patient', id: `p${n}`, name: [{ text: `Zoë Person${n} \ud800` }], birthDate: '1990' });
/** Far beyond what is read at a time, with an entry nobody wants that is larger than that. */
const large = Buffer.from(JSON.stringify({ resourceType: 'Bundle', entry: [
  ...Array.from({ length: 4000 }, (_, i) => ({ resource: person(i) })), { resource: { resourceType: 'Binary', data: 'x'.repeat(900_000) } }, { resource: person(4000) },
] }, null, 1));

/** Files of every kind there is to read from. */
async function sources(): Promise<SourceFile[]> {
  writeFileSync(join(folder, 'a.json'), small);
  writeFileSync(join(folder, 'b.ndjson.gz'), gzipSync(`${JSON.stringify(person(1))}\n{"broken\n${JSON.stringify({ resourceType: 'constructor' })}\n`));
  writeFileSync(join(folder, 'c.json'), large);
  writeFileSync(join(folder, 'd.json.gz'), gzipSync(large).subarray(0, 20_000));
  const gone = { ...(await sourcesAt([join(folder, 'a.json')]))[0], name: 'gone.json', data: { path: join(folder, 'gone') } } as SourceFile;
  return [...await sourcesAt([folder]), blobSource('e.json', new File([small], 'e.json')), bytesSource('f.json', small), gone];
}

async function all(reader: FhirReader, only?: WantedItems): Promise<{ items: PreparedItem[]; skipped: Record<string, number>; bytes: number }> {
  const [items, skipped] = [[] as PreparedItem[], {} as Record<string, number>];
  let bytes = 0;
  for await (const batch of reader.read(only)) {
    const unpacked = batch.items();
    expect(unpacked.reduce((sum, item) => sum + resourcesOf(item), 0)).toBe(batch.count);
    items.push(...unpacked);
    bytes += batch.bytes;
    for (const [type, count] of Object.entries(batch.skipped)) skipped[type] = (Object.hasOwn(skipped, type) ? skipped[type] ?? 0 : 0) + count;
  }
  return { items, skipped, bytes };
}

test('a thread of its own reads the same as this one, as often as it is asked', async () => {
  const files = await sources();
  const [elsewhere, here] = [readerElsewhere(files, '2026-06-01'), readerHere(files.map((file) => (file.name === 'gone.json' ? failing(file) : file)), '2026-06-01')];
  const expected = await all(here);
  expect(expected.items.length).toBeGreaterThan(4000);
  expect(expected.skipped).toEqual({ 'Binary': 4, 'constructor': 1 });
  expect(await all(elsewhere)).toEqual(expected);
  const few = expected.items.filter((item): item is PreparedResource => item.kind !== 'readings' && item.kind !== 'records' && item.kind !== 'group').filter(({ file, ordinal }) => (file === 0 && ordinal < 2) || (file === 2 && ordinal > 4000));
  expect(few.length).toBeGreaterThan(1);
  const only = new Map([0, 2].map((file) => [file, new Set(few.filter((item) => item.file === file).map(({ ordinal }) => ordinal))]));
  expect((await all(elsewhere, only)).items).toEqual(few);
  expect((await all(here, only)).items).toEqual(few);
  await elsewhere.close();
});

test('values of one visit that span batches all come, each once', async () => {
  const values = Array.from({ length: 700 }, (_, i) => ({ resource: {
    resourceType: 'Observation', id: `o${i}`, status: 'final', category: [{ coding: [{ code: 'vital-signs' }] }], subject: { reference: 'Patient/p1' },
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }, effectiveDateTime: '2026-01-02', valueQuantity: { value: i, code: '/min' },
  } }));
  const reader = readerElsewhere([bytesSource('a.json', Buffer.from(JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: person(1) }, ...values] })))], '2026-06-01');
  const { items } = await all(reader);
  await reader.close();
  const sets = items.flatMap((item) => (item.kind === 'group' ? item.items : [item])).flatMap((item) => (item.kind === 'readings' ? item.sets : []));
  expect(sets.map(([ordinal]) => ordinal)).toEqual(values.map((_value, i) => i + 1));
  expect(sets.map(([, , , , , first]) => first?.[3])).toEqual(values.map((_value, i) => i));
  expect(items.length).toBeLessThan(30);
});

const failing = (file: SourceFile): SourceFile => ({ ...file, open: () => createReadStream(join(folder, 'gone')) });

test('where no thread can be had, the files are read in this one', async () => {
  // A function cannot be handed to another thread.
  const source = { ...bytesSource('a.json', small), data: { blob: (() => undefined) as unknown as Blob } };
  const reader = readerElsewhere([source], '2026-06-01');
  expect(await all(reader)).toEqual(await all(readerHere([source], '2026-06-01')));
  await reader.close();
});

test('a reader that is closed in the middle ends its thread', async () => {
  const reader = readerElsewhere([bytesSource('a.json', large)], '2026-06-01');
  const batches = reader.read()[Symbol.asyncIterator]();
  expect((await batches.next()).value?.count).toBeGreaterThan(0);
  await reader.close();
  await expect(all(reader)).rejects.toThrow('the reading thread has ended');
});
