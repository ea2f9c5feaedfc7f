import type { StoreParts } from '../desk.ts';
import { ImportJobs } from '../exchange/jobs.ts';
import { traceOf } from '../log.ts';
import { nextPatientNumber } from './patient-rows.ts';

/** The imports of a store. */
export const importJobs = ({ store, now, newId, log }: Pick<StoreParts, 'store' | 'now' | 'newId' | 'log'>): ImportJobs => new ImportJobs({
  store, now, newId, patientNumber: nextPatientNumber,
  onBug: (error) => {
    const errorId = newId().slice(-8);
    log.error('bug', { endpoint: 'exchange.import', errorId, ...traceOf(error) });
    return errorId;
  },
});
