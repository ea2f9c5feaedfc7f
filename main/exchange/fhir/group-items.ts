import { isBeside, packEntries } from './packed-originals.ts';
import type { Entry } from './packed-originals.ts';
import { isPlain } from './pieces.ts';
import { IN_PACK, JSON_AT } from './prepared.ts';
import type { Kept, PackedRecord, PackedSet, PreparedItem, SingleItem } from './prepared.ts';

/** Resources and characters of originals in one group: it is stored in one go, while others wait. */
const MOST = 128;
const MOST_LENGTH = 200_000;
/** Fewer originals than this are packed with others of their patient where they are stored. */
const LEAST = 8;

/** How many resources an item holds. */
export function resourcesOf(item: PreparedItem): number {
  switch (item.kind) {
    case 'readings': return item.sets.length;
    case 'records': return item.records.length;
    case 'group': return item.items.reduce((sum, one) => sum + resourcesOf(one), 0);
    default: return 1;
  }
}

/**
 * Puts items of one patient that follow each other into groups and packs their originals, so that who stores them need
 * neither read nor pack the long texts.
 */
export function grouped(items: readonly SingleItem[]): PreparedItem[] {
  const done: PreparedItem[] = [];
  let [run, patientId]: [SingleItem[], string] = [[], NOBODY];
  for (const item of items) {
    const own = ownerOf(item, patientId);
    if (own !== patientId) {
      done.push(...ofOnePatient(patientId, run));
      [run, patientId] = [[], own];
    }
    run.push(item);
  }
  return [...done, ...ofOnePatient(patientId, run)];
}

interface Whole {
  readonly item: SingleItem;
  readonly originals: readonly Original[];
  /** Of each original, whether it can be packed with others. */
  readonly isPacked: readonly boolean[];
}

function ofOnePatient(patientId: string, items: readonly SingleItem[]): readonly PreparedItem[] {
  if (patientId === NOBODY) return items;
  const wholes = items.map((item): Whole => {
    const originals = originalsOf(item);
    return { item, originals, isPacked: originals.map(({ id, kept }) => isPlain(kept) && isBeside(patientId, id)) };
  });
  if (wholes.flatMap(({ isPacked }) => isPacked).filter(Boolean).length < LEAST) return items;
  return cut(wholes).map((some): PreparedItem => {
    const entries = some.flatMap(({ originals, isPacked }) => originals.filter((_original, i) => isPacked[i]).map(({ id, kept }): Entry => ({ type: kept.type, id, name: kept.name, rest: kept.json })));
    return { kind: 'group', patientId, items: some.map(withoutOriginals), originals: entries.length, packed: packEntries(entries) };
  });
}

function cut(wholes: readonly Whole[]): Whole[][] {
  const parts: Whole[][] = [];
  let [count, length] = [MOST, 0];
  for (const whole of wholes) {
    if (count >= MOST || length >= MOST_LENGTH) {
      parts.push([]);
      [count, length] = [0, 0];
    }
    parts.at(-1)?.push(whole);
    count += resourcesOf(whole.item);
    length += lengthOf(whole);
  }
  return parts;
}

const NOBODY = '';

/** Whose an item will be; what says so nowhere stays with what it stands among. */
function ownerOf(item: SingleItem, before: string): string {
  switch (item.kind) {
    case 'patient': return 'id' in item.patient ? item.patient.id : NOBODY;
    case 'encounter': return 'guess' in item.encounter ? (item.encounter.guess?.patientId ?? NOBODY) : NOBODY;
    case 'readings': case 'records': return item.patientId;
    case 'row': case 'kept': case 'allergy': return item.guess?.patientId ?? NOBODY;
    case 'refused': case 'shared': case 'piece': return before;
    case 'observation': return NOBODY;
  }
}

interface Original {
  readonly id: string;
  readonly kept: Kept;
}

/** Originals of an item with the ids they will go by, in the order in which they are stored. */
function originalsOf(item: SingleItem): readonly Original[] {
  switch (item.kind) {
    case 'patient': return 'id' in item.patient ? [{ id: item.patient.id, kept: item.kept }] : [];
    case 'encounter': return 'guess' in item.encounter && item.encounter.guess ? [{ id: item.encounter.guess.id, kept: item.kept }] : [];
    case 'readings': return item.sets.map(([, id, , name, json]) => ({ id, kept: { type: 'Observation', name, json } }));
    case 'records': return item.records.map(([, id, type, name, json]) => ({ id, kept: { type, name, json } }));
    case 'row': case 'kept': case 'allergy': return item.guess ? [{ id: item.guess.id, kept: item.kept }] : [];
    default: return [];
  }
}

const lengthOf = ({ item, originals }: Whole): number => (
  item.kind === 'piece' ? item.content.length : originals.reduce((sum, { kept }) => sum + kept.json.length, 0)
);

function withoutOriginals({ item, isPacked }: Whole): SingleItem {
  if (item.kind === 'readings') return { ...item, sets: item.sets.map((set, i) => (isPacked[i] ? set.with(JSON_AT, IN_PACK) as unknown as PackedSet : set)) };
  if (item.kind === 'records') return { ...item, records: item.records.map((record, i) => (isPacked[i] ? record.with(JSON_AT, IN_PACK) as unknown as PackedRecord : record)) };
  return 'kept' in item && isPacked[0] ? { ...item, kept: { ...item.kept, json: IN_PACK } } : item;
}
