import { isBeside, packEntries } from './packed-originals.ts';
import type { Entry } from './packed-originals.ts';
import { isPlain } from './pieces.ts';
import { IN_PACK } from './prepared.ts';
import type { Kept, PackedSet, PreparedItem, SingleItem } from './prepared.ts';

/** Resources and characters of originals in one group: it is stored in one go, while others wait. */
const MOST = 128;
const MOST_LENGTH = 200_000;
/** Fewer originals than this are packed with others of their patient where they are stored. */
const LEAST = 8;

/** How many resources an item holds. */
export function resourcesOf(item: PreparedItem): number {
  switch (item.kind) {
    case 'readings': return item.sets.length;
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

function ofOnePatient(patientId: string, items: readonly SingleItem[]): readonly PreparedItem[] {
  if (patientId === NOBODY) return items;
  const isPacked = ({ id, kept }: Original): boolean => isPlain(kept) && isBeside(patientId, id);
  if (items.reduce((sum, item) => sum + originalsOf(item).filter(isPacked).length, 0) < LEAST) return items;
  return cut(items).map((some): PreparedItem => {
    const entries = some.flatMap((item) => originalsOf(item).filter(isPacked).map(({ id, kept }): Entry => ({ type: kept.type, id, name: kept.name, rest: kept.json })));
    return { kind: 'group', patientId, items: some.map((item) => withoutOriginals(item, isPacked)), originals: entries.length, packed: packEntries(entries) };
  });
}

function cut(items: readonly SingleItem[]): SingleItem[][] {
  const parts: SingleItem[][] = [];
  let [count, length] = [MOST, 0];
  for (const item of items) {
    if (count >= MOST || length >= MOST_LENGTH) {
      parts.push([]);
      [count, length] = [0, 0];
    }
    parts.at(-1)?.push(item);
    count += resourcesOf(item);
    length += lengthOf(item);
  }
  return parts;
}

const NOBODY = '';

/** Whose an item will be; what says so nowhere stays with what it stands among. */
function ownerOf(item: SingleItem, before: string): string {
  switch (item.kind) {
    case 'patient': return 'id' in item.patient ? item.patient.id : NOBODY;
    case 'encounter': return 'guess' in item.encounter ? (item.encounter.guess?.patientId ?? NOBODY) : NOBODY;
    case 'readings': return item.patientId;
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
    case 'row': case 'kept': case 'allergy': return item.guess ? [{ id: item.guess.id, kept: item.kept }] : [];
    default: return [];
  }
}

const lengthOf = (item: SingleItem): number => (
  item.kind === 'piece' ? item.content.length : originalsOf(item).reduce((sum, { kept }) => sum + kept.json.length, 0)
);

function withoutOriginals(item: SingleItem, isPacked: (original: Original) => boolean): SingleItem {
  const originals = originalsOf(item);
  if (item.kind === 'readings') {
    return { ...item, sets: item.sets.map((set, i): PackedSet => {
      const original = originals[i];
      if (!original || !isPacked(original)) return set;
      const [ordinal, id, takenAt, name, , ...values] = set;
      return [ordinal, id, takenAt, name, IN_PACK, ...values];
    }) };
  }
  const [original] = originals;
  return original && 'kept' in item && isPacked(original) ? { ...item, kept: { ...original.kept, json: IN_PACK } } : item;
}
