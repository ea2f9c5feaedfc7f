import { blockingKeys, LIKELY_DUPLICATE, scoreDuplicate } from '#domain/patients/duplicates.ts';
import { keyWords, searchParts } from '#domain/patients/search-words.ts';
import type { Duplicate } from '#domain/contract/patients.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { duplicateQuery, waitingPatients, waitingWithKeys, type WaitingPatient } from '../projections/patient-search.ts';
import type { ReadDb } from '../read.ts';
import { briefColumns, briefOf, notAway, type BriefRow } from './patients.ts';

const found = `SELECT ${briefColumns} FROM patient_fts f JOIN patient p ON p.rid = f.rowid WHERE patient_fts MATCH ?`;

/** Newest registrations first: the person at the desk is more often looking for somebody who came lately. */
const searchSql = (archived: boolean): string => `${found} ${archived ? '' : `AND ${notAway}`} ORDER BY f.rowid DESC LIMIT ?`;

/**
 * Patients as typed: every part must begin a word of the name, the phone or a number, in any order and without
 * accents. Whole words come before words that only begin so: `ali` finds Ali before Alice.
 */
export function searchPatients(db: ReadDb, text: string, limit: number, archived: boolean): PatientBrief[] {
  const parts = searchParts(text);
  if (parts.length === 0) return [];
  const run = (match: string, wanted: number): BriefRow[] => db.statement(searchSql(archived)).all(match, wanted) as BriefRow[];
  const begins = waitingWhere(waitingPatients(db), ({ words }) => words, (words) => parts.every((part) => words.includes(` ${part}`)));
  const isShown = (row: BriefRow): boolean => archived || row.archived === 0 || row.choices > 0;
  const quoted = parts.map((part) => `"${part}"`);
  const exact = [...rowsOf(db, begins.filter(({ words }) => parts.every((part) => words.includes(` ${part} `))), limit, isShown), ...run(quoted.join(' '), limit)];
  if (exact.length >= limit) return exact.slice(0, limit).map(briefOf);
  const begun = [...rowsOf(db, begins, limit + exact.length, isShown), ...run(quoted.map((part) => `${part}*`).join(' '), limit + exact.length)];
  const seen = new Set(exact.map((row) => row.id));
  return [...exact, ...begun.filter((row) => !seen.has(row.id))].slice(0, limit).map(briefOf);
}

interface WaitingMatch {
  readonly rid: number;
  readonly words: string;
}

/** The newest patients, whom the index does not have yet, newest first: those whose words fit. */
function waitingWhere<T extends WaitingPatient>(waiting: readonly T[], wordsOf: (patient: T) => string, fits: (words: string) => boolean): WaitingMatch[] {
  const matches: WaitingMatch[] = [];
  for (let at = waiting.length - 1; at >= 0; at--) {
    const patient = waiting[at];
    const words = patient ? wordsOf(patient) : '';
    if (patient && fits(words)) matches.push({ rid: patient.rid, words });
  }
  return matches;
}

/** Rows of the first `most` who are to be shown. */
function rowsOf(db: ReadDb, matches: readonly WaitingMatch[], most: number, isShown: (row: BriefRow) => boolean): BriefRow[] {
  const one = db.statement(`SELECT ${briefColumns} FROM patient p WHERE p.rid = ?`);
  const rows: BriefRow[] = [];
  for (const { rid } of matches) {
    if (rows.length === most) break;
    const row = one.get(rid) as BriefRow;
    if (isShown(row)) rows.push(row);
  }
  return rows;
}

/** What is known of somebody who may already be here. */
export interface Candidate {
  readonly name: string;
  readonly sex: PatientBrief['sex'];
  readonly birthDate: string | null;
  readonly birthEstimated: boolean;
  readonly phone: string | null;
}

/** How many of those who share a key are scored; a very common name alone must not slow typing down. */
const SCORED = 300;
const SHOWN = 5;

/** People already here who are likely to be this one, best match first. */
export function findDuplicates(db: ReadDb, candidate: Candidate, exceptId: string | undefined): Duplicate[] {
  const keys = blockingKeys(candidate);
  if (keys.length === 0) return [];
  const sought = keyWords(keys).map((word) => ` ${word} `);
  const waiting = rowsOf(db, waitingWhere(waitingWithKeys(db), ({ keys }) => keys, (words) => sought.some((word) => words.includes(word))), SCORED, (row) => row.archived === 0);
  const rows = db.statement(`${found} AND p.archived = 0 ORDER BY f.rowid DESC LIMIT ?`).all(duplicateQuery(keys), SCORED) as BriefRow[];
  return [...waiting, ...rows].map(briefOf).filter((patient) => patient.id !== exceptId)
    .map((patient) => ({ ...patient, ...scoreDuplicate(candidate, patient) }))
    .filter((scored) => scored.score >= LIKELY_DUPLICATE)
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN);
}
