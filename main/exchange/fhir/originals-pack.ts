import { unpackEntries } from './packed-originals.ts';
import type { Entry } from './packed-originals.ts';
import { IN_PACK } from './prepared.ts';
import type { Kept, PreparedGroup, PreparedResource } from './prepared.ts';

/** The originals of a group, packed while it was read. */
export class OriginalsPack {
  readonly patientId: string;
  /** How many there are. */
  readonly size: number;
  readonly packed: string;
  #next = 0;
  #entries: readonly Entry[] | undefined;

  constructor({ patientId, originals, packed }: PreparedGroup) {
    this.patientId = patientId;
    this.size = originals;
    this.packed = packed;
  }

  /** The original of the next item in the order of the group, told by its place where it is in the pack. */
  next(kept: Kept): Kept {
    if (kept.json !== IN_PACK) return kept;
    const at = this.#next;
    this.#next += 1;
    return new PackedKept(kept, this, at);
  }

  /** The next item in the order of the group, with its original. */
  completed<T extends PreparedResource>(item: T): T {
    return 'kept' in item ? { ...item, kept: this.next(item.kept) } : item;
  }

  /** Unpacks what stands at a place: needed only when not all of them are stored as they were packed. */
  textAt(at: number): string {
    this.#entries ??= unpackEntries(this.packed);
    return this.#entries[at]?.rest ?? '';
  }
}

/** An original that is in a pack. */
export class PackedKept implements Kept {
  readonly type: string;
  readonly name: string | null;
  readonly pack: OriginalsPack;
  readonly at: number;

  constructor({ type, name }: Kept, pack: OriginalsPack, at: number) {
    this.type = type;
    this.name = name;
    this.pack = pack;
    this.at = at;
  }

  get json(): string {
    return this.pack.textAt(this.at);
  }
}
