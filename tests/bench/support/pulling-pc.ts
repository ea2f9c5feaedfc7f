import { createServer, connect, type Server, type Socket } from 'node:net';
import { limits } from '#domain/sync/wire/limits.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { PullAnswer } from '#domain/sync/wire/messages.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack } from '#domain/sync/wire/unpack.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { indexWaiting, manyWait, WORDS_OF_A_TURN } from '#db/projections/patient-search.ts';
import { savePlace } from '#db/sync/place.ts';
import { httpSend } from '#main/sync/http-send.ts';
import { SyncEngine } from '#main/sync/engine.ts';
import { ServerLink } from '#main/sync/link.ts';
import { pause } from '#main/sync/pause.ts';
import { PagesAhead, type PageAnswer } from '#main/sync/steps/pages-ahead.ts';
import { LogLine } from '#main/sync/steps/pull.ts';
import type { Pc } from '#tests/server/sync/pc.ts';
import { scratchStore, type ScratchStore } from './scratch-store.ts';

const silent = (): void => undefined;
const log = { info: silent, warn: silent, error: silent };

/** A desk's own store that takes part in a bench's clinic as that PC. */
export class PullingPc {
  readonly scratch: ScratchStore;
  readonly #link: ServerLink;
  readonly #engine: SyncEngine;
  readonly #send: ReturnType<typeof httpSend>;

  constructor(folder: string, name: string, address: string, { clinicId, id, timeline, privateKey }: Pc) {
    this.scratch = scratchStore(folder, name);
    const { store, newId } = this.scratch;
    this.#send = httpSend({ server: address, certificate: '', now: Date.now });
    const parts = { store, send: this.#send, now: Date.now, newId, log, onClock: silent };
    store.write({ personId: null, intent: 'bench.join' }, (tx) => {
      savePlace(tx, {
        server: address, certificate: '', clinicId, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'), serverKey: '',
        streams: [{ device: id, from: 0 }], timelines: [{ id: timeline, start: 0 }], cursor: 0, newest: null, acked: 0, durable: { dseq: 0, seq: 0 }, clock: null, lastContact: 0,
        contributed: '', stopped: '',
      });
    });
    this.#link = new ServerLink(parts);
    const removal = { begin: silent, handedIn: silent, carryOut: () => Promise.resolve() };
    this.#engine = new SyncEngine({
      ...parts, removal, chance: () => 0, wait: pause, deviceName: () => 'PC', onState: silent, program: 'bench', diskFree: () => Promise.resolve(null), lastCheck: () => null,
    });
    store.onChange(() => { this.#engine.nudge(); });
  }

  /** Fetches and applies all there is. Returns how many operations came. */
  async pullAll(): Promise<number> {
    let count = 0;
    const line = new LogLine(this.#link);
    for (;;) {
      const { operations, more } = await line.next(0, true);
      count += operations;
      if (!more) return count;
    }
  }

  /** The operations of the log, page by page as a pull fetches them, and nothing done with them. */
  async *pages(): AsyncGenerator<readonly LoggedOperation[]> {
    const { timelines: [timeline] } = this.#link.place;
    const ask = (after: number): Promise<PageAnswer> => this.#link.ask(PullAnswer, {
      method: 'GET', path: `/pull?after=${String(after)}&timeline=${timeline?.id ?? ''}&limit=${String(limits.opsPerPull / 2)}&wait=0&schema=${String(schemaVersion)}`, timeoutMs: 30_000,
    });
    const ahead = new PagesAhead(ask);
    for (let answer = await ask(0); answer.kind === 'page'; answer = await (ahead.take() ?? ask(answer.next))) {
      ahead.follow(answer, undefined);
      // So that it leaves before this thread is busy with the page at hand.
      await new Promise((resolve) => { setImmediate(resolve); });
      yield answer.packed ? unpack(answer.packed as unknown as Packed, answer.stored) : [];
      if (!answer.more) return;
    }
  }

  /** Puts the words of all who came into the index, as the quiet moments after the pull do. */
  indexWords(): void {
    const { store } = this.scratch;
    while (manyWait(store.read)) store.write({ personId: null, intent: 'bench.words' }, (tx) => { indexWaiting(tx, WORDS_OF_A_TURN); });
  }

  /** From now on sends and fetches by itself, as at a desk. */
  start(): void {
    this.#engine.start();
  }

  async close(): Promise<void> {
    await this.#engine.close();
    this.#send.close();
    this.scratch.store.close();
  }
}

/** Hands bytes on between PCs and the server, and counts them. */
export class CountingLine {
  readonly address: string;
  up = 0;
  down = 0;
  requests = 0;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;

  private constructor(server: Server, sockets: Set<Socket>, port: number) {
    this.#server = server;
    this.#sockets = sockets;
    this.address = `http://127.0.0.1:${String(port)}`;
  }

  static async open(target: string): Promise<CountingLine> {
    const { hostname, port } = new URL(target);
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.setNoDelay(true).on('error', () => { socket.destroy(); }).on('close', () => { sockets.delete(socket); });
      }
      near.on('data', (piece) => {
        line.up += piece.length;
        if (/^(GET|POST) /.test(piece.toString('latin1', 0, 5))) line.requests += 1;
      });
      far.on('data', (piece) => { line.down += piece.length; });
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const bound = server.address();
    const line = new CountingLine(server, sockets, typeof bound === 'object' && bound ? bound.port : 0);
    return line;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
