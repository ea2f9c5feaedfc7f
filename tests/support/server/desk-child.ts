import { join } from 'node:path';
import { JoinCodeAnswer } from '#domain/sync/wire/messages.ts';
import { sumText, plus, ZERO } from '#domain/sync/row-sum.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { sumTable } from '#db/sync/table-sums.ts';
import { addClinic, newClinicSettings } from '#main/api/setup.ts';
import { nextPatientNumber } from '#main/api/patient-rows.ts';
import { composeDesk, type Desk } from '#main/compose.ts';
import { fileVault } from '#main/native/file-vault.ts';
import type { DeskOrder, DeskReply } from './desk-orders.ts';

/**
 * A whole desk without its windows, in a process of its own that can be killed. Arguments: the folder of its store. It is
 * told what to do by messages, and writes like a busy reception while it may.
 */
const [folder = ''] = process.argv.slice(2);
const silent = (): void => undefined;
const desk = await composeDesk({
  storeDir: folder, keyVault: fileVault(folder), shell: { kind: 'browser' }, marksDir: join(folder, 'elsewhere'), training: false, log: { info: silent, warn: silent, error: silent },
});
const PERSON = '00000000-0000-7000-8000-000000000001';
let working = false;
let written = 0;

setInterval(() => { if (working && findClinic(desk.parts.store.read)) write(desk); }, 25).unref();
process.on('disconnect', () => { process.exit(0); });
process.on('message', ({ id, order }: { id: number; order: DeskOrder }) => {
  void carryOut(order).then((reply) => process.send?.({ id, reply }), (error: unknown) => process.send?.({ id, error: String(error) }));
});
process.send?.({ id: 0, reply: null });

async function carryOut(order: DeskOrder): Promise<DeskReply> {
  const { store, sync } = desk.parts;
  switch (order.do) {
    case 'found':
      if (!findClinic(store.read)) {
        store.write({ personId: PERSON, intent: 'setup.run' }, (tx) => {
          addClinic(tx, desk.parts, { ...newClinicSettings, name: 'Kibo', zone: 'Africa/Nairobi', languages: ['en'] });
          tx.insert('person', { id: PERSON, name: 'Grace', roles: '["manager"]', language: 'en', color: 'blue', active: 1 });
        });
      }
      await sync.connect({ server: order.server, certificate: '', code: order.code, pcName: 'First' });
      return null;
    case 'join':
      await sync.join({ server: order.server, certificate: '', code: order.code, pcName: order.name });
      return null;
    case 'join-code': {
      if (!sync.link) throw new Error('no server');
      return (await sync.link.ask(JoinCodeAnswer, { method: 'POST', path: '/join-codes', body: {}, personId: PERSON, timeoutMs: 15_000 })).code;
    }
    case 'work': working = order.on; return null;
    case 'state': {
      sync.tryNow();
      const place = placeOf(store.read);
      return { own: lastOwn(store.read), acked: place?.acked ?? 0, cursor: place?.cursor ?? 0, state: sync.status().state, written };
    }
    case 'sums': return Object.fromEntries((Object.keys(tables) as SyncedTable[]).map((name) => [name, sumOf(name)]));
  }
}

function sumOf(name: SyncedTable): string {
  const walk = sumTable(desk.parts.store.read, name);
  for (let step = walk.next(); ; step = walk.next()) if (step.done) return `${String(step.value.rows)} ${sumText(step.value.buckets.reduce(plus, ZERO))}`;
}

/** One transaction: a person at the desk, what was measured, a correction somebody else may make at the same time. */
function write({ parts: { store } }: Desk): void {
  written += 1;
  store.write({ personId: PERSON, intent: 'patients.register' }, (tx) => {
    const known = tx.statement('SELECT id FROM patient ORDER BY random() LIMIT 1').get() as { id: string } | undefined;
    if (known && written % 3 !== 0) {
      tx.update('patient', known.id, { phone: String(written), birth_date: `19${String(10 + (written % 90))}-01-01` });
      return;
    }
    const id = tx.newId();
    tx.insert('patient', {
      id, number: nextPatientNumber(tx), name: `Person ${String(written)}`, sex: 'female', birth_date: null, birth_estimated: 0, phone: null, email: null,
      address: null, district: null, state: null, language: null, pronunciation: null, payer: null, policy_number: null, notes: null, pregnant: 0,
      disabled: 0, archived: 0, archived_reason: null, registered_at: new Date(Date.now()).toISOString(), deceased_at: null,
    });
    tx.insert('patient_contact', { id: tx.newId(), patient_id: id, name: 'Contact', relation: 'mother', phone: '1', removed: 0 });
  });
}
