import type { Printer } from '#domain/contract/printing.ts';
import type { PrintJob } from '#domain/printing/queue.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

interface PrinterRow { id: string; name: string; target: string; language: string; paper: string; documents: string; active: 0 | 1 }

const printerOf = (row: PrinterRow): Printer => ({
  id: row.id, name: row.name, target: JSON.parse(row.target) as Printer['target'], language: row.language as Printer['language'],
  paper: row.paper as Printer['paper'], documents: JSON.parse(row.documents) as Printer['documents'], active: row.active === 1,
});

export function listPrinters(db: ReadDb): Printer[] {
  return db.all(db.build.selectFrom('printer').selectAll().orderBy('name')).map(printerOf);
}

export function savePrinter(tx: WriteDb, printer: Printer): void {
  const row: PrinterRow = {
    id: printer.id, name: printer.name, target: JSON.stringify(printer.target), language: printer.language, paper: printer.paper,
    documents: JSON.stringify(printer.documents), active: printer.active ? 1 : 0,
  };
  const { id: _, ...changed } = row;
  tx.local(tx.build.insertInto('printer').values(row).onConflict((conflict) => conflict.column('id').doUpdateSet(changed)), 'printing');
}

/** Keeps a job as it is now, with the columns that lists sort and choose by. */
export function saveJob(tx: WriteDb, job: PrintJob): void {
  const row = {
    id: job.id, kind: job.document.kind, title: job.title, printer_id: job.printerId, status: job.state.status,
    error: 'error' in job.state ? job.state.error : null, attempts: job.attempts, at: new Date(job.createdAt).toISOString(),
    reprint_of: job.reprintOf, source: JSON.stringify(job), payload: null,
  };
  const { id: _, ...changed } = row;
  tx.local(tx.build.insertInto('print_job').values(row).onConflict((conflict) => conflict.column('id').doUpdateSet(changed)), 'printing');
}

const jobOf = (row: { source: string }): PrintJob => JSON.parse(row.source) as PrintJob;

export function findJob(db: ReadDb, id: string): PrintJob | undefined {
  const row = db.first(db.build.selectFrom('print_job').select('source').where('id', '=', id));
  return row && jobOf(row);
}

/** Newest first. */
export function listJobs(db: ReadDb, limit: number): PrintJob[] {
  return db.all(db.build.selectFrom('print_job').select('source').orderBy('at', 'desc').limit(limit)).map(jobOf);
}

/** What waits or was being sent, oldest first. */
export function openJobs(db: ReadDb): PrintJob[] {
  return db.all(db.build.selectFrom('print_job').select('source').where('status', 'in', ['queued', 'sending']).orderBy('at').orderBy('id')).map(jobOf);
}
