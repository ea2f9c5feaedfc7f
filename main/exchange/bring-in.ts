import { inZone } from '#domain/kit/time.ts';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { findClinic } from '#db/queries/clinic.ts';
import type { ReadDb } from '#db/read.ts';
import { importFhirFiles } from './fhir/import-files.ts';
import { readerElsewhere } from './fhir/reader-elsewhere.ts';
import type { ImportJobs, JobWork } from './jobs.ts';
import { sourcesAt } from './source-file.ts';
import type { SourceFile } from './source-file.ts';

export interface BringInOptions {
  readonly dryRun: boolean;
  readonly personId?: string | null;
  /** Nobody else works with the store, as in a command of its own: larger slices. */
  readonly alone?: boolean;
  /** Called about four times a second with the report so far. */
  readonly onProgress?: (report: ImportReport) => void;
}

/** The clinic's calendar day. */
export const clinicDay = (db: ReadDb, nowMs: number): string => inZone(nowMs, findClinic(db)?.zone ?? 'UTC').date;

export const fhirWork = (files: readonly SourceFile[], today: string): JobWork => (run) => importFhirFiles(run, files, today, readerElsewhere);

/**
 * Imports FHIR files and folders and waits for the end. Rejects when a path cannot be read.
 * @param today the clinic's calendar day
 */
export async function importFhirPaths(jobs: ImportJobs, paths: readonly string[], today: string, options: BringInOptions): Promise<ImportReport> {
  const files = await sourcesAt(paths);
  const name = files.length === 1 && files[0] ? files[0].name : `${paths.length === 1 ? (paths[0] ?? '') : ''} (${files.length})`.trim();
  return runAndWatch(jobs, { kind: 'fhir', name, dryRun: options.dryRun, personId: options.personId ?? null, alone: options.alone ?? false }, fhirWork(files, today), options);
}

/** Runs a job to its end, telling `onProgress` on the way. */
export async function runAndWatch(
  jobs: ImportJobs, request: Parameters<ImportJobs['start']>[0], work: JobWork, { onProgress }: Pick<BringInOptions, 'onProgress'>,
): Promise<ImportReport> {
  const { id, finished } = jobs.start(request, work);
  const tell = (): void => {
    const report = jobs.get(id);
    if (report) onProgress?.(report);
  };
  const timer = setInterval(tell, 250);
  try {
    return await finished;
  } finally {
    clearInterval(timer);
  }
}
