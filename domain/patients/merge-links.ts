import type { Id } from '../kit/ids.ts';

/**
 * `standing`: the one record counts as part of the other. `undone`: somebody separated them again. `crossed`: it could not
 * stand beside one made earlier at another PC. Only the first ever changes into one of the others, so that PCs which hear of
 * changes in different orders end alike.
 */
export const mergeStatuses = ['standing', 'undone', 'crossed'] as const;
export type MergeStatus = (typeof mergeStatuses)[number];

/** Why the record of a patient is away who is found under another: the reason that its row holds then. */
export const MERGED_REASON = 'part-of-another-record';

/** That one record was put together with another. */
export interface MergeLink {
  readonly id: Id;
  readonly mergedId: Id;
  readonly survivorId: Id;
  readonly status: MergeStatus;
  /** ISO instant. */
  readonly at: string;
}

/** Which record each patient is found under, worked out from all merges. */
export class MergePicture {
  readonly #into = new Map<Id, Id>();
  readonly #from = new Map<Id, Id[]>();
  /** Merges that say they stand but cannot: the record was merged elsewhere before, or both into each other. */
  readonly crossed: readonly MergeLink[];
  /** Records that a merge says others are part of, those that cannot stand among them. */
  readonly survivors: ReadonlySet<Id>;

  constructor(links: readonly MergeLink[]) {
    const crossed: MergeLink[] = [];
    const standing = links.filter(({ status }) => status === 'standing').sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
    for (const link of standing) {
      const known = this.#into.get(link.mergedId);
      // Two PCs that put the same two together did nothing that disagrees.
      if (known === link.survivorId) continue;
      if (known !== undefined || this.survivorOf(link.survivorId) === link.mergedId) crossed.push(link);
      else this.#add(link);
    }
    this.crossed = crossed;
    this.survivors = new Set(standing.map(({ survivorId }) => survivorId));
  }

  #add({ mergedId, survivorId }: MergeLink): void {
    this.#into.set(mergedId, survivorId);
    const from = this.#from.get(survivorId);
    if (from) from.push(mergedId);
    else this.#from.set(survivorId, [mergedId]);
  }

  /** The record this one is part of, in the end; itself when it stands alone. */
  survivorOf(patientId: Id): Id {
    return this.pathOf(patientId).at(-1) ?? patientId;
  }

  /** The records it became part of, one after the other; empty when it stands alone. */
  pathOf(patientId: Id): readonly Id[] {
    const path: Id[] = [];
    for (let next = this.#into.get(patientId); next !== undefined; next = this.#into.get(next)) path.push(next);
    return path;
  }

  isMerged(patientId: Id): boolean {
    return this.#into.has(patientId);
  }

  /** Every record that is part of another now. */
  get merged(): readonly Id[] {
    return [...this.#into.keys()];
  }

  /** The records that are part of this one, directly or through others. */
  partsOf(patientId: Id): readonly Id[] {
    return (this.#from.get(patientId) ?? []).flatMap((id) => [id, ...this.partsOf(id)]);
  }
}

/** By code unit, alike on every PC whatever its language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
