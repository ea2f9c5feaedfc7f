import type { PrintJob as PrintJobView } from '#domain/contract/printing.ts';
import { jobError, type PrintJob } from './queue.ts';

/** A job as the list of jobs shows it: what it is and how it stands, not what is printed on it. */
export function jobView(job: PrintJob): PrintJobView {
  return {
    id: job.id, kind: job.document.kind, title: job.title, printerId: job.printerId, status: job.state.status,
    error: jobError(job), attempts: job.attempts, at: new Date(job.createdAt).toISOString(), reprintOf: job.reprintOf,
  };
}
