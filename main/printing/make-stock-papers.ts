import type { PrintDocument, TableSheet } from '#domain/printing/documents.ts';
import { hasLabels, labelsFor, type RecordLabels } from '#domain/printing/labels.ts';
import { codeOfBatch } from '#domain/stock/barcode.ts';
import { nameOfItem } from '#domain/stock/item.ts';
import { stockWordsFor } from '#domain/stock/paper-words.ts';
import { quantityText } from '#domain/stock/quantity.ts';
import { findStocktake, linesOfStocktake } from '#db/queries/stocktakes.ts';
import type { ReadDb } from '#db/read.ts';
import { batchDetails, doseOf, findDispensing, type Dose } from '#db/queries/stock-ledger.ts';
import { findItem } from '#db/queries/stock.ts';
import { clinicOf } from '../api/clinic.ts';
import { patientOf } from '../api/patients.ts';
import { fail } from '../dispatch/failure.ts';
import { localTime, orderedDate } from './make-documents.ts';

/** The batches of a store with a line to write each count on; what should be there only where it is asked for. */
export function countSheetOf(db: ReadDb, { stocktakeId, expected }: { readonly stocktakeId: string; readonly expected: boolean }): TableSheet {
  const stocktake = findStocktake(db, stocktakeId);
  if (!stocktake) throw fail('NOT_FOUND', { what: 'stocktake' });
  const clinic = clinicOf(db);
  const { language, direction } = labelsFor(clinic.languages[0] ?? 'en');
  const words = stockWordsFor(language);
  return {
    clinicName: clinic.name, title: words.countSheet, page: words.page, language, direction,
    facts: [[words.store, stocktake.storeName === '' ? words.firstStore : stocktake.storeName], [words.started, localTime(clinic, Date.parse(stocktake.startedAt))], [words.countedBy, '______________________']],
    columns: [
      { head: words.item, share: 5 }, { head: words.lot, share: 2 }, { head: words.expiry, share: 1.8 },
      ...(expected ? [{ head: words.expected, share: 2, end: true }] : []), { head: words.counted, share: 2, blank: true },
    ],
    rows: linesOfStocktake(db, stocktake).map(({ item, lot, expiresOn, onHand }) => [
      nameOfItem(item), lot ?? '–', expiresOn === null ? '–' : orderedDate(expiresOn, clinic.dateOrder), ...(expected ? [quantityText(onHand, item, language)] : []), '',
    ]),
  };
}

interface Made { readonly document: PrintDocument; readonly title: string }

/** The label of what was handed out, in the patient's language where paper speaks it, else in the clinic's. */
export function dispensingLabelOf(db: ReadDb, { patientId, dispensingId, language: wanted }: { readonly patientId: string; readonly dispensingId: string; readonly language?: string | undefined }): Made {
  const dispensing = findDispensing(db, dispensingId);
  if (dispensing?.patientId !== patientId) throw fail('NOT_FOUND', { what: 'dispensing' });
  const [clinic, patient] = [clinicOf(db), patientOf(db, patientId)];
  const own = wanted ?? patient.language ?? '';
  const { language, direction, record } = labelsFor(hasLabels(own) ? own : clinic.languages[0] ?? 'en');
  const words = stockWordsFor(language);
  const dose = dispensing.prescriptionId === null ? undefined : doseOf(db, dispensing.prescriptionId);
  return {
    title: patient.number,
    document: {
      kind: 'dispensing-label',
      content: {
        clinicName: clinic.name, date: localTime(clinic, Date.parse(dispensing.at)), patient: patient.name, number: patient.number, drug: dispensing.itemName,
        quantity: inWords(dispensing.net, dispensing.unit, record), dose: dose ? doseWords(dose, record) : dispensing.directions ?? '', instructions: dose?.instructions ?? '',
        lot: dispensing.lots.length === 0 ? '' : `${words.lot}: ${dispensing.lots.join(', ')}`, note: words.childrenNote, language, direction,
      },
    },
  };
}

const inWords = (count: number, unit: string | null, { units }: RecordLabels): string => `${String(count)} ${unit === null ? '' : units[unit] ?? unit}`.trim();

/** How much, how often, for how long, in the language of the paper. */
function doseWords({ dose, doseUnit, timing, days, asNeeded }: Dose, labels: RecordLabels): string {
  const often = timing === null ? null : /^\d+$/.test(timing) ? labels.aDay(timing) : timing;
  return [dose === null ? null : inWords(dose, doseUnit, labels), often, asNeeded === 1 ? labels.asNeeded : null, days === null ? null : labels.days(String(days))]
    .filter((part) => part !== null && part !== '').join(' · ');
}

/** The label of a batch: the bars hold the item's code and the lot, so that a scanner finds the batch. */
export function batchLabelOf(db: ReadDb, { batchId, language: wanted }: { readonly batchId: string; readonly language?: string | undefined }): Made {
  const batch = batchDetails(db, batchId);
  const item = batch && findItem(db, batch.itemId);
  if (!batch || !item) throw fail('NOT_FOUND', { what: 'stock-batch' });
  const clinic = clinicOf(db);
  const { language, direction } = labelsFor(wanted ?? clinic.languages[0] ?? 'en');
  const words = stockWordsFor(language);
  const name = nameOfItem(item);
  const { bars, shown } = codeOfBatch({ code: item.barcodes[0] ?? '', lot: batch.lot, expiresOn: batch.expiresOn });
  return {
    title: name,
    document: {
      kind: 'batch-label',
      content: {
        clinicName: clinic.name, name, code: item.barcodes.length === 0 ? '' : shown, bars, language, direction,
        facts: [...(batch.lot === null ? [] : [[words.lot, batch.lot] satisfies [string, string]]), ...(batch.expiresOn === null ? [] : [[words.expiry, orderedDate(batch.expiresOn, clinic.dateOrder)] satisfies [string, string]])],
      },
    },
  };
}
