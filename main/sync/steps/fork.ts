import { EnrolAnswer, LinksAnswer, WIRE_VERSION } from '#domain/sync/wire/messages.ts';
import { noteIncident } from '#db/sync/incidents.ts';
import { linkAt } from '#db/sync/outbox.ts';
import { deviceOf } from '#db/sync/place.ts';
import { splitStream } from '#db/sync/split-stream.ts';
import { newDeviceKey, signWith } from '../device-key.ts';
import { syncWrite, type ServerLink } from '../link.ts';

/**
 * Goes on under a new name after this PC's history split from what the server knows under the old one: a copied disk,
 * a restored backup. Nothing of either branch is lost; numbers of the new slot cannot meet those of the other branch.
 */
export async function fork(link: ServerLink, name: string, signal?: AbortSignal): Promise<void> {
  const { store, newId } = link.parts;
  const place = link.place;
  const device = deviceOf(place);
  const common = { timeoutMs: 30_000, ...(signal ? { signal } : {}) };
  const { links } = await link.ask(LinksAnswer, { ...common, method: 'GET', path: '/links' });
  const shared = links.find(({ dseq, chain }) => textOf(linkAt(store.read, dseq)) === chain);
  const from = shared?.dseq ?? 0;
  const chain = textOf(linkAt(store.read, from));
  const key = newDeviceKey();
  const newDevice = newId();
  const statement = `daybook-fork:${place.clinicId}:${device}:${newDevice}:${String(from)}:${chain}:${key.publicKey}`;
  const answer = await link.ask(EnrolAnswer, {
    ...common, method: 'POST', path: '/fork', body: {
      v: WIRE_VERSION, device, newDevice, from, chain, publicKey: key.publicKey, name, replaces: false, signature: signWith(place.privateKey, statement),
    },
  });
  store.write(syncWrite, (tx) => {
    splitStream(tx, from, { device: answer.deviceId, slot: answer.slot, letter: answer.letter, privateKey: key.privateKey });
    // By the server's clock, which also dates what it notes of this itself.
    noteIncident(tx, { id: newId(), at: new Date(answer.now).toISOString(), kind: 'fork', detail: answer.slot });
  });
}

const textOf = (link: Uint8Array): string => Buffer.from(link).toString('base64url');
