import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { ImportReport, Refusal } from '#domain/contract/exchange.ts';

/** Lists that show imports read again when one of these rows changes. */
const AREA = 'imports';

export function insertJob(tx: WriteDb, report: ImportReport): void {
  const { id, kind, name, status, startedAt } = report;
  tx.local(tx.build.insertInto('import_job').values({ id, kind, name, status, started_at: startedAt, report: JSON.stringify(report) }), AREA);
}

export function updateJob(tx: WriteDb, report: ImportReport): void {
  tx.local(tx.build.updateTable('import_job').set({ status: report.status, report: JSON.stringify(report) }).where('id', '=', report.id), AREA);
}

/** Adds refusals at the end of the job's list. */
export function addRefusals(tx: WriteDb, importId: string, from: number, refused: readonly Refusal[]): void {
  const insert = tx.statement('INSERT INTO import_refusal (import_id, position, file, entry, reason, detail) VALUES (?, ?, ?, ?, ?, ?)');
  refused.forEach(({ file, entry, reason, detail }, i) => { insert.run(importId, from + i, file, entry, reason, detail); });
}

export function findJob(db: ReadDb, id: string): ImportReport | undefined {
  const row = db.first(db.build.selectFrom('import_job').select('report').where('id', '=', id));
  return row && (JSON.parse(row.report) as ImportReport);
}

/** Newest first. */
export function listJobs(db: ReadDb): ImportReport[] {
  const rows = db.all(db.build.selectFrom('import_job').select('report').orderBy('started_at', 'desc').orderBy('id', 'desc').limit(200));
  return rows.map((row) => JSON.parse(row.report) as ImportReport);
}

export const refusalsOf = (db: ReadDb, importId: string): Refusal[] =>
  db.all(db.build.selectFrom('import_refusal').select(['file', 'entry', 'reason', 'detail']).where('import_id', '=', importId).orderBy('position'));

/** Imports that were running when the program was ended, told apart from the one that runs now. */
export function interruptedJobs(db: ReadDb): ImportReport[] {
  const rows = db.all(db.build.selectFrom('import_job').select('report').where('status', '=', 'running'));
  return rows.map((row) => JSON.parse(row.report) as ImportReport);
}
