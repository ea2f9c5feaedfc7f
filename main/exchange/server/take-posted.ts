import type { WriteDb } from '#db/door.ts';
import { readSearch } from '#domain/exchange/fhir/search.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import { findPatient } from '../fhir/find-target.ts';
import { newFhirImport } from '../fhir/import-state.ts';
import type { FhirImport, Taken } from '../fhir/import-state.ts';
import { prepareItem } from '../fhir/prepare-item.ts';
import type { Owner, PreparedResource } from '../fhir/prepared.ts';
import { takeItem } from '../fhir/take-item.ts';
import type { RowMaker } from '../patient-rows.ts';
import { sinkInto } from '../store-sink.ts';
import { Tally } from '../tally.ts';
import { isTaken } from './posted.ts';
import type { Issue, Posted, PostedSet } from './posted.ts';
import { searchPage } from './search-pages.ts';

/** What became of each entry, in their order. */
export type Result = Taken | { readonly issue: Issue };

interface Ready {
  readonly at: number;
  readonly posted: Posted;
  readonly items: readonly PreparedResource[];
}

/** What others refer to comes first. */
const RANK: Readonly<Record<string, number>> = { Patient: 0, Encounter: 1 };

/**
 * Takes what was posted into a transaction, by the same rules as an import. What an entry refers to may come after it.
 * @param today the clinic's calendar day @param steady milliseconds that only ever grow
 */
export function takePosted(tx: WriteDb, maker: RowMaker, { entries }: PostedSet, today: string, steady: () => number): Result[] {
  const results: (Result | undefined)[] = entries.map((entry) => ('code' in entry ? { issue: entry } : undefined));
  const ready = entries.flatMap((posted, at): Ready[] => {
    if ('code' in posted) return [];
    const prepared = isTaken(posted.resource) ? prepareItem({ kind: 'resource', ordinal: at, place: posted.path, fullUrl: posted.fullUrl, resource: posted.resource }, 0, today) : '';
    if (typeof prepared !== 'string') return [{ at, posted, items: prepared }];
    results[at] = { issue: { field: posted.path, code: isTaken(posted.resource) ? 'patient-missing' : 'type-not-supported' } };
    return [];
  });
  const rankOf = ({ posted }: Ready): number => RANK[String(posted.resource['resourceType'])] ?? 2;
  const sink = sinkInto(tx, maker);
  const state = newFhirImport(new Tally(), (at, taken) => { results[at] ??= taken; });
  const conditional = new Conditional(tx, sink, state, steady);
  let waiting = ready.toSorted((a, b) => rankOf(a) - rankOf(b));
  for (let last = false; waiting.length > 0;) {
    const before = waiting.length;
    waiting = waiting.filter(({ at, posted, items }) => {
      const found = conditional.look(posted, items);
      if (found) results[at] = found;
      const missed = found ? undefined : takeAll(sink, state, items, last);
      if (missed && (last || 'refused' in missed)) results[at] = { issue: issueOf(posted, 'refused' in missed ? missed.refused : missed.waits) };
      return missed !== undefined && 'waits' in missed && !last;
    });
    last = waiting.length === before;
  }
  sink.end();
  return results.map((result, at) => result ?? { issue: { field: entryPath(entries[at]), code: 'not-stored' } });
}

const entryPath = (entry: Posted | Issue | undefined): string => (entry === undefined ? '' : 'path' in entry ? entry.path : entry.field);

type Missed = Exclude<ReturnType<typeof takeItem>, 'taken'>;

/** The first thing that could not be taken of what makes up one resource. */
function takeAll(sink: ReturnType<typeof sinkInto>, state: FhirImport, items: readonly PreparedResource[], last: boolean): Missed | undefined {
  for (const item of items) {
    const outcome = takeItem(sink, state, item, last);
    if (outcome !== 'taken') return outcome;
  }
  return undefined;
}

/** Details that are paths of elements, such as `valueQuantity.code`; others are numbers. */
const PATH = /^[a-z][A-Za-z]*(?:\[\d+\]|\[x\]|\.[A-Za-z]+)*$/;
const issueOf = ({ path }: Posted, { reason, detail }: Problem): Issue => ({ field: PATH.test(detail) ? `${path}.${detail.replaceAll('[x]', '')}` : path, code: reason });

/** Conditional creation: what is searched for must not be here (FHIR R4, http.html#ccreate). */
class Conditional {
  readonly #tx: WriteDb;
  readonly #sink: ReturnType<typeof sinkInto>;
  readonly #state: FhirImport;
  readonly #steady: () => number;

  constructor(tx: WriteDb, sink: ReturnType<typeof sinkInto>, state: FhirImport, steady: () => number) {
    [this.#tx, this.#sink, this.#state, this.#steady] = [tx, sink, state, steady];
  }

  /** What is here already, or why that cannot be said; undefined when it is to be stored. */
  look({ path, resource, ifNoneExist }: Posted, items: readonly PreparedResource[]): Result | undefined {
    if (ifNoneExist === undefined) return undefined;
    const type = String(resource['resourceType']);
    const search = readSearch(type, new URLSearchParams(ifNoneExist.replace(/^.*\?/, '')));
    if (!search.ok) return { issue: { field: path, code: 'if-none-exist-not-understood' } };
    const ids = this.#found(type, search.value, items);
    if (ids.length > 1) return { issue: { field: path, code: 'several-match' } };
    return ids[0] === undefined ? undefined : { type, id: ids[0], put: 'unchanged' };
  }

  #found(type: string, search: Parameters<typeof searchPage>[2], items: readonly PreparedResource[]): readonly string[] {
    const owner = items.map((item) => ('owner' in item ? item.owner : 'encounter' in item && 'owner' in item.encounter ? item.encounter.owner : undefined)).find((one) => one !== undefined);
    const about = owner && this.#patientOf(owner);
    // Whose it would be is not here yet: nor is it.
    if (owner && about === undefined) return [];
    this.#sink.end();
    const ids: string[] = [];
    for (let page: string | undefined = search.page; ;) {
      const found = searchPage(this.#tx, type, { ...search, count: 2, page, ...(about === undefined ? {} : { patientId: about }) }, this.#steady);
      ids.push(...found.entries.map(({ id }) => id));
      if (found.next === undefined || ids.length > 1) return ids;
      page = found.next;
    }
  }

  #patientOf(owner: Owner): string | undefined {
    const found = findPatient(this.#sink, this.#state, 0, owner);
    return found.kind === 'found' ? found.id : undefined;
  }
}
