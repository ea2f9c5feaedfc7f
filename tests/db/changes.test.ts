import { describe, expect, test } from 'vitest';
import type { Change } from '#db/door.ts';
import { sampleRow, testStore } from '#tests/support/store.ts';

const told = (changes: readonly Change[]): unknown[] =>
  changes.map((change) => ({ areas: [...change.areas].sort(), patients: [...change.patientIds], sequence: change.sequence }));

describe('listeners', () => {
  test('hear of each commit which areas and patients it touched, without content', () => {
    const store = testStore();
    const heard: Change[] = [];
    store.onChange((change) => { heard.push(change); });
    const [patient, token] = [store.newId(), store.newId()];
    store.change((tx) => {
      tx.insert('patient', sampleRow('patient', patient));
      tx.insert('token', { ...sampleRow('token', token), patient_id: patient });
    });
    store.change((tx) => { tx.update('token', token, { status: 'called' }); });
    store.change((tx) => { tx.local(tx.build.insertInto('local_meta').values({ key: 'k', value: 'v' }), 'printing'); });
    expect(told(heard)).toEqual([
      { areas: ['patients', 'queue'], patients: [patient], sequence: 2 },
      { areas: ['queue'], patients: [patient], sequence: 3 },
      { areas: ['printing'], patients: [], sequence: 3 },
    ]);
  });

  test('hear nothing of what was undone, had no effect, or concerns no list', () => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => { tx.insert('room', sampleRow('room', id)); });
    const heard: Change[] = [];
    store.onChange((change) => { heard.push(change); });
    expect(() => store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); throw new Error('no'); })).toThrow('no');
    store.change((tx) => { tx.update('room', id, { name: 'name 1' }); });
    store.change((tx) => { tx.local(tx.build.insertInto('local_meta').values({ key: 'k', value: 'v' })); });
    expect(heard).toEqual([]);
  });

  test('can read at once what they hear of', () => {
    const store = testStore();
    const seen: unknown[] = [];
    store.onChange(() => { seen.push(store.read.statement('SELECT count(*) AS n FROM room').get()); });
    store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    expect(seen).toEqual([{ n: 1 }]);
  });

  test('hear commits in order, also when one of them writes itself', () => {
    const store = testStore();
    const heard: number[] = [];
    store.onChange((change) => {
      if (change.sequence < 3) store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    });
    store.onChange((change) => { heard.push(change.sequence); });
    store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    expect(heard).toEqual([1, 2, 3]);
  });

  test('that fail neither undo the write nor silence the others', async () => {
    const store = testStore();
    const surfaced: unknown[] = [];
    const catchers = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => { surfaced.push(error); });
    const fault = new Error('screen gone');
    const heard: number[] = [];
    store.onChange(() => { throw fault; });
    store.onChange((change) => { heard.push(change.sequence); });
    store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    await new Promise((resolve) => { setImmediate(resolve); });
    for (const catcher of catchers) process.on('uncaughtException', catcher);
    expect(heard).toEqual([1]);
    expect(surfaced).toEqual([fault]);
  });

  test('stop when they ask to', () => {
    const store = testStore();
    const heard: Change[] = [];
    const stop = store.onChange((change) => { heard.push(change); });
    stop();
    store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    expect(heard).toEqual([]);
  });
});
