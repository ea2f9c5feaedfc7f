import { statSync } from 'node:fs';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { countLeftOut } from '#db/queries/consents.ts';
import { findClinic } from '#db/queries/clinic.ts';
import type { Store } from '#db/store.ts';
import { importJobs } from '../api/import-jobs.ts';
import { clinicDay, importFhirPaths, runAndWatch } from '../exchange/bring-in.ts';
import type { ImportJobs } from '../exchange/jobs.ts';
import { sourcesAt } from '../exchange/source-file.ts';
import type { OpenedStore } from '../compose-store.ts';
import { openStoreOf } from './open-store.ts';
import { say, UsageError, type CliArgs } from './args.ts';

const formats = ['csv', 'excel', 'fhir'] as const;

/** `import fhir PATH…` and `import table FILE`. Exit code 1 when the import itself failed; refused rows are no failure. */
export async function runImport(args: CliArgs): Promise<void> {
  const [kind, ...paths] = args.rest;
  if ((kind !== 'fhir' && kind !== 'table') || paths.length === 0) throw new UsageError('Say what to import: import fhir PATH… or import table FILE');
  for (const path of paths) if (!statSync(path, { throwIfNoEntry: false })) throw new UsageError(`There is no file or folder ${path}. Nothing was imported.`);
  const { parts, close } = await openReadyStore(args);
  try {
    const jobs = importJobs(parts);
    // Nobody else works on the store meanwhile, so larger slices hold nobody up.
    const options = { dryRun: args.options['dry-run'] === true, alone: true };
    const today = clinicDay(parts.store.read, parts.now());
    const report = kind === 'fhir'
      ? await importFhirPaths(jobs, paths, today, options)
      : await importTableFile(args, parts.store, jobs, paths[0] ?? '', today);
    say(args, report, reportText(report));
    if (report.status !== 'done') process.exitCode = 1;
  } finally {
    await close();
  }
}

/**
 * Reads a table with the meanings its headers suggest; a file whose columns need choosing is imported on the screen. What
 * reads tables is loaded here: bringing in bundles does without its memory.
 */
async function importTableFile(args: CliArgs, store: Store, jobs: ImportJobs, path: string, today: string): Promise<ImportReport> {
  const [source] = await sourcesAt([path]);
  const clinic = findClinic(store.read);
  if (!source || !clinic) throw new UsageError(`There is nothing to read in ${path}. Nothing was imported.`);
  const [{ inspectTable }, { importTable }] = await Promise.all([import('../exchange/table/inspect-table.ts'), import('../exchange/table/import-table.ts')]);
  const { columns } = await inspectTable(source);
  const plan = { columns: columns.map((column) => column.guess), dateOrder: dateOrderOf(args) ?? clinic.dateOrder, today, glucoseUnit: clinic.glucoseUnit };
  const kind = /\.xlsx$/i.test(path) ? 'excel' : 'csv';
  const request = { kind, name: source.name, dryRun: args.options['dry-run'] === true, personId: null } as const;
  return runAndWatch(jobs, request, (run) => importTable(run, source, plan), {});
}

/** `export csv|excel|fhir FILE`. */
export async function runExport(args: CliArgs): Promise<void> {
  const [wanted, file] = args.rest;
  const format = formats.find((known) => known === wanted);
  if (!format || file === undefined) throw new UsageError('Say the format and the file: export csv|excel|fhir FILE');
  const { parts: { store }, close } = await openReadyStore(args);
  try {
    const { exportTo } = await import('../exchange/export/export-store.ts');
    await exportTo(store.read, format, file);
    const leftOut = countLeftOut(store.read, 'sharing');
    const without = leftOut === 0 ? '' : `, without ${String(leftOut)} who do not let their record leave the clinic`;
    say(args, { file, format, leftOut }, `Written to ${file}${without}`);
  } finally {
    await close();
  }
}

/** Rows need a clinic to belong to. */
async function openReadyStore(args: CliArgs): Promise<OpenedStore> {
  const opened = await openStoreOf(args);
  if (findClinic(opened.parts.store.read)) return opened;
  await opened.close();
  throw new UsageError('This store has no clinic yet. Open it once with npm start and answer the first questions.');
}

function dateOrderOf(args: CliArgs): 'dmy' | 'mdy' | 'ymd' | undefined {
  const typed = args.options['dates'];
  if (typed === undefined || typed === 'dmy' || typed === 'mdy' || typed === 'ymd') return typed;
  throw new UsageError('--dates takes dmy, mdy or ymd.');
}

function reportText(report: ImportReport): string {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts).map(([type, count]) => `  ${String(count).padStart(8)}  ${type}`).join('\n') || '         -';
  const refused = report.refused.map(({ file, entry, reason, detail }) => `  ${file}  ${entry}  ${reason}  ${detail}`.trimEnd()).join('\n');
  const more = report.refusedCount > report.refused.length ? `\n  … and ${report.refusedCount - report.refused.length} more` : '';
  return [
    `${report.dryRun ? 'Dry run (nothing stored)' : 'Import'}: ${report.status}${report.error === null ? '' : ` (${report.error})`}`,
    `Stored:\n${list(report.stored)}`, `Kept as it came:\n${list(report.kept)}`, `Already here:\n${list(report.unchanged)}`, `Skipped, by type:\n${list(report.skipped)}`,
    `Refused: ${report.refusedCount}${refused === '' ? '' : `\n${refused}`}${more}`,
  ].join('\n');
}
