import { generateKeyPairSync, sign } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { arrivalOf, wantCopy, type Chunk } from '#db/sync/arrival.ts';
import { indexWaiting, manyWait, WORDS_OF_A_TURN } from '#db/projections/patient-search.ts';
import { savePlace } from '#db/sync/place.ts';
import { CopyFetcher } from '#main/sync/copy-fetcher.ts';
import { ServerLink } from '#main/sync/link.ts';
import { pause } from '#main/sync/pause.ts';
import { sumInTurns } from '#main/sync/steps/sum-in-turns.ts';
import type { Send } from '#main/sync/transport.ts';
import { processorSeconds } from '../harness/processor-time.ts';
import { scratchStore } from './scratch-store.ts';

/** What it took a PC to join: seconds of processor time, milliseconds nobody else could work, megabytes. */
export interface Joined {
  readonly all: number;
  readonly usable: number;
  readonly longest: { readonly first: number; readonly all: number };
  readonly most: number;
  readonly after: number;
  /** The comparison of every day with the server, as far as this PC's own sums go. */
  readonly summed: { readonly spent: number; readonly longest: number };
}

/** Started by forkTask: the product's fetching and loading of a copy whose chunks lie in a folder, and nothing else. */
const [scratch = '', folder = ''] = process.argv.slice(2);
const IDS = { clinic: '00000000-0000-7000-8000-0000000000c1', timeline: '00000000-0000-7000-8000-0000000000aa', device: '00000000-0000-7000-8000-0000000000d1' };
const chunks = (JSON.parse(readFileSync(join(folder, 'chunks.json'), 'utf8')) as Chunk[]).map(({ sha256, bytes, rows, table, tier }) => ({ sha256, bytes, rows, table, tier }));
const seq = chunks.reduce((sum, { rows }) => sum + rows, 0);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { store, newId } = scratchStore(scratch, 'joining');
store.write({ personId: null, intent: 'bench.join' }, (tx) => {
  savePlace(tx, {
    server: 'http://127.0.0.1:1', certificate: '', clinicId: IDS.clinic, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
    serverKey: publicKey.export({ format: 'jwk' }).x ?? '', streams: [{ device: IDS.device, from: 0 }], timelines: [{ id: IDS.timeline, start: 0 }], cursor: 0, newest: null, acked: 0,
    durable: { dseq: 0, seq: 0 }, clock: null, lastContact: Date.now(), contributed: '', stopped: '',
  });
  wantCopy(tx, Date.now(), false);
});
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const fetcher = new CopyFetcher(new ServerLink({ store, send: server(), now: Date.now, newId, log, onClock: () => undefined }), { chance: Math.random, wait: pause, copyFrom: 0, onPiece: () => undefined });
process.send?.(await joined());
process.disconnect();

async function joined(): Promise<Joined> {
  const { signal } = new AbortController();
  const held = turnWatch();
  const start = processorSeconds();
  await fetcher.first(seq, signal);
  const [usable, first] = [processorSeconds() - start, held()];
  await fetcher.rest(signal);
  // The quiet moments after it, in which the last patients who came enter the index.
  while (manyWait(store.read)) {
    store.write({ personId: null, intent: 'bench.words' }, (tx) => { indexWaiting(tx, WORDS_OF_A_TURN); });
    await pause(0, signal);
  }
  const [spent, longest] = [processorSeconds() - start, held()];
  if (arrivalOf(store.read)?.stage !== 'here') throw new Error('the copy did not arrive');
  const after = process.memoryUsage.rss() / 1e6;
  const summed = await sumAll(held);
  store.close();
  // Told in units of 1,024 bytes.
  return { all: spent, usable, longest: { first, all: longest }, most: (process.resourceUsage().maxRSS * 1024) / 1e6, after, summed };
}

async function sumAll(held: () => number): Promise<Joined['summed']> {
  held();
  const start = processorSeconds();
  for (const name of Object.keys(tables) as SyncedTable[]) await sumInTurns(store.read, name);
  return { spent: processorSeconds() - start, longest: held() };
}

/** Answers as a server does, with pieces of files. */
function server(): Send {
  const manifest = JSON.stringify({ v: 1, clinicId: IDS.clinic, seq, timeline: IDS.timeline, sv: 10, encoding: 'zstd', sums: [], chunks });
  const answer = { kind: 'ready', manifest, signature: sign(null, Buffer.from(manifest), privateKey).toString('base64url'), now: Date.now() };
  return ({ path, range, body }) => {
    const at = { status: 200, sentAt: Date.now(), receivedAt: Date.now() };
    if (path.includes('/snapshot?')) return Promise.resolve({ ...at, body: answer });
    if (path.endsWith('/token')) return Promise.resolve({ ...at, body: (body as { nonce?: string }).nonce ? { token: 't', lastsMs: 3_600_000 } : { nonce: 'n' } });
    return Promise.resolve({ ...at, body: pieceOf(path.slice(-64), range?.from ?? 0, range?.to ?? 0) });
  };
}

function pieceOf(sha256: string, from: number, to: number): Buffer {
  const piece = Buffer.alloc(to - from + 1);
  const file = openSync(join(folder, sha256), 'r');
  readSync(file, piece, 0, piece.length, from);
  closeSync(file);
  return piece;
}

/** Notes the longest time between two turns of the event loop since it was last asked for it, in milliseconds. */
function turnWatch(): () => number {
  let [last, longest] = [performance.now(), 0];
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    setTimeout(turn, 1).unref();
  };
  turn();
  return () => {
    const most = longest;
    longest = 0;
    return most;
  };
}
