import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sourcesAt } from '#main/exchange/source-file.ts';
import { runFhir } from './run-fhir.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/fhir');
const present = existsSync(folder);

interface Resource {
  id: string;
  resourceType: string;
  component?: unknown[];
  clinicalStatus?: { coding: { code: string }[] };
}

/** Types of which each resource becomes a row; of all others the original is kept. */
const WITH_ROW = ['Patient', 'Encounter', 'Observation', 'AllergyIntolerance', 'Condition', 'Procedure', 'MedicationRequest', 'Immunization'];

/** Counts what the bundles hold with a plain parse of each: independent of everything under test. */
function countBundles(): { stored: Record<string, number>; kept: Record<string, number>; all: Record<string, number> } {
  const [stored, kept, all]: Record<string, number>[] = [{}, {}, {}];
  // The same hospital comes with each of its patients.
  const seen = new Set<string>();
  const add = (counts: Record<string, number> | undefined, name: string, by = 1): void => { if (counts) counts[name] = (counts[name] ?? 0) + by; };
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json.gz'))) {
    const bundle = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as { entry: { resource: Resource }[] };
    for (const { resource } of bundle.entry) {
      const [type, over] = [resource.resourceType, resource.resourceType === 'AllergyIntolerance' && resource.clinicalStatus?.coding[0]?.code !== 'active'];
      if (!seen.has(resource.id)) add(WITH_ROW.includes(type) && !over ? stored : kept, type);
      seen.add(resource.id);
      add(all, type);
      if (type === 'Observation') for (const counts of [stored, all]) add(counts, 'Measurement', resource.component?.length ?? 1);
    }
  }
  return { stored: stored ?? {}, kept: kept ?? {}, all: all ?? {} };
}

// The bundles are not part of this project: see tests/support/fhir for what stands in for them.
describe.skipIf(!present)('published synthetic bundles (skipped when ../shared/data/fhir is absent)', () => {
  test('every resource arrives as a row or is kept, and a second import adds nothing', async () => {
    const { all, ...counts } = countBundles();
    const files = await sourcesAt([folder]);
    expect(files).toHaveLength(28);
    const { tally, sink } = await runFhir(files);
    expect(tally.refused).toEqual([]);
    expect({ stored: tally.stored, kept: tally.kept, skipped: tally.skipped }).toEqual({ ...counts, skipped: {} });
    expect(tally.done).toBe(tally.total);
    expect([...sink.values.values()].every((value) => value.encounterId !== null && sink.encounters.has(value.encounterId))).toBe(true);

    const again = await runFhir(files, sink);
    expect([again.tally.stored, again.tally.kept]).toEqual([{}, {}]);
    expect(again.tally.unchanged).toEqual(all);
  });
});
