import type { Bench } from './harness/bench.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { bareReader, scratchStore } from './support/scratch-store.ts';

const LINES = 100_000;
const OPEN = 1_000;
const PEOPLE = 2_000;
const TESTS = ['haemoglobin', 'potassium', 'sodium', 'creatinine', 'alt'];

/** The list of what is to be measured: open tests found among all that were ever ordered. */
export const bench: Bench = {
  name: 'lab-worklist',
  yardstick: 'reading the same lines, patients and specimens with one bare prepared statement, nothing shaped or checked',
  sizes: { full: [LINES], quick: [5_000] },
  goal: { of: 'ratio', atMost: 10 },
  async run({ sizes: [lines = LINES], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const { client } = benchDesk(own);
    const random = seeded(7);
    const open = Math.min(OPEN, lines / 5);
    const people = Array.from({ length: Math.min(PEOPLE, lines / 5) }, () => own.newId());
    own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => { people.forEach((id, index) => { tx.insert('patient', personRow(id, index + 1, random)); }); });
    const seconds = fillStore(own.store, lines, (tx, index) => {
      const patientId = people[index % people.length] ?? '';
      const [specimenId, at] = [own.newId(), new Date(Date.UTC(2020, 0, 1) + index * 600_000).toISOString()];
      tx.insert('lab_specimen', { id: specimenId, number: `U00-${String(index).padStart(6, '0')}-0`, patient_id: patientId, order_id: specimenId, kind: 'serum', status: 'received', collected_at: at, collected_by: null, received_at: at, reject_reason: null });
      tx.insert('lab_order_line', lineRow(own.newId(), { patientId, specimenId, at, test: TESTS[index % TESTS.length] ?? 'alt', open: index >= lines - open }));
    });
    log(`${lines} tests ordered, ${open} open, in ${seconds.toFixed(1)} s`);
    const bare = bareReader(own).prepare(`SELECT l.*, p.name, p.number, p.sex, p.birth_date, s.number AS specimen, s.collected_at FROM lab_order_line l JOIN patient p ON p.id = l.patient_id
      LEFT JOIN lab_specimen s ON s.id = l.specimen_id WHERE l.status = 'received' ORDER BY l.priority, l.ordered_at LIMIT 1000`);
    const result = await compare(() => client.laboratory.worklist({ list: 'run', limit: 1000 }), () => bare.all(), quick ? { rounds: 3, samples: 5 } : { rounds: 7, samples: 10 });
    const size = `${open.toLocaleString('en')} open of ${lines.toLocaleString('en')} tests`;
    return [{ name: size, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, ratio: result.ratio, spread: result.spread }];
  },
};

function lineRow(id: string, { patientId, specimenId, at, test, open }: { patientId: string; specimenId: string; at: string; test: string; open: boolean }): SyncedRow<'lab_order_line'> {
  return { id, order_id: specimenId, patient_id: patientId, test_code: test, status: open ? 'received' : 'verified', priority: 2, ordered_at: at, specimen_id: specimenId, value_id: null, reason: null };
}
