import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/all.ts';
import { countWaiting, lastServiceDay, tokensBetween, type TokenRow } from '#db/queries/queue.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { rebuildTable } from '#db/sync/rebuild-table.ts';
import { sampleRow, tempFolder, testKey, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const people = ['p1', 'p2', 'p3'];
const person = fc.constantFrom(...people);

/** Tokens given one by one, or many at once; given and taken back; one that changes hands; one that the record turns out not to have. */
type Step = { readonly give: readonly string[]; readonly together: boolean; readonly undone: boolean } | { readonly change: number; readonly to: Partial<Row> } | { readonly remove: number };
type Row = Pick<SyncedRow<'token'>, 'patient_id' | 'service_day' | 'status' | 'service_id'>;
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(
  fc.record({ give: fc.array(person, { minLength: 1, maxLength: 40 }), together: fc.boolean(), undone: fc.nat({ max: 4 }).map((n) => n === 0) }),
  fc.record({ remove: fc.oneof(fc.nat({ max: 200 }), fc.constant(-1)) }),
  fc.record({ change: fc.nat({ max: 200 }), to: fc.oneof(fc.record({ patient_id: person }), fc.record({ status: fc.constantFrom('waiting', 'called', 'done') }), fc.record({ service_id: fc.constantFrom('s1', 's2') })) }),
), { minLength: 1, maxLength: 10 });

const ids = (store: StoreUnderTest, table: string, patientId: string): string[] =>
  (store.read.statement(`SELECT id FROM ${table} WHERE patient_id = ?`).all(patientId) as { id: string }[]).map(({ id }) => id).sort();

function isComplete(store: StoreUnderTest): void {
  for (const patientId of people) expect(ids(store, 'token_of_patient', patientId)).toEqual(ids(store, 'token', patientId));
  const all = store.read.statement('SELECT * FROM token').all() as TokenRow[];
  const days = [...new Set(all.map((row) => row.service_day))];
  for (const day of days) {
    expect(tokensBetween(store.read, day, day).map(({ id }) => id).sort()).toEqual(all.filter((row) => row.service_day === day).map(({ id }) => id).sort());
    for (const service of ['s1', 's2']) {
      expect(countWaiting(store.read, day, service)).toBe(all.filter((row) => row.service_day === day && row.service_id === service && row.status === 'waiting').length);
    }
  }
  expect(lastServiceDay(store.read, null)).toBe(days.sort().at(-1));
}

function take(store: StoreUnderTest, step: Step): void {
  if ('remove' in step) {
    const given = store.read.statement('SELECT id FROM token ORDER BY rid').all() as { id: string }[];
    const one = given.at(step.remove < 0 ? -1 : step.remove % Math.max(1, given.length));
    if (one) store.change((tx) => { tx.receive((door) => { door.remove('token', one.id); }); });
    return;
  }
  if ('change' in step) {
    const given = store.read.statement('SELECT id FROM token ORDER BY rid').all() as { id: string }[];
    const one = given[step.change % given.length];
    if (one) store.change((tx) => tx.update('token', one.id, step.to));
    return;
  }
  const give = (): void => {
    store.change((tx) => {
      const rows = step.give.map((patient_id, i) => ({ ...sampleRow('token', tx.newId()), patient_id, service_day: `2026-03-0${1 + (i % 3)}`, service_id: i % 2 ? 's1' : 's2', status: 'waiting' }));
      if (step.together) tx.insertMany('token', {}, rows);
      else for (const row of rows) tx.insert('token', row);
      if (step.undone) throw new Error('changed my mind');
    });
  };
  if (step.undone) expect(give).toThrow('changed my mind');
  else give();
}

test('the tokens of a patient and of a day are all found, however they were written and changed', () => {
  fc.assert(fc.property(steps, (list) => {
    const store = testStore();
    for (const step of list) {
      take(store, step);
      isComplete(store);
    }
    store.close();
  }), { numRuns: 30 });
});

test('they are found once each after the last of a full group was taken away', () => {
  const store = testStore();
  take(store, { give: Array.from({ length: 32 }, (_, i) => people[i % 3] ?? ''), together: false, undone: false });
  for (let i = 0; i < 2; i++) {
    take(store, { remove: -1 });
    isComplete(store);
    take(store, { give: ['p1'], together: false, undone: false });
    isComplete(store);
  }
});

test('they are found after the table was made anew from the log', () => {
  const store = testStore();
  take(store, { give: Array.from({ length: 70 }, (_, i) => people[i % 3] ?? ''), together: false, undone: false });
  store.change((tx) => rebuildTable(tx, 'token'));
  expect(ids(store, 'token_of_patient', 'p1')).toHaveLength(24);
  isComplete(store);
  take(store, { give: ['p1'], together: false, undone: false });
  isComplete(store);
});

test('those of a store made by an older version are found', () => {
  const db = connect(join(tempFolder(), 'older.db'), testKey, 'write');
  db.function('in_door', () => 1);
  migrate(db, migrations.filter(({ version }) => version < 360));
  const columns = Object.keys(sampleRow('token', ''));
  const insert = db.prepare(`INSERT INTO token (${columns.join(', ')}, row_hlc, row_tie) VALUES (${columns.map((name) => `@${name}`).join(', ')}, 1, 1)`);
  for (let i = 0; i < 70; i += 1) insert.run({ ...sampleRow('token', `t${i}`), patient_id: people[i % 3] });
  migrate(db, migrations);
  const found = (table: string, where: string): unknown[] => db.prepare(`SELECT id FROM ${table} WHERE ${where} ORDER BY id`).all();
  expect(found('token_of_patient', "patient_id = 'p2'")).toEqual(found('token', "patient_id = 'p2'"));
  expect(found('token_of_day', 'service_day > 1')).toEqual(found('token', 'service_day > 1'));
  for (const index of ['token_by_patient', 'token_by_day']) expect(db.prepare(`SELECT count(*) AS n FROM ${index}`).get()).toEqual({ n: 64 });
  db.close();
});
