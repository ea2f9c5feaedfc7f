import { judgeStore, newSuffix, type Mark, type StoreFinding } from '#domain/sync/store-guard.ts';
import { metaOf, setMeta } from '#db/queries/clinic.ts';
import { noteIncident } from '#db/sync/incidents.ts';
import { lastOwn, linkAt } from '#db/sync/outbox.ts';
import type { Store } from '#db/store.ts';
import type { ReadDb } from '#db/read.ts';
import { markElsewhere, markInFolder, readMarks, writeMarks } from './marks.ts';

export interface IdentityParts {
  readonly store: Store;
  readonly storeDir: string;
  /** Folder away from the store's own; see `marksDir`. */
  readonly marksDir: string;
  readonly machine: string | null;
  readonly newId: () => string;
  readonly chance: () => number;
  /** The system's clock. */
  readonly system: () => number;
}

const AT_START = { personId: null, intent: 'system.start' } as const;
/** Marks follow the commits of one moment together: a backup is older than that. */
const GATHER_MS = 1_000;

/** The same store as last time on the same machine, or one whose numbers may have a twin: looked at once, at the start. */
export class StoreIdentity {
  readonly #parts: IdentityParts;
  readonly #paths: readonly string[];
  readonly #marks: readonly Mark[];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #stop: () => void = () => undefined;
  #lastRan: () => number;

  private constructor(parts: IdentityParts, paths: readonly string[], marks: readonly Mark[]) {
    this.#parts = parts;
    this.#paths = paths;
    this.#marks = marks;
    this.#lastRan = parts.system;
  }

  static async open(parts: IdentityParts): Promise<StoreIdentity> {
    const { store, storeDir, marksDir, newId } = parts;
    const markId = metaOf(store.read, 'mark_id') ?? newId();
    if (metaOf(store.read, 'mark_id') === undefined) store.write(AT_START, (tx) => { setMeta(tx, 'mark_id', markId); });
    const paths = [markInFolder(storeDir), markElsewhere(marksDir, markId)];
    const identity = new StoreIdentity(parts, paths, await readMarks(paths));
    identity.#judge();
    return identity;
  }

  /** When the program last ran, milliseconds since 1970; null when nothing says so. */
  get lastRan(): number | null {
    return this.#marks.length === 0 ? null : Math.max(...this.#marks.map(({ at }) => at));
  }

  /** Notes from now on how far the stream came. `lastRan` is the clock to note with it. */
  follow(lastRan: () => number): void {
    this.#lastRan = lastRan;
    this.#later();
    this.#stop = this.#parts.store.onChange(() => { this.#later(); });
  }

  /** Ends the notes with a last one, before the store is closed. */
  async close(): Promise<void> {
    this.#stop();
    clearTimeout(this.#timer);
    this.#note();
    await this.#writing;
  }

  #judge(): void {
    const { store, machine } = this.#parts;
    const lastMachine = metaOf(store.read, 'machine') ?? null;
    const finding = judgeStore({ dseq: lastOwn(store.read), chainAt: (dseq) => chainAt(store.read, dseq), lastMachine, machine }, this.#marks);
    if (finding !== 'fits') this.#takeSuffix(finding);
    if (machine !== null && machine !== lastMachine) store.write(AT_START, (tx) => { setMeta(tx, 'machine', machine); });
  }

  /** Numbers go on in a space of their own, and a manager is told. A store without a clinic gave out none. */
  #takeSuffix(finding: Exclude<StoreFinding, 'fits'>): void {
    const { store, newId, chance, system } = this.#parts;
    const slot = metaOf(store.read, 'slot');
    if (slot === undefined) return;
    const used = metaOf(store.read, 'suffixes_used')?.split(' ') ?? [];
    const suffix = newSuffix(used, chance);
    store.write(AT_START, (tx) => {
      setMeta(tx, 'slot_suffix', suffix);
      setMeta(tx, 'suffixes_used', [...used, suffix].join(' ').trim());
      noteIncident(tx, { id: newId(), at: new Date(system()).toISOString(), kind: `store-${finding}`, detail: `${slot}${suffix}` });
    });
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#note();
    }, GATHER_MS).unref();
  }

  #note(): void {
    const { read } = this.#parts.store;
    const dseq = lastOwn(read);
    const mark: Mark = { dseq, chain: chainAt(read, dseq) ?? '', at: this.#lastRan() };
    this.#writing = this.#writing.then(() => writeMarks(this.#paths, mark));
  }
}

const chainAt = (db: ReadDb, dseq: number): string | undefined => (dseq > lastOwn(db) ? undefined : Buffer.from(linkAt(db, dseq)).toString('base64url'));
