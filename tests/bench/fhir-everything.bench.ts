import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncedTable } from '#domain/sync/tables.ts';
import { importJobs } from '#main/api/import-jobs.ts';
import { fhirHandlers } from '#main/api/fhir.ts';
import type { Call } from '#main/dispatch/call.ts';
import { importFhirPaths } from '#main/exchange/bring-in.ts';
import { digestToken, newToken } from '#main/sessions/secrets.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import type { Comparison } from './harness/measure.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillPatient } from './support/fhir-patient.ts';
import { servedDesk } from './support/served-desk.ts';
import { bareReader, scratchStore, type ScratchStore } from './support/scratch-store.ts';

const readsOnly = (): never => { throw new Error('reads only'); };

const TABLES = [
  'patient', 'patient_identifier', 'patient_contact', 'allergy', 'encounter', 'observation', 'condition', 'procedure', 'prescription', 'immunization', 'kept_resource',
] as const satisfies readonly SyncedTable[];

/** The handler by itself, without the look that the dispatcher notes, and the whole way over HTTP. `sizes` are resources of one patient: once brought in from another program, once written here. */
export const bench: Bench = {
  name: 'fhir-everything',
  yardstick: 'reading the same rows with bare statements and JSON.stringify of them',
  sizes: { full: [5000], quick: [300] },
  goal: { of: 'ratio', atMost: 4 },
  async run(context) {
    const rows: Row[] = [];
    for (const size of context.sizes) rows.push(...await measured(context, size, 'brought in'), ...await measured(context, size, 'written here'));
    return rows;
  },
};

async function measured({ scratch, compare }: BenchContext, size: number, from: 'brought in' | 'written here'): Promise<Row[]> {
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
  const call: Call = { caller, origin: { via: 'script' }, endpoint: 'fhir.everything', now: 0, read: own.store.read, write: readsOnly, writeAndTell: readsOnly };
  const plainly = (): number => statements.reduce((sum, statement) => sum + JSON.stringify(statement.all(patientId)).length, 0);
  const rounds = { rounds: 5, samples: 3, warmUp: 2 };
  const compared = await compare(async () => (await everything(call, { patientId, query: '', base: 'http://127.0.0.1/fhir' })).json.length, plainly, rounds);
  const served = await servedDesk(own);
  // A connection that is kept would be closed by the host while the yardstick keeps everybody waiting.
  const asked = { headers: { authorization: `Bearer ${readingToken(own)}`, connection: 'close' } };
  const overHttp = await compare(async () => {
    const answer = await fetch(`${served.url}fhir/Patient/${patientId}/$everything`, asked);
    if (answer.status !== 200) throw new Error(`answered with ${answer.status}`);
    return (await answer.arrayBuffer()).byteLength;
  }, plainly, rounds);
  await served.close();
  bare.close();
  own.store.close();
  const rowOf = (name: string, { ours, yardstick, ratio, spread }: Comparison): Row => ({ name, unit: 'ms', ours: ours.p50, yardstick: yardstick.p50, ratio, spread });
  return [rowOf(`everything of a patient, ${size} resources ${from}`, compared), rowOf(`the same over HTTP, with token, look noted and answer read, ${size} ${from}`, overHttp)];
}

/** The secret of another program that may read records. */
function readingToken({ store, newId }: ScratchStore): string {
  const secret = `dbk_${newToken()}`;
  store.write({ personId: null, intent: 'bench' }, (tx) => {
    tx.insert('api_token', { id: newId(), name: 'Bench', permissions: JSON.stringify(['fhir.read']), secret_hash: digestToken(secret), created_at: '2026-03-14T09:00:00.000Z', active: 1 });
  });
  return secret;
}
