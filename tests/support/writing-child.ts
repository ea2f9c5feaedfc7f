import { writeSync } from 'node:fs';
import { idSource } from '#domain/kit/ids.ts';
import { StoreError } from '#db/errors.ts';
import { openStore, type Store } from '#db/store.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';

/**
 * A process that registers patients in a real store as fast as it can, and prints each one's number and id only
 * after the store has acknowledged it. Run as `node writing-child.ts FOLDER [COUNT]`; ends with the word of the
 * StoreError that stopped it.
 */
const [folder = '', count = 'Infinity'] = process.argv.slice(2);
const key = new Uint8Array(32).fill(7);
const newId = idSource(() => Date.now(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>));

const say = (line: string): void => { writeSync(1, `${line}\n`); };

function patientRow(id: string, number: number): SyncedRow<'patient'> {
  return {
    id, number: String(number), name: `Patient ${number}`, sex: 'female', birth_date: '1990-03-12', birth_estimated: 0, phone: null, email: null,
    address: 'x'.repeat(200), district: null, state: null, language: null, pronunciation: null, payer: null, policy_number: null, notes: null,
    pregnant: 0, disabled: 0, archived: 0, archived_reason: null, registered_at: new Date().toISOString(), deceased_at: null,
  };
}

function register(store: Store): string {
  return store.write({ personId: null, intent: 'patients.register' }, (tx) => {
    const id = tx.newId();
    const number = tx.nextNumber('patient');
    tx.insert('patient', patientRow(id, number));
    tx.insert('patient_contact', { id: tx.newId(), patient_id: id, name: 'Next of kin', relation: 'mother', phone: '1', removed: 0 });
    return `${number} ${id}`;
  });
}

// A file-size limit is announced by a signal first; the failed write tells as much.
process.on('SIGXFSZ', () => undefined);
try {
  const store = openStore({ folder, key, now: () => Date.now(), newId });
  say('open');
  for (let i = 0; i < Number(count); i++) say(register(store));
  store.close();
} catch (error) {
  say(error instanceof StoreError ? `stopped ${error.problem}` : `fault ${String(error)}`);
}
