import { sql } from 'kysely';
import { patientWords } from '#domain/patients/search-words.ts';
import { tables } from '#domain/sync/tables.ts';
import type { Database } from '../db/database.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { failBusy } from '../http/errors.ts';
import { integers, texts } from '../sync/sql-lists.ts';
import { PART_TABLES, partsOf, storedRows, type PartTable } from './stored-rows.ts';

/** Operations looked through in one transaction, and transactions in one call: a long log is caught up with over several calls. */
const OPERATIONS = 2_000;
const STEPS = 20;
/** Longer words find nobody sooner, and a key of an index must not grow without end. */
const LONGEST_WORD = 100;

/**
 * Brings the words and parts by which a clinic's patients are found up to its log; everything in them follows from the
 * merged rows. Throws `busy` when the log goes on: the next call finds it further.
 */
export async function catchUp(database: Database, clinicId: string): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) if (!(await inClinic(database, clinicId, (tx) => indexSome(tx, clinicId)))) return;
  throw failBusy(2);
}

/** False when nothing was left to do. */
async function indexSome(tx: ClinicTx, clinicId: string): Promise<boolean> {
  const head = await tx.selectFrom('clinic_cursor as c').leftJoin('patient_index as i', 'i.clinic_id', 'c.clinic_id').select(['c.last_seq', 'i.seq'])
    .where('c.clinic_id', '=', clinicId).executeTakeFirst();
  if (!head || head.last_seq === (head.seq ?? 0)) return false;
  await tx.insertInto('patient_index').values({ clinic_id: clinicId, seq: 0 }).onConflict((at) => at.doNothing()).execute();
  // Whoever else is at it has finished when the row is free.
  const { seq } = await tx.selectFrom('patient_index').select('seq').where('clinic_id', '=', clinicId).forUpdate().executeTakeFirstOrThrow();
  const { rows } = await sql<{ seq: number; tbl: number; row_id: string }>`SELECT seq, tbl, row_id FROM op_log WHERE clinic_id = ${clinicId}::uuid AND seq > ${seq}
    ORDER BY seq LIMIT ${OPERATIONS}`.execute(tx);
  const last = rows.at(-1)?.seq;
  if (last === undefined) return false;
  const touched = (table: number): string[] => [...new Set(rows.filter(({ tbl }) => tbl === table).map(({ row_id }) => row_id))];
  const patients = new Set(touched(tables.patient.id));
  for (const table of PART_TABLES) {
    const owners = await indexParts(tx, clinicId, table, touched(tables[table].id));
    if (table === 'patient_identifier') for (const owner of owners) patients.add(owner);
  }
  await indexWords(tx, clinicId, [...patients]);
  await tx.updateTable('patient_index').set({ seq: last }).where('clinic_id', '=', clinicId).execute();
  return rows.length === OPERATIONS;
}

/** Notes to whom these rows belong; who they are. */
async function indexParts(tx: ClinicTx, clinicId: string, table: PartTable, ids: readonly string[]): Promise<string[]> {
  const parts = (await storedRows(tx, clinicId, table, ids)).filter(({ patient_id }) => isKey(patient_id));
  if (parts.length === 0) return [];
  const owners = parts.map(({ patient_id }) => patient_id);
  await sql`INSERT INTO patient_part (clinic_id, patient_id, tbl, row_id) SELECT ${clinicId}::uuid, p.patient_id, ${tables[table].id}::int, p.row_id
    FROM unnest(${texts(owners)}, ${texts(parts.map(({ id }) => id))}) AS p(patient_id, row_id) ON CONFLICT DO NOTHING`.execute(tx);
  return owners;
}

/** An id that the index can hold: other programs may have put anything there. */
const isKey = (id: unknown): id is string => typeof id === 'string' && id !== '' && id.length <= 200 && id.isWellFormed() && !/\p{Cc}/u.test(id);

async function indexWords(tx: ClinicTx, clinicId: string, ids: readonly string[]): Promise<void> {
  const patients = await storedRows(tx, clinicId, 'patient', ids);
  if (patients.length === 0) return;
  const identifiers = await partsOf(tx, clinicId, 'patient_identifier', patients.map(({ id }) => id));
  const list = patients.flatMap((patient) => {
    const own = identifiers.filter(({ patient_id, removed }) => patient_id === patient.id && removed === 0).map(({ value }) => value);
    const words = patientWords(patient, own).map((word) => word.slice(0, LONGEST_WORD).toWellFormed()).filter((word) => word !== '' && !/\p{Cc}/u.test(word));
    return [...new Set(words)].map((word) => ({ id: patient.id, word }));
  });
  await sql`DELETE FROM patient_word WHERE clinic_id = ${clinicId}::uuid AND patient_id = ANY(${patients.map(({ id }) => id)}::text[])`.execute(tx);
  if (list.length === 0) return;
  const numbers = new Map(patients.map(({ id }, i) => [id, i + 1]));
  // Ids are long and words many: each id is sent once, and named by its place.
  await sql`INSERT INTO patient_word (clinic_id, patient_id, word) SELECT ${clinicId}::uuid, (${texts(patients.map(({ id }) => id))})[w.place], w.word
    FROM unnest(${integers(list.map(({ id }) => numbers.get(id) ?? 0), 'int')}, ${texts(list.map(({ word }) => word))}) AS w(place, word)`.execute(tx);
}

/** Words beginning so that are looked through at most: a search for one letter must not read them all. */
const LOOKED_AT = 5_000;
const AFTER_ALL = '\u{10ffff}';

/** Patients for whom every part begins one of their words, newest first. */
export async function findByWords(tx: ClinicTx, clinicId: string, parts: readonly string[], most: number): Promise<string[]> {
  const [first, ...others] = [...parts].map((part) => part.slice(0, LONGEST_WORD)).sort((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const also = others.map((part) => sql`AND EXISTS (SELECT FROM patient_word o WHERE o.clinic_id = ${clinicId}::uuid AND o.patient_id = w.patient_id
    AND o.word >= ${part} AND o.word < ${part + AFTER_ALL})`);
  const { rows } = await sql<{ patient_id: string }>`SELECT DISTINCT w.patient_id FROM (
      SELECT patient_id FROM patient_word WHERE clinic_id = ${clinicId}::uuid AND word >= ${first} AND word < ${first + AFTER_ALL} LIMIT ${LOOKED_AT}
    ) AS w WHERE true ${sql.join(also, sql` `)} ORDER BY w.patient_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(({ patient_id }) => patient_id);
}

/** Patients who have any of these words, newest first. */
export async function findByAnyWord(tx: ClinicTx, clinicId: string, words: readonly string[], most: number): Promise<string[]> {
  if (words.length === 0) return [];
  const { rows } = await sql<{ patient_id: string }>`SELECT DISTINCT patient_id FROM patient_word WHERE clinic_id = ${clinicId}::uuid AND word = ANY(${words}::text[])
    ORDER BY patient_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(({ patient_id }) => patient_id);
}
