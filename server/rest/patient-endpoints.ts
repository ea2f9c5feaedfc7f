import type { z } from 'zod';
import type { Contract } from '#domain/contract/contract.ts';
import type { Patient } from '#domain/contract/patients.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { done } from '#domain/contract/shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { parseAgeOrBirth } from '#domain/patients/age.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { blockingKeys, LIKELY_DUPLICATE, scoreDuplicate } from '#domain/patients/duplicates.ts';
import { keyWords, searchParts } from '#domain/patients/search-words.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { lockClinic } from '../sync/device-rows.ts';
import type { ServerWrite } from '../sync/server-stream.ts';
import { storeOperations } from '../sync/store-operations.ts';
import type { SyncParts } from '../sync/sync-parts.ts';
import { apiFailure } from './failure.ts';
import { catchUp, findByAnyWord, findByWords } from './patient-index.ts';
import { briefsOf, patientOf } from './patient-view.ts';
import { changedPatient, clinicSettings, lookWrite, newPatient, nextNumber, readDraft, write, type Writing } from './patient-writes.ts';
import { pageOfRows, storedRows, type Stored } from './stored-rows.ts';

type Patients = Contract['patients'];
type InputOf<N extends keyof Patients> = Patients[N]['~orpc'] extends { inputSchema?: infer S } ? z.output<Extract<S, z.ZodType>> : never;

