import type { TermFound, TermList } from '#domain/contract/terms.ts';
import { searchListed, termParts, termWords } from '#domain/record/diagnoses/search.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** Rows are numbered so that the plainest titles come first. */
const searchSql = (which: string): string => `SELECT t.system, t.code, t.title FROM term_fts f JOIN term t ON t.rid = f.rowid
  WHERE term_fts MATCH ? ${which} ORDER BY f.rowid LIMIT ?`;
const everywhere = searchSql('');
/** While a list is being brought in; looking each term's list up takes as long as finding it. */
const inActiveLists = searchSql('AND t.list_id IN (SELECT id FROM term_list WHERE active = 1)');

/**
 * Terms as typed: every part must begin a word of the title, or the code. What the clinic brought in and the program's own
 * list together; where both have a code, the clinic's title stands. Whole words come before words that only begin so.
 */
export function searchTerms(db: ReadDb, text: string, language: string, limit: number): TermFound[] {
  const parts = termParts(text);
  if (parts.length === 0) return [];
  const { any, all } = activeLists(db);
  const own = any ? (db.statement(all ? everywhere : inActiveLists).all(parts.map((part) => `"${part}"*`).join(' '), limit) as TermFound[]) : [];
  const listed = searchListed(parts, language, limit).filter((term) => !own.some(({ system, code }) => code === term.code && system === term.system));
  if (own.length === 0 || listed.length === 0) return own.length === 0 ? listed : own;
  return [...listed, ...own].sort((a, b) => a.title.length - b.title.length).slice(0, limit);
}

/** Whether any list is in use, and whether all that are here are. */
const activeLists = (db: ReadDb): { readonly any: boolean; readonly all: boolean } => db.kept(TERMS, 'active', () => {
  const lists = db.statement('SELECT active FROM term_list').all() as { active: 0 | 1 }[];
  return { any: lists.some(({ active }) => active === 1), all: lists.every(({ active }) => active === 1) };
});

/** The area under which windows and kept facts hear of changes. */
export const TERMS = 'terms';

/** The lists in use, oldest first. */
export const listTermLists = (db: ReadDb): TermList[] =>
  db.statement('SELECT id, name, system, terms, imported_at AS importedAt FROM term_list WHERE active = 1 ORDER BY imported_at').all() as TermList[];

/** Begins a list that nothing finds yet. */
export function beginTermList(tx: WriteDb, { id, name, system, at }: { id: string; name: string; system: string; at: string }): void {
  tx.local(tx.build.insertInto('term_list').values({ id, name, system, terms: 0, imported_at: at, active: 0 }), TERMS);
}

export interface NewTerm {
  readonly system: string;
  readonly code: string;
  readonly title: string;
}

/** Adds some terms to a list, after all that are there. */
export function addTerms(tx: WriteDb, listId: string, added: readonly NewTerm[]): void {
  const insert = tx.statement('INSERT INTO term (list_id, system, code, title) VALUES (?, ?, ?, ?) RETURNING rid');
  const index = tx.statement('INSERT INTO term_fts (rowid, words) VALUES (?, ?)');
  for (const { system, code, title } of added) {
    const { rid } = insert.get(listId, system, code, title) as { rid: number };
    index.run(rid, termWords(code, [title]).join(' '));
  }
}

/** Puts a list that is complete into use, in place of earlier ones of its name. */
export function completeTermList(tx: WriteDb, listId: string): void {
  const { name } = tx.statement('SELECT name FROM term_list WHERE id = ?').get(listId) as { name: string };
  const earlier = tx.statement('SELECT id FROM term_list WHERE id != ? AND name = ?').all(listId, name) as { id: string }[];
  for (const { id } of earlier) dropTermList(tx, id);
  const { n } = tx.statement('SELECT count(*) AS n FROM term WHERE list_id = ?').get(listId) as { n: number };
  tx.local(tx.build.updateTable('term_list').set({ active: 1, terms: n }).where('id', '=', listId), TERMS);
}

/** Takes a list out with all its terms; records keep the codes and titles that were chosen from it. Whether there was one. */
export function dropTermList(tx: WriteDb, listId: string): boolean {
  tx.statement('DELETE FROM term_fts WHERE rowid IN (SELECT rid FROM term WHERE list_id = ?)').run(listId);
  tx.statement('DELETE FROM term WHERE list_id = ?').run(listId);
  return tx.local(tx.build.deleteFrom('term_list').where('id', '=', listId), TERMS) > 0;
}

/** Lists an import left behind when the program ended in its middle. */
export const unfinishedTermLists = (db: ReadDb): string[] => (db.statement('SELECT id FROM term_list WHERE active = 0').all() as { id: string }[]).map(({ id }) => id);
