import { EnrolAnswer, WIRE_VERSION, type Infer } from '#domain/sync/wire/messages.ts';
import { clinicOf as clinicRow } from './clinic-row.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { metaOf, setMeta } from '#db/queries/clinic.ts';
import { wantCopy } from '#db/sync/arrival.ts';
import { savePlace } from '#db/sync/place.ts';
import type { WriteDb } from '#db/door.ts';
import type { Store } from '#db/store.ts';
import { newDeviceKey, type DeviceKey } from './device-key.ts';
import { read } from './link.ts';
import type { Send } from './transport.ts';

export interface Enrolling {
  readonly server: string;
  readonly certificate: string;
  /** The one-time code, as typed. */
  readonly code: string;
  readonly pcName: string;
}

interface Parts {
  readonly store: Store;
  readonly send: Send;
  readonly newId: () => string;
  readonly now: () => number;
  readonly program: string;
}

/** Brings this PC's clinic to a server. What is stored here stays as it is, and goes out as the clinic's first stream. */
export async function found({ store, send, program }: Parts, wanted: Enrolling): Promise<void> {
  const clinic = clinicRow(store.read);
  const key = newDeviceKey();
  const deviceId = metaOf(store.read, 'device_id') ?? '';
  const answer = await enrol(send, '/v1/clinics', wanted, {
    ...common(wanted, key, deviceId, program), clinic: { id: clinic.id, code: clinic.code, name: clinic.name },
    slot: metaOf(store.read, 'slot') ?? '', letter: metaOf(store.read, 'desk_letter') ?? 'A',
  });
  store.write({ personId: null, intent: 'sync.connect' }, (tx) => { takePlace(tx, wanted, key, answer); });
}

/** Takes part in a clinic that is on a server: this PC gets its name, its slot and its letter, and then a copy of the record. */
export async function join({ store, send, newId, now, program }: Parts, wanted: Enrolling): Promise<void> {
  const key = newDeviceKey();
  const answer = await enrol(send, '/v1/join', wanted, common(wanted, key, newId(), program));
  store.write({ personId: null, intent: 'sync.join' }, (tx) => {
    takePlace(tx, wanted, key, answer);
    setMeta(tx, 'slot_suffix', '');
    wantCopy(tx, now(), false);
  });
}

function common(wanted: Enrolling, key: DeviceKey, deviceId: string, program: string): object {
  return { v: WIRE_VERSION, code: wanted.code, deviceId, device: { name: wanted.pcName, publicKey: key.publicKey, schema: schemaVersion, program } };
}

async function enrol(send: Send, path: string, { code }: Enrolling, body: object): Promise<Infer<typeof EnrolAnswer>> {
  return read(await send({ method: 'POST', path, code, body, timeoutMs: 30_000 }), EnrolAnswer);
}

function takePlace(tx: WriteDb, wanted: Enrolling, key: DeviceKey, answer: Infer<typeof EnrolAnswer>): void {
  savePlace(tx, {
    server: wanted.server, certificate: wanted.certificate, clinicId: answer.clinicId, privateKey: key.privateKey, serverKey: answer.serverKey,
    streams: [{ device: answer.deviceId, from: 0 }], timelines: answer.timelines, cursor: 0, newest: null, acked: 0, durable: { dseq: 0, seq: 0 }, clock: null,
    lastContact: 0, contributed: '', stopped: '',
  });
  setMeta(tx, 'device_id', answer.deviceId);
  setMeta(tx, 'slot', answer.slot);
  setMeta(tx, 'desk_letter', answer.letter);
}
