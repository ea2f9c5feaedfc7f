import type { WriteDb } from '#db/door.ts';
import { PackedKept } from './fhir/originals-pack.ts';
import type { OriginalsPack } from './fhir/originals-pack.ts';
import { isBeside, keyOf, keptKeys, packEntries, packId, TOGETHER } from './fhir/packed-originals.ts';
import type { Entry } from './fhir/packed-originals.ts';
import { isPlain } from './fhir/pieces.ts';
import type { Kept } from './fhir/prepared.ts';
import type { PlainRow, Put } from './sink.ts';

/** Characters of what is packed together: few rows, and yet far less than one operation may hold. */
const MOST = 200_000;

interface Wanted {
  readonly id: string;
  readonly kept: Kept;
}

/** Some that came one after the other: out of one pack, or none of them out of any. */
interface Stretch {
  readonly pack: OriginalsPack | undefined;
  readonly wanted: Wanted[];
}

interface OfPatient {
  /** Keys of originals that are here already. */
  readonly known: Set<string>;
  /** In their order, so that they leave in it. */
  readonly stretches: Stretch[];
  readonly packs: Map<OriginalsPack, Stretch>;
}

/** Originals of one transaction, by patient: stored together they take a twentieth of their room, and a row where they would take hundreds. */
export class GatheredOriginals {
  readonly #tx: WriteDb;
  readonly #patients = new Map<string, OfPatient>();

  constructor(tx: WriteDb) {
    this.#tx = tx;
  }

  /** Whether it is stored with others. */
  takes = (patientId: string, id: string, kept: Kept): boolean => (kept instanceof PackedKept || isPlain(kept)) && isBeside(patientId, id);

  add(patientId: string, id: string, kept: Kept): Put {
    const patient = this.#of(patientId);
    const key = keyOf({ type: kept.type, id, name: kept.name });
    if (patient.known.has(key)) return 'unchanged';
    patient.known.add(key);
    stretchFor(patient, kept instanceof PackedKept ? kept.pack : undefined).wanted.push({ id, kept });
    return 'stored';
  }

  /** The rows of what was gathered. Call it once, at the end of the transaction. */
  rows(): readonly PlainRow<'kept_resource'>[] {
    return [...this.#patients].flatMap(([patientId, { stretches }]) => packsOf(patientId, stretches).map((json) => (
      { id: packId(patientId, json), patient_id: patientId, resource_type: TOGETHER, resource_id: '', json, name: null }
    )));
  }

  #of(patientId: string): OfPatient {
    const known = this.#patients.get(patientId);
    if (known) return known;
    const made: OfPatient = { known: keptKeys(this.#tx, patientId), stretches: [], packs: new Map() };
    this.#patients.set(patientId, made);
    return made;
  }
}

function stretchFor({ stretches, packs }: OfPatient, pack: OriginalsPack | undefined): Stretch {
  const last = stretches.at(-1);
  const open = pack ? packs.get(pack) : last?.pack === undefined ? last : undefined;
  if (open) return open;
  const made: Stretch = { pack, wanted: [] };
  stretches.push(made);
  if (pack) packs.set(pack, made);
  return made;
}

function packsOf(patientId: string, stretches: readonly Stretch[]): string[] {
  const packs: string[] = [];
  let [entries, length]: [Entry[], number] = [[], 0];
  const close = (): void => {
    if (entries.length > 0) packs.push(packEntries(entries));
    [entries, length] = [[], 0];
  };
  for (const { pack, wanted } of stretches) {
    // As it was guessed: the ids inside are those of this patient, and all of them are new.
    if (pack?.patientId === patientId && pack.size === wanted.length) {
      close();
      packs.push(pack.packed);
      continue;
    }
    for (const { id, kept: { type, name, json: rest } } of wanted) {
      entries.push({ type, id, name, rest });
      length += rest.length;
      if (length >= MOST) close();
    }
  }
  close();
  return packs;
}
