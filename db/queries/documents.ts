import type { DocumentEntry } from '#domain/contract/documents.ts';
import type { ReadDb } from '../read.ts';

interface Row {
  id: string; title: string; kind: string; media_type: string; bytes: number; written_at: string | null; recorded_at: string; person: string | null;
  parts: number; arrived: number;
}

const entries = `SELECT d.id, d.title, d.kind, d.media_type, d.bytes, d.written_at, d.recorded_at, d.parts, w.name AS person,
  (SELECT count(*) FROM document_part p WHERE p.document_id = d.id) AS arrived
  FROM document d LEFT JOIN person w ON w.id = d.recorded_by`;

const entryOf = (row: Row): DocumentEntry => ({
  id: row.id, title: row.title, kind: row.kind, mediaType: row.media_type, bytes: row.bytes, writtenOn: row.written_at?.slice(0, 10) ?? null,
  recordedAt: row.recorded_at, person: row.person, whole: row.arrived >= row.parts,
});

/** Documents of a patient, newest first: those in use, or those that were taken out. */
export const documentsOf = (db: ReadDb, patientId: string, removed: boolean): DocumentEntry[] =>
  (db.statement(`${entries} WHERE d.patient_id = ? AND d.removed = ? ORDER BY d.recorded_at DESC, d.rid DESC`).all(patientId, removed ? 1 : 0) as Row[]).map(entryOf);

export function documentEntry(db: ReadDb, documentId: string): DocumentEntry | undefined {
  const row = db.statement(`${entries} WHERE d.id = ?`).get(documentId) as Row | undefined;
  return row && entryOf(row);
}

/** Its pieces in base64, in their order. */
export const documentPieces = (db: ReadDb, documentId: string): string[] =>
  (db.statement('SELECT content FROM document_part WHERE document_id = ? ORDER BY position, rid').all(documentId) as { content: string }[]).map(({ content }) => content);
