import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sourcesAt } from '#main/exchange/source-file.ts';
import { runFhir } from './run-fhir.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/fhir');
const present = existsSync(folder);

interface Resource {
  resourceType: string;
  category?: { coding?: { code: string }[] }[];
  component?: unknown[];
  valueQuantity?: unknown;
}

/** Counts what the bundles hold with a plain parse of each: independent of everything under test. */
function countBundles(): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (name: string, by: number): void => { counts[name] = (counts[name] ?? 0) + by; };
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json.gz'))) {
    const bundle = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as { entry: { resource: Resource }[] };
    for (const { resource } of bundle.entry) {
      const vital = resource.category?.some((category) => category.coding?.some((coding) => coding.code === 'vital-signs') === true) === true && resource.resourceType === 'Observation';
      const kept = ['Patient', 'Encounter'].includes(resource.resourceType) || (resource.resourceType === 'Observation' && vital);
      if (!kept) add('others', 1);
      else add(resource.resourceType, 1);
      if (vital) add('Measurement', (resource.component?.length ?? 0) + (resource.valueQuantity === undefined ? 0 : 1));
    }
  }
  return counts;
}

// The bundles are not part of this project: see tests/support/fhir for what stands in for them.
describe.skipIf(!present)('published synthetic bundles (skipped when ../shared/data/fhir is absent)', () => {
  test('every patient, encounter and vital sign arrives, and a second import adds nothing', async () => {
    const counts = countBundles();
    const files = await sourcesAt([folder]);
    expect(files).toHaveLength(28);
    const { tally, sink } = await runFhir(files);
    expect(tally.refused).toEqual([]);
    const { AllergyIntolerance = 0, ...stored } = tally.stored;
    expect(stored).toEqual({ Patient: 28, Encounter: counts['Encounter'], Observation: counts['Observation'], Measurement: counts['Measurement'] });
    expect(Object.values(tally.skipped).reduce((a, b) => a + b, AllergyIntolerance)).toBe(counts['others']);
    expect(tally.done).toBe(tally.total);
    expect([...sink.values.values()].every((value) => value.encounterId !== null && sink.encounters.has(value.encounterId))).toBe(true);

    const again = await runFhir(files, sink);
    expect(again.tally.stored).toEqual({});
    expect(again.tally.unchanged).toEqual(tally.stored);
  });
});
