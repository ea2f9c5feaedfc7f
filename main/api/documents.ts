import { createHash } from 'node:crypto';
import type { Contract } from '#domain/contract/contract.ts';
import type { DocumentEntry } from '#domain/contract/documents.ts';
import { done } from '#domain/contract/shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { DOCUMENT_PIECE_BYTES, documentTypeOf, MOST_DOCUMENT_BYTES, type DocumentType } from '#domain/record/document-content.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { documentEntry, documentPieces, documentsOf } from '#db/queries/documents.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { originalHandlers } from './originals.ts';
import { patientOf } from './patients.ts';

const endings: Readonly<Record<DocumentType, string>> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'text/plain': 'txt' };

/** Papers and pictures of a patient. */
export function documentHandlers(): Handlers<Contract['documents']> {
  return {
    ...originalHandlers(),
    list: (call, { patientId, removed }) => {
      patientOf(call.read, patientId);
      return { documents: documentsOf(call.read, patientId, removed) };
    },
    add: async (call, { patientId, title, kind, writtenOn, data }) => {
      // Before it is read: a film must not be taken into memory to be refused.
      if (data.size > MOST_DOCUMENT_BYTES) throw invalid('data', 'document-too-large', MOST_DOCUMENT_BYTES / 1024 / 1024);
      const bytes = Buffer.from(await data.arrayBuffer());
      return call.write((tx) => {
        patientOf(tx, patientId);
        const named = tidyText(title);
        if (named === null) throw invalid('title', 'empty');
        if (bytes.length === 0) throw invalid('data', 'no-content');
        if (writtenOn !== undefined && writtenOn > inZone(call.now, clinicOf(tx).zone).date) throw invalid('writtenOn', 'future');
        const mediaType = documentTypeOf(bytes);
        if (mediaType === undefined) throw invalid('data', 'kind-unknown');
        const id = insertDocument(tx, bytes, {
          patient_id: patientId, encounter_id: null, title: named.slice(0, 200), kind, media_type: mediaType, written_at: writtenOn ?? null,
          recorded_at: new Date(call.now).toISOString(), recorded_by: call.caller.personId, source: 'desk', removed: 0,
        });
        return documentEntry(tx, id) as DocumentEntry;
      });
    },
    read: (call, { patientId, documentId }) => {
      const row = documentOf(call.read, patientId, documentId);
      const name = `${row.title.replace(/[\p{C}\s\\/:*?"<>|]+/gu, ' ').trim().slice(0, 100) || 'document'}.${endings[row.media_type as DocumentType] ?? 'bin'}`;
      return { file: new File([new Uint8Array(contentOf(call.read, row))], name, { type: row.media_type }), fileName: name };
    },
    setRemoved: (call, { patientId, documentId, removed }) => call.write((tx) => {
      documentOf(tx, patientId, documentId);
      tx.update('document', documentId, { removed: removed ? 1 : 0 });
      return done;
    }),
  };
}

/** Stores a document with its pieces. Returns its id. */
function insertDocument(tx: WriteDb, bytes: Buffer, row: Omit<SyncedRow<'document'>, 'id' | 'bytes' | 'sha256' | 'parts'>): string {
  const id = tx.newId();
  const parts = Math.ceil(bytes.length / DOCUMENT_PIECE_BYTES);
  tx.insert('document', { ...row, id, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), parts });
  for (let position = 0; position < parts; position++) {
    const content = bytes.subarray(position * DOCUMENT_PIECE_BYTES, (position + 1) * DOCUMENT_PIECE_BYTES).toString('base64');
    tx.insert('document_part', { id: tx.newId(), document_id: id, patient_id: row.patient_id, position, content });
  }
  return id;
}

type DocumentRow = SyncedRow<'document'>;

function documentOf(db: ReadDb, patientId: string, documentId: string): DocumentRow {
  const row = db.statement('SELECT * FROM document WHERE id = ? AND patient_id = ?').get(documentId, patientId) as DocumentRow | undefined;
  if (!row) throw fail('NOT_FOUND', { what: 'document' });
  return row;
}

function contentOf(db: ReadDb, row: DocumentRow): Buffer {
  const pieces = documentPieces(db, row.id);
  if (pieces.length < row.parts) throw fail('CONFLICT', { reason: 'document-arriving' });
  // Imports cut the text of a document, not its bytes: only all of it can be read.
  const bytes = Buffer.from(pieces.join(''), 'base64');
  if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw fail('CONFLICT', { reason: 'document-damaged' });
  return bytes;
}
