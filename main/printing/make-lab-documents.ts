import type { LabLine, LabValueShape } from '#domain/contract/lab-shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { ANSWER_NAMES } from '#domain/lab/names.ts';
import { isCritical, rangeText } from '#domain/lab/range.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { reportStatus, reportWordsFor, type ReportWords } from '#domain/lab/report-words.ts';
import { nameIn } from '#domain/lab/test.ts';
import type { LabReportRow, PrintDocument } from '#domain/printing/documents.ts';
import { labelsFor } from '#domain/printing/labels.ts';
import { listed } from '#domain/printing/listed.ts';
import { labCatalogue, type Catalogue } from '#db/queries/lab-catalogue.ts';
import { linesOfOrder, linesOfSpecimen } from '#db/queries/lab-lines.ts';
import type { ReadDb } from '#db/read.ts';
import { clinicOf } from '../api/clinic.ts';
import { patientOf } from '../api/patients.ts';
import { fail } from '../dispatch/failure.ts';
import { birthText, localTime, orderedDate } from './make-documents.ts';

interface Made { readonly document: PrintDocument; readonly title: string }

/** The label of a specimen, in the clinic's language. */
export function specimenLabelOf(db: ReadDb, specimenId: string): Made {
  const row = db.statement('SELECT number FROM lab_specimen WHERE id = ?').get(specimenId) as { number: string } | undefined;
  if (!row) throw fail('NOT_FOUND', { what: 'specimen' });
  const clinic = clinicOf(db);
  const { language, direction, sexes } = labelsFor(clinic.languages[0] ?? 'en');
  const lines = linesOfSpecimen(db, row.number, '9999-12-31');
  const [first] = lines;
  if (!first?.specimen) throw fail('NOT_FOUND', { what: 'specimen' });
  const { byCode } = labCatalogue(db);
  const patient = patientOf(db, first.patient.id);
  const born = patient.birthDate === null ? '' : orderedDate(patient.birthDate, clinic.dateOrder);
  return {
    title: row.number,
    document: {
      kind: 'specimen-label',
      content: {
        number: row.number, name: patient.name, who: [patient.number, born, sexes[patient.sex]].filter((part) => part !== '').join(' · '),
        what: `${reportWordsFor(language).specimens[first.specimen.kind]} · ${localTime(clinic, Date.parse(first.specimen.collectedAt))}`,
        tests: listed(lines.map(({ testCode }) => nameIn(byCode.get(testCode)?.names ?? { en: testCode }, language)), language), language, direction,
      },
    },
  };
}

export interface WantedReport { readonly patientId: string; readonly orderId: string; readonly language?: string | undefined }

/** The report of an order as it stands now. */
export function labReportOf(db: ReadDb, { patientId, orderId, language: wanted }: WantedReport, nowMs: number): Made {
  const clinic = clinicOf(db);
  const lines = linesOfOrder(db, orderId, inZone(nowMs, clinic.zone).date).filter(({ status }) => status !== 'cancelled');
  const [first] = lines;
  if (first?.patient.id !== patientId) throw fail('NOT_FOUND', { what: 'lab-line' });
  const labels = labelsFor(wanted ?? clinic.languages[0] ?? 'en');
  const words = reportWordsFor(wanted ?? clinic.languages[0] ?? 'en');
  const patient = patientOf(db, patientId);
  const catalogue = labCatalogue(db);
  const status = reportStatus(lines);
  const specimens = [...new Map(lines.flatMap(({ specimen }) => (specimen ? [[specimen.id, specimen] as const] : []))).values()];
  const verifier = lines.findLast(({ verifiedBy }) => verifiedBy !== null);
  const time = (at: string): string => localTime(clinic, Date.parse(at));
  return {
    title: patient.number,
    document: {
      kind: 'lab-report',
      labels: { title: words.title, test: words.test, result: words.result, unit: words.unit, range: words.range, flag: words.flag, page: words.page },
      content: {
        clinicName: clinic.name, status: words.status[status], final: status === 'final',
        facts: [
          [words.patient, patient.name], [words.number, patient.number],
          [words.born, listed([birthText(clinic, patient, labels), labels.sexes[patient.sex]], words.language)],
          [words.ordered, listed([first.orderedBy, time(first.orderedAt)].filter((part) => part !== null), words.language)],
          ...specimens.flatMap((each): [string, string][] => [[words.specimen, listed([words.specimens[each.kind], each.number], words.language)], [words.collected, time(each.collectedAt)]]).slice(0, 12),
          ...(verifier?.verifiedAt == null ? [] : [[words.verified, listed([verifier.verifiedBy ?? '', time(verifier.verifiedAt)], words.language)] satisfies [string, string]]),
        ],
        rows: inReportOrder(lines, catalogue).map((line) => rowOf(line, catalogue, words)), remarks: [words.remark], printedAt: `${words.printed} ${localTime(clinic, nowMs)}`,
        language: words.language, direction: labels.direction,
      },
    },
  };
}

/** As the catalogue lists them, whatever the order in which they were asked for. */
function inReportOrder(lines: readonly LabLine[], { tests }: Catalogue): LabLine[] {
  const place = new Map(tests.map(({ code }, index) => [code, index]));
  return lines.toSorted((a, b) => (place.get(a.testCode) ?? tests.length) - (place.get(b.testCode) ?? tests.length));
}

function rowOf(line: LabLine, { byCode }: Catalogue, words: ReportWords & { readonly language: string }): LabReportRow {
  const { current } = line;
  const test = nameIn(byCode.get(line.testCode)?.names ?? { en: line.testCode }, words.language);
  if (!current) return { test, value: words.pending, unit: '', range: '', flag: '', critical: false, notes: [] };
  const flag = current.flag === null || current.flag === 'normal' ? '' : words.flags[current.flag];
  const notes = [
    ...(current.comment === null ? [] : [current.comment]),
    ...(line.earlier.length > 0 && current.reason !== null ? [words.corrected(listed(line.earlier.map((value) => valueText(value, words)), words.language), current.reason)] : []),
    ...(line.status === 'verified' ? [] : [words.status.preliminary]),
  ];
  return {
    test, value: valueText(current, words), unit: current.value === null ? '' : unitLabel(current.unit), range: onPaper(rangeText(current.range)),
    flag, critical: isCritical(current.flag), notes,
  };
}

/** A hyphen keeps its place between numbers in a line that is written from the right; a dash would swap them. */
const onPaper = (range: string): string => range.replace('–', '-');

function valueText(value: LabValueShape, words: ReportWords & { readonly language: string }): string {
  if (value.refused !== null) return words.notCalculated;
  if (value.value !== null) return `${value.comparator ?? ''}${String(value.value)}`;
  return value.text === null ? '–' : nameIn(ANSWER_NAMES[value.text] ?? { en: value.text }, words.language);
}
