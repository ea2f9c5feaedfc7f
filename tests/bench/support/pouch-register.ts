import { createRequire } from 'node:module';
import type { SyncedRow } from '#domain/sync/tables.ts';

/** As much of PouchDB as the yardstick uses; its own types do not come with the package. */
export interface Pouch {
  bulkDocs(docs: readonly object[]): Promise<readonly object[]>;
  createIndex(request: { index: { fields: readonly string[] } }): Promise<unknown>;
  find(request: { selector: object }): Promise<{ docs: readonly object[] }>;
  put(doc: object): Promise<unknown>;
  query(view: string, options: object): Promise<{ rows: readonly { doc?: object }[] }>;
  close(): Promise<void>;
}

type PouchConstructor = new (folder: string, options: { adapter: 'leveldb' }) => Pouch;

/** PouchDB with its find plugin, which comes inside the package as a script for pages that looks for a global. */
function loadPouch(): PouchConstructor {
  const require = createRequire(import.meta.url);
  const constructor = require('pouchdb') as PouchConstructor;
  const page = globalThis as { PouchDB?: PouchConstructor; self?: unknown };
  Object.assign(page, { PouchDB: constructor, self: globalThis });
  require('pouchdb/dist/pouchdb.find.js');
  delete page.PouchDB;
  delete page.self;
  return constructor;
}

/** Patients as HospitalRun 1.0 kept them (documents of relational-pouch, one index) in a LevelDB folder. */
export async function pouchRegister(folder: string, patients: readonly SyncedRow<'patient'>[]): Promise<Pouch> {
  const db = new (loadPouch())(folder, { adapter: 'leveldb' });
  for (let from = 0; from < patients.length; from += 1000) {
    await db.bulkDocs(patients.slice(from, from + 1000).map((row) => ({
      _id: `patient_2_${row.id}`,
      data: {
        fullName: row.name, code: row.number, sex: row.sex, dateOfBirth: row.birth_date, phoneNumber: row.phone,
        address: row.address, createdAt: row.registered_at,
      },
    })));
  }
  await db.createIndex({ index: { fields: ['_id', 'data.fullName', 'data.code'] } });
  await db.put({ _id: '_design/words', views: { words: { map: WORDS } } });
  await db.query('words', { limit: 1 });
  return db;
}

/** Every word of a name, in small letters: the fastest search by beginning that PouchDB itself can give. */
const WORDS = `function (doc) {
  if (doc.data) doc.data.fullName.toLowerCase().split(' ').forEach(function (word) { emit(word); });
}`;

/** HospitalRun 1.0's patient search: the typed text anywhere in the name, or the whole code. */
export const hospitalRunSearch = (db: Pouch, text: string): Promise<unknown> =>
  db.find({ selector: { $or: [{ 'data.fullName': { $regex: new RegExp(text, 'i') } }, { 'data.code': text }] } });

/** One word by its beginning through the stored view, the first twelve. */
export const viewSearch = (db: Pouch, text: string): Promise<unknown> =>
  db.query('words', { startkey: text.toLowerCase(), endkey: `${text.toLowerCase()}\uffff`, limit: 12, include_docs: true });
