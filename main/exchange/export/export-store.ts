import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadDb } from '#db/read.ts';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import { exportedPatients } from './exported-patients.ts';
import { fhirPieces } from './fhir-bundle.ts';
import { csvPieces, excelBytes } from './formats.ts';

export type ExportFormat = 'csv' | 'excel' | 'fhir';

export const exportTypes: Readonly<Record<ExportFormat, { readonly ending: string; readonly mime: string }>> = {
  csv: { ending: 'csv', mime: 'text/csv' },
  excel: { ending: 'xlsx', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  fhir: { ending: 'json', mime: 'application/fhir+json' },
};

/** Every patient who is not archived, in pieces; the event loop gets its turn in between. */
async function* pieces(db: ReadDb, format: 'csv' | 'fhir'): AsyncGenerator<Buffer> {
  let gathered = '';
  for (const piece of format === 'csv' ? csvPieces(exportedPatients(db)) : fhirPieces(db)) {
    gathered += piece;
    if (gathered.length < 65_536) continue;
    yield Buffer.from(gathered);
    gathered = '';
    await nextTurn();
  }
  yield Buffer.from(gathered);
}

async function* pages(db: ReadDb): AsyncGenerator<ExportedPatient[]> {
  let page: ExportedPatient[] = [];
  for (const patient of exportedPatients(db)) {
    page.push(patient);
    if (page.length < 50) continue;
    yield page;
    page = [];
    await nextTurn();
  }
  yield page;
}

/** The whole export in memory, to be sent to a screen. */
export async function exportBlob(db: ReadDb, format: ExportFormat): Promise<Blob> {
  const type = exportTypes[format].mime;
  if (format === 'excel') return new Blob([new Uint8Array(await excelBytes(pages(db)))], { type });
  const parts: Blob[] = [];
  for await (const piece of pieces(db, format)) parts.push(new Blob([new Uint8Array(piece)]));
  return new Blob(parts, { type });
}

/** Writes the export to a file, which appears only when it is whole. */
export async function exportTo(db: ReadDb, format: ExportFormat, path: string): Promise<void> {
  const part = `${path}.part`;
  try {
    const bytes = format === 'excel' ? [await excelBytes(pages(db))] : pieces(db, format);
    await pipeline(Readable.from(bytes), createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
