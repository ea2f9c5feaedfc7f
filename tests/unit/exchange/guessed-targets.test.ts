import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importFhirFiles } from '#main/exchange/fhir/import-files.ts';
import { readerHere } from '#main/exchange/fhir/read-batches.ts';
import type { FhirReader, WantedItems } from '#main/exchange/fhir/read-batches.ts';
import type { SourceFile } from '#main/exchange/source-file.ts';
import { Tally } from '#main/exchange/tally.ts';
import { MemorySink } from './memory-sink.ts';
import { jsonFile } from './run-fhir.ts';

const uuid = (kind: number, n: number): string => `urn:uuid:0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** People who share identifiers, once rightly and once not, and one who cannot be taken. */
const PEOPLE = [
  { name: [{ text: 'Amina Otieno' }], birthDate: '1990-01-02', identifier: [{ system: 'urn:a', value: '1' }] },
  { name: [{ text: 'Amina Otieno' }], gender: 'female', identifier: [{ system: 'urn:a', value: '1' }] },
  { name: [{ text: 'Somebody Else' }], birthDate: '1950-01-02', identifier: [{ system: 'urn:a', value: '1' }] },
  { name: [{ text: 'Juma Hassan' }], identifier: [{ system: 'urn:a', value: '2' }] },
  { gender: 'male' },
] as const;

/** `local` names count within a file only, and are used again in the next for somebody else. */
interface Entry {
  readonly kind: keyof typeof KINDS;
  readonly n: number;
  readonly who: number;
  readonly local: boolean;
  readonly visit: number | null;
  readonly pressure: boolean;
  readonly subject: boolean;
}

const patientOf = ({ who, local }: Entry): { reference: string } => ({ reference: local ? `Patient/p${who}` : uuid(1, who) });
/** A visit's patient follows from its number, as a visit does not change hands. */
const visitor = (visit: number, local: boolean): { reference: string } => ({ reference: local ? `Patient/p${visit % PEOPLE.length}` : uuid(1, visit % PEOPLE.length) });
const quantity = (value: number, unit: string): object => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit });
const loinc = (code: string): object => ({ coding: [{ system: 'http://loinc.org', code }] });

function resource(entry: Entry, file: number): object {
  const { kind, n, who, local, visit, pressure, subject } = entry;
  const visited = visit === null ? {} : { encounter: { reference: local ? `Encounter/x${visit}` : uuid(2, visit) } };
  const own = (type: string, number: number): object => (local ? { resourceType: type, id: `${type === 'Patient' ? 'p' : 'x'}${number}` } : { resourceType: type });
  switch (kind) {
    case 'patient': return { ...own('Patient', who), ...PEOPLE[(who + (local ? file : 0)) % PEOPLE.length] };
    case 'encounter': return { ...own('Encounter', n), status: 'finished', subject: visitor(n, local), ...(n === 3 ? {} : { period: { start: '2024-01-02T10:00:00Z' } }) };
    case 'observation': return {
      ...own('Observation', n), status: 'final', category: [loinc('vital-signs')], effectiveDateTime: '2024-01-02T10:00:00Z',
      ...(subject ? { subject: patientOf(entry) } : {}), ...visited,
      ...(pressure ? { code: loinc('85354-9'), component: [
        { code: loinc('8480-6'), valueQuantity: quantity(100 + n, 'mm[Hg]') }, { code: loinc('8462-4'), valueQuantity: quantity(60, 'mm[Hg]') },
      ] } : { code: loinc('8867-4'), valueQuantity: quantity(60 + n, '/min') }),
    };
    case 'condition': return { ...own('Condition', n), code: loinc('1-8'), ...(subject ? { subject: patientOf(entry) } : {}), ...visited };
    case 'claim': return { ...own('Claim', n), status: 'active', patient: patientOf(entry) };
  }
}

const KINDS = { patient: 1, encounter: 2, observation: 3, condition: 4, claim: 5 } as const;

function fileOf(all: readonly Entry[], file: number): SourceFile {
  // Of two that call themselves the same the first one stays, and which that is may depend on what waits.
  const entries = all.map((entry, i) => (entry.kind !== 'patient' && entry.kind !== 'encounter' ? { ...entry, n: 100 * file + i } : entry));
  // Within a file one local name is one record.
  const seen = new Set<string>();
  const once = entries.filter(({ kind, n, who, local }) => {
    const name = `${kind} ${kind === 'patient' ? who : n}`;
    return !local || (!seen.has(name) && seen.add(name));
  });
  return jsonFile(`${file}.json`, { resourceType: 'Bundle', type: 'collection', entry: once.map((entry) => ({
    ...(entry.local ? {} : { fullUrl: uuid(KINDS[entry.kind], entry.kind === 'patient' ? entry.who : entry.n) }), resource: resource(entry, file),
  })) });
}

/** People and visits as most files have them: before what refers to them. */
const before: readonly Entry[] = [true, false].flatMap((local) => [
  ...PEOPLE.map((_person, who): Entry => ({ kind: 'patient', n: 0, who, local, visit: null, pressure: false, subject: true })),
  ...[0, 1, 2, 3].map((n): Entry => ({ kind: 'encounter', n, who: 0, local, visit: null, pressure: false, subject: true })),
]);

const anyEntries = fc.array(fc.record<Entry>({
  kind: fc.constantFrom('patient', 'encounter', 'observation', 'observation', 'condition', 'claim'), n: fc.nat(4), who: fc.nat(PEOPLE.length - 1), local: fc.boolean(),
  visit: fc.option(fc.nat(4)), pressure: fc.boolean(), subject: fc.boolean(),
}), { maxLength: 25, size: 'max' });
const entries = fc.tuple(fc.subarray([...before]), anyEntries).map(([first, others]) => [...first, ...others]);

/** Asking for every item by its number leaves nothing to be guessed. */
function withoutGuesses(files: readonly SourceFile[], today: string): FhirReader {
  const reader = readerHere(files, today);
  const all: WantedItems = new Map(files.map((_file, i) => [i, new Set(Array.from({ length: 100 }, (_, ordinal) => ordinal))]));
  return { ...reader, read: (only = all) => reader.read(only) };
}

async function imported(files: readonly SourceFile[], open: typeof readerHere): Promise<object> {
  const [sink, tally] = [new MemorySink(), new Tally()];
  await importFhirFiles({ sink, tally, signal: new AbortController().signal, onSlice: () => undefined }, files, '2026-06-01', open);
  const { stored, unchanged, skipped, kept } = tally;
  const told = tally.refused.map((refusal) => JSON.stringify(refusal)).sort();
  return { patients: sink.patients, encounters: sink.encounters, values: sink.values, rows: sink.rows, kept: { ...kept }, stored: { ...stored }, unchanged: { ...unchanged }, skipped: { ...skipped }, told };
}

// spec: REG-6
test('what is guessed while reading changes nothing in what is stored and refused', async () => {
  const guessed = { readings: 0, records: 0 };
  const counting: typeof readerHere = (files, today) => {
    const reader = readerHere(files, today);
    return { ...reader, async* read(only) {
      for await (const batch of reader.read(only)) {
        for (const { kind } of batch.items().flatMap((item) => (item.kind === 'group' ? item.items : [item]))) if (kind === 'readings' || kind === 'records') guessed[kind] += 1;
        yield batch;
      }
    } };
  };
  await fc.assert(fc.asyncProperty(fc.array(entries, { minLength: 1, maxLength: 3 }), async (bundles) => {
    const files = bundles.map(fileOf);
    expect(await imported(files, counting)).toEqual(await imported(files, withoutGuesses));
  }), { numRuns: 200 });
  expect(guessed.readings).toBeGreaterThan(100);
  expect(guessed.records).toBeGreaterThan(100);
});