/** One call of a program that was let in. */
export interface ApiCall {
  readonly parts: SyncParts;
  readonly clinicId: string;
  readonly tokenId: string;
  /** `area.verb`. */
  readonly endpoint: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const SEARCH_FINDS = 50;
/** Pages looked through for one that is full when many were put away. */
const PAGES = 20;
/** How many who share something with a candidate are compared, and how many are named. */
const SCORED = 300;
const NAMED = 5;

/** The patients of a clinic for other programs: rules and shapes are those of the desk, rows are the clinic's merged ones. */
export const patientEndpoints = {
  async list(call: ApiCall, { text, ...page }: InputOf<'list'>): Promise<{ patients: PatientBrief[]; next: string | null }> {
    if (text !== undefined && page.archived === 'only') throw apiFailure('INVALID', { issues: [{ field: 'archived', code: 'not-with-text' }] });
    await catchUp(call.parts.database, call.clinicId);
    return reading(call, (tx) => (text === undefined ? pageOf(tx, call.clinicId, page) : found(tx, call.clinicId, text, page)));
  },

  /** Says who looked, in the clinic's own log. */
  async get(call: ApiCall, { patientId }: InputOf<'get'>): Promise<Patient> {
    await catchUp(call.parts.database, call.clinicId);
    return writing(call, async (about) => ({ answer: await patientOf(about.tx, call.clinicId, patientId), writes: [lookWrite(about, patientId)] }));
  },

  async duplicates(call: ApiCall, input: InputOf<'duplicates'>): Promise<{ duplicates: object[] }> {
    await catchUp(call.parts.database, call.clinicId);
    return reading(call, async (tx) => {
      const { zone, date_order } = await clinicSettings(tx, call.clinicId);
      const read = parseAgeOrBirth(input.ageOrBirth, { today: inZone(call.now, zone).date, order: date_order as 'dmy' });
      const birth = read.ok ? read.value : { birthDate: null, estimated: false };
      const candidate = { name: input.name, sex: input.sex, birthDate: birth.birthDate, birthEstimated: birth.estimated, phone: input.phone ?? null };
      const ids = await findByAnyWord(tx, call.clinicId, keyWords(blockingKeys(candidate)), SCORED);
      const rows = (await storedRows(tx, call.clinicId, 'patient', ids.filter((id) => id !== input.exceptId))).filter(({ archived }) => archived === 0);
      const scored = (await briefsOf(tx, call.clinicId, rows)).map((patient) => ({ ...patient, ...scoreDuplicate(candidate, patient) }));
      return { duplicates: scored.filter(({ score }) => score >= LIKELY_DUPLICATE).sort((a, b) => b.score - a.score).slice(0, NAMED) };
    });
  },

  /** The command's id becomes the patient's, so that the same command again finds what the first made. */
  async create(call: ApiCall, { commandId, ...draft }: InputOf<'create'>): Promise<Patient> {
    await catchUp(call.parts.database, call.clinicId);
    const id = commandId ?? call.parts.newId();
    await writing(call, async (about) => {
      const columns = await readDraft(about, draft);
      const number = await nextNumber(about);
      const lock = await lockClinic(about.tx, call.clinicId);
      const [known] = await storedRows(about.tx, call.clinicId, 'patient', [id]);
      return { answer: null, lock, writes: known ? [] : newPatient(about, id, number, columns, draft) };
    });
    return shown(call, id);
  },

  /** With `version`, a row changed meanwhile gives CONFLICT. */
  async update(call: ApiCall, { commandId: _, patientId, version, ...draft }: InputOf<'update'>): Promise<Patient> {
    await catchUp(call.parts.database, call.clinicId);
    await writing(call, async (about) => {
      const lock = await lockClinic(about.tx, call.clinicId);
      const before = await standing(about.tx, call.clinicId, patientId);
      if (version !== undefined && version !== before.version) throw apiFailure('CONFLICT', { reason: 'changed-meanwhile' });
      return { answer: null, lock, writes: await changedPatient(about, before, await readDraft(about, draft), draft) };
    });
    return shown(call, patientId);
  },

  /** Puts the record away; nothing is deleted. */
  async archive(call: ApiCall, { patientId, reason }: InputOf<'archive'>): Promise<typeof done> {
    return writing(call, async (about) => {
      const lock = await lockClinic(about.tx, call.clinicId);
      await standing(about.tx, call.clinicId, patientId);
      return { answer: done, lock, writes: [write(about, 'patient', patientId, { archived: 1, archived_reason: tidyText(reason) })] };
    });
  },
};

interface Written<T> {
  readonly answer: T;
  readonly writes: readonly ServerWrite[];
  /** The clinic's counter, where it had to be locked before. */
  readonly lock?: Awaited<ReturnType<typeof lockClinic>>;
}

/** Runs `work` in one transaction; what it wants written goes out to every PC as operations of the server's stream. */
async function writing<T>(call: ApiCall, work: (about: Writing) => Promise<Written<T>>): Promise<T> {
  const { parts, clinicId, tokenId, endpoint, now } = call;
  const answer = await inClinic(parts.database, clinicId, async (tx) => {
    const { answer: made, writes, lock } = await work({ tx, clinicId, now, newId: parts.newId, author: { personId: tokenId, intent: endpoint } });
    if (writes.length > 0) await storeOperations(tx, parts, clinicId, lock ?? await lockClinic(tx, clinicId), { also: writes });
    return made;
  });
  parts.hub.ring(clinicId);
  return answer;
}

const reading = <T>({ parts, clinicId }: ApiCall, work: (tx: ClinicTx) => Promise<T>): Promise<T> => inClinic(parts.database, clinicId, work, { snapshot: true });

/** The patient as it stands after a write. */
async function shown(call: ApiCall, id: string): Promise<Patient> {
  await catchUp(call.parts.database, call.clinicId);
  return reading(call, (tx) => patientOf(tx, call.clinicId, id));
}

async function standing(tx: ClinicTx, clinicId: string, id: string): Promise<Stored<'patient'>> {
  const [row] = await storedRows(tx, clinicId, 'patient', [id]);
  if (!row) throw apiFailure('NOT_FOUND', { what: 'patient' });
  return row;
}

type Page = Omit<InputOf<'list'>, 'text'>;

const isListed = ({ archived }: Stored<'patient'>, choice: Page['archived']): boolean => choice === 'with' || archived === (choice === 'only' ? 1 : 0);

async function pageOf(tx: ClinicTx, clinicId: string, { after, limit, order, archived }: Page): Promise<{ patients: PatientBrief[]; next: string | null }> {
  const rows: Stored<'patient'>[] = [];
  let from = after;
  for (let page = 0; page < PAGES && rows.length <= limit; page += 1) {
    const some = await pageOfRows(tx, clinicId, 'patient', { after: from, limit: limit + 1, backwards: order === 'newest-first' });
    rows.push(...some.filter((row) => isListed(row, archived)));
    from = some.at(-1)?.id;
    if (some.length <= limit) return { patients: await briefsOf(tx, clinicId, rows.slice(0, limit)), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
  }
  const listed = rows.slice(0, limit);
  // A page that is not full may still be followed by others.
  return { patients: await briefsOf(tx, clinicId, listed), next: (rows.length > limit ? listed.at(-1)?.id : from) ?? null };
}

async function found(tx: ClinicTx, clinicId: string, text: string, { limit, archived }: Page): Promise<{ patients: PatientBrief[]; next: null }> {
  const most = Math.min(limit, SEARCH_FINDS);
  const ids = await findByWords(tx, clinicId, searchParts(text), SCORED);
  const rows = (await storedRows(tx, clinicId, 'patient', ids)).filter((row) => isListed(row, archived)).slice(0, most);
  return { patients: await briefsOf(tx, clinicId, rows), next: null };
}
