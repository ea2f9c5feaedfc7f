import { writeSync } from 'node:fs';
import { idSource } from '#domain/kit/ids.ts';
import { arrivalOf } from '#db/sync/arrival.ts';
import { placeOf } from '#db/sync/place.ts';
import { openStore } from '#db/store.ts';
import { joinClinic, syncPc } from './sync-pc.ts';

/**
 * A process that joins a clinic, or goes on joining it, and says how far it is: `joined`, `manifest`, `piece` and
 * `chunk` for each that came, `older` when it can be worked with, and `here` at the end. Run as
 * `node joining-child.ts FOLDER SERVER CODE`.
 */
const [folder = '', server = '', code = ''] = process.argv.slice(2);
const newId = idSource(() => Date.now(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>));
const say = (line: string): void => { writeSync(1, `${line}\n`); };

const store = openStore({ folder, key: new Uint8Array(32).fill(7), now: () => Date.now(), newId });
const pc = syncPc({ store, server, newId, copyFrom: 0, through: (send) => async (request) => {
  const response = await send(request);
  if (request.path.includes('/snapshot?')) say('manifest');
  if (request.path.includes('/chunks/')) say('piece');
  return response;
} });
if (!placeOf(store.read)) await joinClinic(pc, server, code);
say('joined');
const loaded = (): number => (store.read.statement('SELECT count(*) AS n FROM snapshot_chunk WHERE loaded = 1').get() as { n: number }).n;
let [before, stage] = [loaded(), ''];
const done = new Promise<void>((resolve) => {
  store.onChange(() => {
    const [now, arrival] = [loaded(), arrivalOf(store.read)];
    if (now > before) say('chunk');
    before = now;
    if (arrival?.stage !== stage && arrival?.stage === 'older') say('older');
    stage = arrival?.stage ?? '';
    if (stage === 'here') resolve();
  });
  pc.engine.start();
  if (arrivalOf(store.read)?.stage === 'here') resolve();
});
await done;
await pc.close();
store.close();
say('here');
