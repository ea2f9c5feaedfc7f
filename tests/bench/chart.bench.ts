import type { Bench } from './harness/bench.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { bareReader, scratchStore } from './support/scratch-store.ts';

const VISITS = 500;
const VALUES_A_VISIT = 10;
/** Other people's rows lie between, as they do when visits happen over years. */
const OTHERS_BETWEEN = 2;
/** Chart under 300 ms, as experience.md asks. */
const SOON_MS = 300;

const CODES = ['systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'temperature', 'spo2', 'weight', 'height', 'pain', 'glucose'];

/** Opening a chart through the dispatcher: the look written to the log and synced, rows read and shaped, output checked. */
export const bench: Bench = {
  name: 'chart',
  yardstick: 'reading the same rows with bare prepared statements, nothing logged or shaped',
  sizes: { full: [VISITS], quick: [50] },
  goal: { of: 'ratio', atMost: 3 },
  async run({ sizes: [visits = VISITS], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const { client } = benchDesk(own);
    const random = seeded(5);
    const ids = Array.from({ length: 1 + OTHERS_BETWEEN }, () => own.newId());
    const [patientId = ''] = ids;
    own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => { ids.forEach((id, i) => { tx.insert('patient', personRow(id, i + 1, random)); }); });
    const seconds = fillStore(own.store, visits, (tx, visit) => { for (const id of ids) writeVisit(tx, id, visit, random); });
    log(`${visits} visits of ${ids.length} people in ${seconds.toFixed(1)} s`);
    const file = bareReader(own);
    const statements = ['SELECT * FROM patient WHERE id = ?', 'SELECT id, started_at, ended_at, title, status, reason FROM encounter WHERE patient_id = ? ORDER BY started_at DESC',
      'SELECT id, code, value, text, unit, taken_at FROM observation WHERE patient_id = ? ORDER BY taken_at',
      'SELECT encounter_id, title FROM condition WHERE patient_id = ?', 'SELECT encounter_id, drug FROM prescription WHERE patient_id = ?',
      'SELECT encounter_id FROM clinical_note WHERE patient_id = ?'].map((sql) => file.prepare(sql));
    const options = quick ? { rounds: 3, samples: 10 } : { rounds: 9, samples: 25 };
    const result = await compare(
      () => client.patients.chart({ patientId, visitLimit: 1000 }), () => statements.map((statement) => statement.all(patientId)), options,
    );
    const size = `${visits} visits, ${(visits * VALUES_A_VISIT).toLocaleString('en')} observations`;
    return [
      { name: size, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, ratio: result.ratio, spread: result.spread },
      { name: `p99, ${size}`, unit: 'ms', ours: result.ours.p99, yardstick: result.yardstick.p99, goal: { of: 'ours', atMost: SOON_MS } },
    ];
  },
};

function writeVisit(tx: WriteDb, patientId: string, visit: number, random: () => number): void {
  const at = new Date(Date.UTC(2010, 0, 1) + visit * 11 * 86_400_000).toISOString();
  const [encounterId, setId] = [tx.newId(), tx.newId()];
  tx.insert('encounter', {
    id: encounterId, patient_id: patientId, started_at: at, ended_at: at, status: 'finished', class_code: 'AMB', title: 'Outpatient visit',
    reason: 'Follow-up', source: 'import', removed: 0,
  });
  tx.insert('condition', {
    id: tx.newId(), patient_id: patientId, encounter_id: encounterId, category: 'diagnosis', code_system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9', title: 'Diabetes, type 2',
    clinical_status: 'active', certainty: 'confirmed', onset_on: null, ended_on: null, note: null, recorded_at: at, recorded_by: null, source: 'desk', removed: 0,
  });
  tx.insert('prescription', {
    id: tx.newId(), patient_id: patientId, encounter_id: encounterId, intent: 'order', code_system: null, code: null, drug: 'Metformin', form: null, strength: null, route: null, dose: 1,
    dose_unit: 'tablet', per_day: 2, timing: '2', days: 30, quantity: 60, quantity_unit: 'tablet', instructions: null, as_needed: 0, status: 'completed', started_on: null, ended_on: null,
    stop_reason: null, warning: null, prescribed_at: at, prescribed_by: null, source: 'desk', removed: 0,
  });
  tx.insert('clinical_note', {
    id: tx.newId(), patient_id: patientId, encounter_id: encounterId, kind: 'visit', text: 'Feels well. Sugar as before.', amends_id: null, signed_at: at, signed_by: null, source: 'desk',
  });
  for (const code of CODES) tx.insert('observation', valueRow(tx.newId(), { patientId, encounterId, setId, code, at, value: Math.round(random() * 1000) / 10 }));
}

function valueRow(
  id: string, { patientId, encounterId, setId, code, at, value }: { patientId: string; encounterId: string; setId: string; code: string; at: string; value: number },
): SyncedRow<'observation'> {
  return {
    id, patient_id: patientId, set_id: setId, encounter_id: encounterId, token_id: null, code, loinc: null, value, text: null, unit: '1',
    typed_value: null, typed_unit: null, taken_at: at, recorded_at: at, recorded_by: null, source: 'import', confirmed: 1, clock: null,
  };
}
