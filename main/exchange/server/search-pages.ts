import { mayUsePatient } from '#db/queries/consents.ts';
import type { ReadDb } from '#db/read.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { SHARED_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import { isFound, isUpdated } from '#domain/exchange/fhir/search.ts';
import type { Search } from '#domain/exchange/fhir/search.ts';
import { exportedPatientOf } from '../export/exported-patients.ts';
import { sharedEntries, sharedNames } from '../export/fhir-bundle.ts';
import { asPath } from '../export/names.ts';
import type { Names } from '../export/names.ts';
import { patientEntries } from '../export/patient-entries.ts';
import type { Entry } from '../export/patient-entries.ts';
import { ownerOf } from './owner.ts';

/** What a search found for one page. */
export interface Page {
  readonly entries: readonly Entry[];
  readonly patientIds: ReadonlySet<string>;
  /** Where the next page begins; undefined when nothing more comes. */
  readonly next: string | undefined;
  /** All there are, where that is known. */
  readonly total: number | undefined;
}

/** Where a page begins: after so many patients' rows, and so many of the next one's resources. */
interface Place { readonly rid: number; readonly skip: number }

/** A page ends when it has been looked for so long, however little was found: nobody else waits longer, and the rest follows. */
const LONGEST_MS = 200;

/** One page of a search. @param page what the last page's `next` says @param steady milliseconds that only ever grow */
export function searchPage(db: ReadDb, type: string, search: Search, steady: () => number): Page {
  const place = placeOf(search.page);
  const shared = sharedNames(db);
  if (SHARED_TYPES.has(type)) return cut(matching([...sharedEntries(db, asPath, shared)].flat(), type, search), place, search.count, new Set());
  const only = oneOwner(db, type, search);
  if (only !== undefined) {
    const entries = only === '' ? [] : entriesOf(db, only, type, shared);
    return cut(matching(entries, type, search), place, search.count, new Set(entries.length > 0 ? [only] : []));
  }
  return overPatients(db, type, search, { place, shared, until: steady() + LONGEST_MS, steady });
}

/** The only patient it can be about; empty when it is about nobody. */
function oneOwner(db: ReadDb, type: string, { patientId, ids }: Search): string | undefined {
  if (patientId !== undefined) return patientId;
  const [id] = ids ?? [];
  return id !== undefined && ids?.length === 1 ? (ownerOf(db, type, id) ?? '') : undefined;
}

function entriesOf(db: ReadDb, patientId: string, type: string, shared: Names): Entry[] {
  const patient = mayUsePatient(db, patientId, 'sharing') ? exportedPatientOf(db, patientId) : undefined;
  return patient ? patientEntries(db, patient, { form: asPath, shared, types: new Set([type]) }) : [];
}

const matching = (entries: readonly Entry[], type: string, search: Search): Entry[] => entries.filter((entry) => (
  entry.type === type && (search.ids?.includes(entry.id) ?? true) && isUpdated(entry.at, search) && (search.filters.length === 0 || isFound(JSON.parse(entry.json) as JsonObject, search))
));

function cut(found: readonly Entry[], { skip }: Place, count: number, patientIds: ReadonlySet<string>): Page {
  const end = skip + count;
  return { entries: found.slice(skip, end), patientIds, next: end < found.length ? pageOf({ rid: 0, skip: end }) : undefined, total: found.length };
}

interface Scan { readonly place: Place; readonly shared: Names; readonly until: number; readonly steady: () => number }

function overPatients(db: ReadDb, type: string, search: Search, { place, shared, until, steady }: Scan): Page {
  const next = db.statement('SELECT rid, id FROM patient WHERE rid > ? AND archived = 0 ORDER BY rid LIMIT 1');
  const entries: Entry[] = [];
  const patientIds = new Set<string>();
  for (let { rid, skip } = place; ;) {
    const patient = next.get(rid) as { rid: number; id: string } | undefined;
    if (!patient) return { entries, patientIds, next: undefined, total: undefined };
    const found = matching(entriesOf(db, patient.id, type, shared), type, search).slice(skip);
    const taken = found.slice(0, search.count - entries.length);
    entries.push(...taken);
    if (taken.length > 0) patientIds.add(patient.id);
    if (taken.length < found.length) return { entries, patientIds, next: pageOf({ rid, skip: skip + taken.length }), total: undefined };
    [rid, skip] = [patient.rid, 0];
    if (entries.length >= search.count || steady() > until) return { entries, patientIds, next: pageOf({ rid, skip }), total: undefined };
  }
}

const pageOf = ({ rid, skip }: Place): string => `${rid}-${skip}`;

export function placeOf(page: string | undefined): Place {
  const found = /^(\d{1,12})-(\d{1,9})$/.exec(page ?? '');
  return found ? { rid: Number(found[1]), skip: Number(found[2]) } : { rid: 0, skip: 0 };
}
