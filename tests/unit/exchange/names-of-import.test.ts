import { expect, test } from 'vitest';
import type { KnownEncounter } from '#main/exchange/fhir/import-state.ts';
import { newFhirImport } from '#main/exchange/fhir/import-state.ts';
import { KnownNames } from '#main/exchange/fhir/known-names.ts';
import { DigestTable, TextSet } from '#main/exchange/fhir/digest-table.ts';
import { UuidRows } from '#main/exchange/fhir/uuid-rows.ts';
import { Tally } from '#main/exchange/tally.ts';
import { seeded } from '#tests/bench/support/people.ts';

const uuid = (n: number, version = 4): string => `${n.toString(16).padStart(8, '0')}-0000-${version}000-8000-${(n * 7).toString(16).padStart(12, '0')}`;

test.each(Array.from({ length: 40 }, (_, seed) => seed))('names of an import mean what the plain map of names says they mean (seed %i)', (seed) => {
  const random = seeded(seed + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = [...Array.from({ length: 12 }, (_, i) => `Encounter/${i}`), ...Array.from({ length: 12 }, (_, i) => uuid(i)), 'https://a.example/Encounter/1', 'urn:oid:1.2'];
  const records = Array.from({ length: 5 }, (_, i): KnownEncounter => ({ id: i === 0 ? 'no uuid' : uuid(i, 8), patientId: pick([uuid(90, 8), uuid(91, 8), '']) }));
  const plain = new KnownNames<KnownEncounter>((a, b) => a.id === b.id);
  const { encounters } = newFhirImport(new Tally());
  const seen: unknown[] = [];
  for (let step = 0; step < 300; step += 1) {
    const [file, some] = [Math.floor(random() * 4), Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(names))];
    const does = random();
    if (does < 0.25) {
      const record = { ...pick(records), ...(random() < 0.2 && { patientId: uuid(92, 8) }) };
      const isClear = plain.learn(file, some, record);
      expect(encounters.learn(file, some, record), `step ${step}`).toBe(isClear);
      seen.push(isClear);
    } else if (does < 0.4) {
      plain.refuse(file, some);
      encounters.refuse(file, some);
    } else {
      const looked = plain.look(file, some);
      expect(encounters.look(file, some), `step ${step}`).toEqual(looked);
      seen.push(looked.kind);
    }
  }
  // Every case has come up, or this would say nothing.
  expect(new Set(seen)).toEqual(new Set([true, false, 'found', 'unknown', 'refused', 'ambiguous']));
});

test('a table of many texts gives back what was put under each, and nothing for others', () => {
  const table = new DigestTable();
  const text = (n: number): string => (n % 3 === 0 ? uuid(n) : n % 3 === 1 ? `Patient/${n}` : `${uuid(n)}x`);
  for (let n = 0; n < 60_000; n += 1) table.set(text(n), n - 30_000, n + 1);
  for (let n = 0; n < 60_000; n += 7) table.set(text(n), -n, 2 * n + 1);
  const wrong = Array.from({ length: 60_000 }, (_, n) => n).filter((n) => {
    const [first, second] = n % 7 === 0 ? [-n, 2 * n + 1] : [n - 30_000, n + 1];
    const found = table.get(text(n));
    return found?.first !== (first === 0 ? 0 : first) || found.second !== second;
  });
  expect(wrong).toEqual([]);
  expect(table.get(text(60_000))).toBeUndefined();
});

test('a set of texts has those that were added', () => {
  const set = new TextSet();
  set.add(uuid(1));
  expect([set.has(uuid(1)), set.has(uuid(2))]).toEqual([true, false]);
});

test('rows of ids come back as they were, those that are no UUIDs among them', () => {
  const rows = new UuidRows(2);
  const all = Array.from({ length: 3000 }, (_, n) => [n % 11 === 0 ? `PATIENT-${n}` : `f${uuid(n, 8).slice(1)}`, n % 5 === 0 ? '' : uuid(n)]);
  expect(all.map((row) => rows.add(row))).toEqual(all.map((_, n) => n));
  expect(all.map((_, n) => rows.get(n))).toEqual(all);
});
