import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '#db/errors.ts';
import { openStore, STORE_FILE, type Gathering, type Store } from '#db/store.ts';
import { placeOf } from '#db/sync/place.ts';
import { idSource } from '#domain/kit/ids.ts';
import { ServerLink, type SyncParts } from '#main/sync/link.ts';
import { BatchSize } from '#main/sync/steps/push.ts';
import { seededRandom, testKey } from '#tests/support/store.ts';
import type { LinkState } from '../step.ts';
import { Crash, type Execution } from './context.ts';

const WAL = `${STORE_FILE}-wal`;

/** The bytes of a store's files at one moment, as a backup of the disk has them. */
export type DiskImage = ReadonlyMap<string, Buffer>;

/** One PC of the clinic: the product's store on files, and the product's line to the server over a simulated network. */
export class Pc {
  readonly number: number;
  readonly folder: string;
  clockMs: number;
  /** The schema version of its program, as far as the server is told. */
  version: number;
  store: Store;
  link: ServerLink;
  /** As long as the program runs, it remembers how much the network takes. */
  batch = new BatchSize();
  saved: DiskImage | null = null;
  network: { readonly state: LinkState; readonly calls: number } | null = null;
  /** Commits that the disk will still refuse. */
  refusals = 0;
  busy = false;
  gone = false;
  /** Crash points until the program stops; null when it does not. */
  crashIn: number | null = null;
  /** Its last comparison with the server found nothing to hand in. */
  isCompared = true;
  /** How many of its own operations were looked at. */
  remembered = 0;
  /** Rows of a copy are written and not committed. */
  #holdsPieces = false;
  readonly #execution: Execution;
  readonly #send: (pc: Pc) => SyncParts['send'];
  readonly #newId: () => string;
  readonly #random: (bytes: Uint8Array) => Uint8Array;

  constructor(execution: Execution, { number, clockMs, version, r, image, send }: { number: number; clockMs: number; version: number; r: number; image: DiskImage; send: (pc: Pc) => SyncParts['send'] }) {
    this.#execution = execution;
    this.#send = send;
    this.number = number;
    this.clockMs = clockMs;
    this.version = version;
    this.folder = join(execution.folder, `pc-${String(number)}`);
    mkdirSync(this.folder, { recursive: true });
    this.#random = seededRandom(r + number * 7919 + 1);
    this.#newId = idSource(() => this.now(), this.#random);
    this.store = this.#open(image);
    this.link = this.#newLink();
  }

  now(): number {
    return this.#execution.nowMs + this.clockMs;
  }

  get newId(): () => string {
    return this.#newId;
  }

  get random(): (bytes: Uint8Array) => Uint8Array {
    return this.#random;
  }

  get device(): string {
    return placeOf(this.store.read)?.streams.at(-1)?.device ?? '';
  }

  /** Stops here when a crash was planned for this point. */
  point(): void {
    if (this.crashIn === null) return;
    if (this.crashIn === 0) {
      if (this.#holdsPieces) this.#execution.totals.copiesCut += 1;
      this.#holdsPieces = false;
      throw new Crash();
    }
    this.crashIn -= 1;
  }

  /** The program ends and begins again on this disk, or on another one put in its place. */
  restart(image?: DiskImage): void {
    this.#holdsPieces = false;
    this.store.close();
    this.store = this.#open(image);
    this.link = this.#newLink();
    this.batch = new BatchSize();
  }

  image(): DiskImage {
    return new Map([STORE_FILE, WAL].map((name) => [name, join(this.folder, name)] as const).filter(([, path]) => existsSync(path)).map(([name, path]) => [name, readFileSync(path)]));
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #open(image?: DiskImage): Store {
    if (image) {
      for (const name of [STORE_FILE, WAL, `${STORE_FILE}-shm`]) rmSync(join(this.folder, name), { force: true });
      for (const [name, bytes] of image) writeFileSync(join(this.folder, name), bytes);
    }
    return this.#watched(openStore({ folder: this.folder, key: testKey, now: () => this.now(), newId: this.#newId }));
  }

  /** The store with crash points around every commit, and a disk that may refuse it. */
  #watched(store: Store): Store {
    const write: Store['write'] = (header, work) => {
      this.point();
      if (this.refusals > 0) {
        this.refusals -= 1;
        return store.write(header, (tx): never => {
          work(tx);
          throw new StoreError('full', 'the disk is full');
        });
      }
      const result = store.write(header, work);
      this.#holdsPieces = false;
      this.point();
      return result;
    };
    return { ...store, write, gather: (header) => this.#gathering(store.gather(header)) };
  }

  /** Also between pieces that are not committed: what a program that stops there has written is gone. */
  #gathering(gathering: Gathering): Gathering {
    return {
      ...gathering,
      add: (work) => {
        this.point();
        gathering.add(work);
        this.#holdsPieces = true;
        this.point();
      },
      commit: () => {
        this.point();
        gathering.commit();
        this.#holdsPieces = false;
        this.point();
      },
    };
  }

  #newLink(): ServerLink {
    const silent = (): void => undefined;
    return new ServerLink({ store: this.store, send: this.#send(this), now: () => this.now(), newId: this.#newId, onClock: silent, log: { info: silent, warn: silent, error: silent } });
  }
}

let template: DiskImage | undefined;

/** A store that was made and closed: what a new program finds after its first start. */
export function emptyImage(folder: string): DiskImage {
  if (template) return template;
  const made = join(folder, 'template');
  openStore({ folder: made, key: testKey, now: () => 0, newId: () => '' }).close();
  const copy = join(folder, 'template.db');
  copyFileSync(join(made, STORE_FILE), copy);
  template = new Map([[STORE_FILE, readFileSync(copy)]]);
  return template;
}
