import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { inZone } from '#domain/kit/time.ts';
import { countLeftOut } from '#db/queries/consents.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicDay, fhirWork } from '../exchange/bring-in.ts';
import { exportBlob, exportTypes } from '../exchange/export/export-store.ts';
import { insertJob, listJobs, refusalsOf } from '../exchange/job-rows.ts';
import type { ImportJobs, JobWork } from '../exchange/jobs.ts';
import { blobSource } from '../exchange/source-file.ts';
import { importTable } from '../exchange/table/import-table.ts';
import { inspectTable } from '../exchange/table/inspect-table.ts';
import { TableFault } from '../exchange/table/read-table.ts';
import { clinicOf } from './clinic.ts';
import { importJobs } from './import-jobs.ts';

/** Bringing patients in and taking them out. */
export function exchangeHandlers(desk: DeskParts): { handlers: Handlers<Contract['exchange']>; close: () => Promise<void>; jobs: ImportJobs } {
  const jobs = importJobs(desk);
  const handlers: Handlers<Contract['exchange']> = {
    inspectTable: async (_call, { fileName, data }) => {
      try {
        return await inspectTable(blobSource(fileName, data));
      } catch (error) {
        throw error instanceof TableFault ? invalid('data', error.reason) : error;
      }
    },
    importTable: (call, { fileName, data, columns, dateOrder, dryRun }) => {
      const { glucoseUnit } = clinicOf(call.read);
      const options = { columns, dateOrder, today: clinicDay(call.read, call.now), glucoseUnit };
      const kind = /\.xlsx$/i.test(fileName) ? 'excel' : 'csv';
      return startJob(jobs, call, { kind, name: fileName, dryRun }, (run) => importTable(run, blobSource(fileName, data), options));
    },
    importFhir: (call, { fileName, data, dryRun }) => {
      clinicOf(call.read);
      return startJob(jobs, call, { kind: 'fhir', name: fileName, dryRun }, fhirWork([blobSource(fileName, data)], clinicDay(call.read, call.now)));
    },
    list: (call) => ({ imports: listJobs(call.read).map((report) => jobs.get(report.id) ?? report) }),
    get: (_call, { importId }) => jobOf(jobs, importId),
    refusals: (call, { importId }) => ({ refused: refusalsOf(call.read, jobOf(jobs, importId).id) }),
    cancel: (call, { importId }) => {
      if (jobOf(jobs, importId).status !== 'running' || !jobs.cancel(importId)) throw fail('CONFLICT', { reason: 'not-running' });
      return call.write(() => done);
    },
    undo: async (call, { importId }) => {
      const report = jobOf(jobs, importId);
      if (jobs.busy) throw fail('CONFLICT', { reason: 'import-running' });
      if (report.dryRun || report.status === 'undone' || report.status === 'cancelled') throw fail('CONFLICT', { reason: 'nothing-to-undo' });
      const undone = await jobs.undo(report, call.caller.personId);
      return call.write(() => undone);
    },
    export: async (call, { format }) => {
      const { ending, mime } = exportTypes[format];
      const fileName = `patients-${inZone(call.now, clinicOf(call.read).zone).date}.${ending}`;
      return { file: new File([await exportBlob(call.read, format)], fileName, { type: mime }), fileName, leftOut: countLeftOut(call.read, 'sharing') };
    },
  };
  return { handlers, close: () => jobs.close(), jobs };
}

/** Stores the job and answers at once; the work goes on behind it. A repeated command starts nothing. */
function startJob(jobs: ImportJobs, call: Call, request: Pick<ImportReport, 'kind' | 'name' | 'dryRun'>, work: JobWork): ImportReport {
  if (jobs.busy) throw fail('CONFLICT', { reason: 'import-running' });
  const { personId } = call.caller;
  let planned: ImportReport | undefined;
  const answer = call.write((tx) => {
    planned = jobs.plan(request);
    insertJob(tx, planned);
    return planned;
  });
  if (planned) void jobs.run(planned, { personId }, work);
  return answer;
}

function jobOf(jobs: ImportJobs, id: string): ImportReport {
  const report = jobs.get(id);
  if (!report) throw fail('NOT_FOUND', { what: 'import' });
  return report;
}
