import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncedTable } from '#domain/sync/tables.ts';
import { importJobs } from '#main/api/exchange.ts';
import { fhirHandlers } from '#main/api/fhir.ts';
import type { Call } from '#main/dispatch/call.ts';
import { importFhirPaths } from '#main/exchange/bring-in.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillPatient } from './support/fhir-patient.ts';
import { bareReader, scratchStore } from './support/scratch-store.ts';

const TABLES = [
  'patient', 'patient_identifier', 'patient_contact', 'allergy', 'encounter', 'observation', 'condition', 'procedure', 'prescription', 'immunization', 'kept_resource',
] as const satisfies readonly SyncedTable[];

/** The handler by itself, without the look that the dispatcher notes. `sizes` are resources of one patient: once brought in from another program, once written here. */
export const bench: Bench = {
  name: 'fhir-everything',
  yardstick: 'reading the same rows with bare statements and JSON.stringify of them',
  sizes: { full: [5000], quick: [300] },
  goal: { of: 'ratio', atMost: 4 },
  async run(context) {
    const rows: Row[] = [];
    for (const size of context.sizes) rows.push(await measured(context, size, 'brought in'), await measured(context, size, 'written here'));
    return rows;
  },
};

async function measured({ scratch, compare }: BenchContext, size: number, from: 'brought in' | 'written here'): Promise<Row> {
  const own = scratchStore(scratch, `everything-${size}-${from.replace(' ', '-')}`);
  const { parts } = benchDesk(own);
  const { everything } = fhirHandlers(parts);
  const file = join(scratch, `one-${size}.json`);
  writeFileSync(file, JSON.stringify(fillPatient(size)));
  await importFhirPaths(importJobs(parts), [file], '2026-03-14', { dryRun: false, alone: true });
  const { id: patientId } = own.store.read.statement('SELECT id FROM patient ORDER BY rid LIMIT 1').get() as { id: string };
  // Without their originals, rows are written as if they had been typed here.
  if (from === 'written here') own.store.write({ personId: null, intent: 'bench' }, (tx) => {
    for (const { id } of tx.statement('SELECT id FROM kept_resource').all() as { id: string }[]) tx.update('kept_resource', id, { removed: 1 });
  });
  const bare = bareReader(own);
  const statements = TABLES.map((table) => bare.prepare(`SELECT * FROM ${table} WHERE ${table === 'patient' ? 'id' : 'patient_id'} = ?${table === 'kept_resource' ? ' AND removed = 0' : ''}`));
  const caller = { personId: null, permissions: new Set([]) };
  const call: Call = { caller, origin: { via: 'script' }, endpoint: 'fhir.everything', now: 0, read: own.store.read, write: () => { throw new Error('reads only'); } };
  const compared = await compare(
    async () => (await everything(call, { patientId, query: '', base: 'http://127.0.0.1/fhir' })).json.length,
    () => statements.reduce((sum, statement) => sum + JSON.stringify(statement.all(patientId)).length, 0),
    { rounds: 5, samples: 3, warmUp: 2 },
  );
  bare.close();
  own.store.close();
  return { name: `everything of a patient, ${size} resources ${from}`, unit: 'ms', ours: compared.ours.p50, yardstick: compared.yardstick.p50, ratio: compared.ratio, spread: compared.spread };
}
