import type { Contract } from '#domain/contract/contract.ts';
import type { FilledForm } from '#domain/contract/forms-shapes.ts';
import type { PrintJob } from '#domain/contract/printing.ts';
import type { PrintDocument } from '#domain/printing/documents.ts';
import type { WriteDb } from '#db/door.ts';
import { measuresOf, visitsOf } from '#db/queries/chart.ts';
import { findVisit } from '#db/queries/encounters.ts';
import { filledForms } from '#db/queries/forms.ts';
import { labCatalogue } from '#db/queries/lab-catalogue.ts';
import { conditionsOf, prescriptionsOf } from '#db/queries/record.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { prescriptionSheet, summarySheet } from '../printing/record-documents.ts';
import type { Printing } from '../printing/start-printing.ts';
import { clinicOf } from './clinic.ts';
import { patientOf } from './patients.ts';

type Papers = Pick<Handlers<Contract['printing']>, 'prescription' | 'prescriptionPdf' | 'summary' | 'summaryPdf'>;

interface Parts {
  /** Sends what is made to the printer set for its kind. */
  readonly queue: (call: Call, kind: 'prescription' | 'patient-summary', make: (tx: WriteDb) => { document: PrintDocument; title: string }) => PrintJob;
  readonly pdf: Printing['pdf'];
}

/** Pages of a patient's record on paper: a prescription, a summary. */
export function recordPapers({ queue, pdf }: Parts): Papers {
  return {
    prescription: (call, { patientId, encounterId }) => queue(call, 'prescription', (tx) =>
      ({ document: prescriptionOf(tx, patientId, encounterId), title: patientOf(tx, patientId).number })),
    prescriptionPdf: async (call, { patientId, encounterId }) => {
      const document = prescriptionOf(call.read, patientId, encounterId);
      return answer(await pdf.document(document), `${patientOf(call.read, patientId).number}-prescription.pdf`);
    },
    summary: (call, { patientId }) => queue(call, 'patient-summary', (tx) =>
      ({ document: summaryOf(tx, patientId, call.now), title: patientOf(tx, patientId).number })),
    summaryPdf: async (call, { patientId }) =>
      answer(await pdf.document(summaryOf(call.read, patientId, call.now)), `${patientOf(call.read, patientId).number}-summary.pdf`),
  };
}

const answer = (bytes: Uint8Array, fileName: string) => ({ data: Buffer.from(bytes).toString('base64'), mime: 'application/pdf', fileName }) as const;

function prescriptionOf(db: ReadDb, patientId: string, encounterId: string): PrintDocument {
  const visit = findVisit(db, encounterId);
  if (visit?.patientId !== patientId) throw fail('NOT_FOUND', { what: 'visit' });
  const document = prescriptionSheet(clinicOf(db), patientOf(db, patientId), visit);
  if (!document) throw fail('CONFLICT', { reason: 'nothing-prescribed' });
  return document;
}

const SUMMED_VISITS = 20;

function summaryOf(db: ReadDb, patientId: string, now: number): PrintDocument {
  const patient = patientOf(db, patientId);
  return summarySheet(clinicOf(db), patient, {
    problems: conditionsOf(db, { patientId }).filter(({ category, clinicalStatus, certainty }) => category === 'problem' && clinicalStatus === 'active' && certainty !== 'refuted'),
    medicines: prescriptionsOf(db, { patientId }).filter(({ status }) => status === 'active'),
    latest: measuresOf(db, patientId).latest, tests: labCatalogue(db).tests, visits: visitsOf(db, patientId, SUMMED_VISITS, true).visits, forms: newestForms(db, patientId),
  }, now);
}

/** The answers that count, of each form the newest. */
function newestForms(db: ReadDb, patientId: string): FilledForm[] {
  const seen = new Set<string>();
  return filledForms(db, { patientId }).filter(({ formKey, replaced, removed }) => {
    if (replaced || removed || seen.has(formKey)) return false;
    seen.add(formKey);
    return true;
  });
}
