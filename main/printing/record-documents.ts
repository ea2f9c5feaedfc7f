import type { ClinicSettings } from '#domain/contract/clinic.ts';
import type { LabTestShape } from '#domain/contract/lab-shapes.ts';
import type { Patient } from '#domain/contract/patients.ts';
import type { FilledForm } from '#domain/contract/forms-shapes.ts';
import type { Prescription, VisitPage } from '#domain/contract/record-shapes.ts';
import type { Visit } from '#domain/contract/patients.ts';
import { nameIn } from '#domain/forms/question.ts';
import { inZone } from '#domain/kit/time.ts';
import { labelsFor, type RecordLabels } from '#domain/printing/labels.ts';
import type { PrintDocument, RecordSheet } from '#domain/printing/documents.ts';
import { listed } from '#domain/printing/listed.ts';
import { shownValue, unitChoice } from '#domain/record/shown-value.ts';
import { birthText, localTime, orderedDate } from './make-documents.ts';

type Labels = ReturnType<typeof labelsFor>;
type Line = RecordSheet['sections'][number]['lines'][number];

/** Visits and measures a summary tells of. */
const LAST_VISITS = 10;
const MEASURED = ['systolic', 'heart-rate', 'temperature', 'spo2', 'respiratory-rate', 'weight', 'height', 'glucose', 'hba1c', 'haemoglobin', 'creatinine', 'egfr', 'potassium', 'total-cholesterol'] as const;

function sheetOf(clinic: ClinicSettings, patient: Patient, labels: Labels, title: string): Omit<RecordSheet, 'sections' | 'madeBy'> {
  const allergies = listed(patient.allergies.map(({ substance, reaction }) => (reaction === '' ? substance : `${substance} (${reaction})`)), labels.language);
  return {
    clinicName: clinic.name, title, patient: { name: patient.name, number: patient.number, birthText: birthText(clinic, patient, labels), sex: labels.sexes[patient.sex] },
    warning: allergies === '' ? labels.record.noAllergies : `${labels.allergies}: ${allergies}`, language: labels.language, direction: labels.direction,
  };
}

/** What was prescribed in a visit; undefined when nothing was. */
export function prescriptionSheet(clinic: ClinicSettings, patient: Patient, visit: VisitPage): PrintDocument | undefined {
  const labels = labelsFor(clinic.languages[0] ?? 'en');
  const written = visit.prescriptions.filter(({ status, removed }) => !removed && (status === 'active' || status === 'completed'));
  const [last] = written;
  if (!last) return undefined;
  const lines = written.toReversed().map((rx) => prescriptionLine(rx, labels.record));
  const madeBy = listed([last.recordedBy, localTime(clinic, Date.parse(last.recordedAt))].filter((part) => part !== null), labels.language);
  return {
    kind: 'prescription',
    content: {
      ...sheetOf(clinic, patient, labels, labels.record.prescription), madeBy, signature: labels.record.signature,
      sections: [{ title: labels.record.medicines, lines, none: labels.record.noMedicines }],
    },
  };
}

function prescriptionLine(rx: Prescription, labels: RecordLabels): Line {
  const amount = (value: number, unit: string | null): string => `${value} ${unit === null ? '' : labels.units[unit] ?? unit}`.trim();
  const often = rx.timing === null ? null : /^\d+$/.test(rx.timing) ? labels.aDay(rx.timing) : rx.timing;
  const more = [
    rx.strength, rx.form, rx.dose === null ? null : amount(rx.dose, rx.doseUnit), often, rx.asNeeded ? labels.asNeeded : null, rx.days === null ? null : labels.days(String(rx.days)),
    rx.quantity === null ? null : labels.inAll(amount(rx.quantity, rx.quantityUnit)), rx.route, rx.instructions,
  ].filter((part) => part !== null && part !== '').join(' · ');
  return more === '' ? { text: rx.drug } : { text: rx.drug, more };
}

interface Facts {
  readonly problems: readonly { readonly title: string; readonly onsetOn: string | null }[];
  readonly medicines: readonly Prescription[];
  readonly latest: readonly { readonly code: string; readonly value: number | null; readonly unit: string; readonly takenAt: string }[];
  /** What the laboratory offers. */
  readonly tests: readonly Pick<LabTestShape, 'observationCode' | 'unit' | 'names'>[];
  readonly visits: readonly Visit[];
  /** The newest answers to each form. */
  readonly forms: readonly FilledForm[];
}

/** What the next one who treats a patient should know, at an instant (milliseconds). */
export function summarySheet(clinic: ClinicSettings, patient: Patient, facts: Facts, now: number): PrintDocument {
  const { problems, medicines, visits, forms } = facts;
  const labels = labelsFor(clinic.languages[0] ?? 'en');
  const { record } = labels;
  const day = (date: string): string => orderedDate(date.slice(0, 10), clinic.dateOrder);
  const dayOf = (instant: string): string => orderedDate(inZone(Date.parse(instant), clinic.zone).date, clinic.dateOrder);
  return {
    kind: 'patient-summary',
    content: {
      ...sheetOf(clinic, patient, labels, record.summary), madeBy: localTime(clinic, now),
      sections: [
        { title: record.problems, none: record.noProblems, lines: problems.slice(0, 100).map(({ title, onsetOn }) => (onsetOn === null ? { text: title } : { text: title, more: record.since(day(onsetOn)) })) },
        { title: record.medicines, none: record.noMedicines, lines: medicines.slice(0, 100).map((rx) => prescriptionLine(rx, record)) },
        { title: record.measures, none: record.noMeasures, lines: measureLines(facts, clinic, labels, dayOf) },
        { title: record.visits, none: record.noVisits, lines: visits.slice(0, LAST_VISITS).map((visit) => visitLine(visit, dayOf)) },
        // Most clinics have no forms of their own: an empty part would only cost paper.
        ...(forms.length === 0 ? [] : [{ title: record.forms, none: '', lines: forms.slice(0, 100).map((filled) => formLine(filled, labels, { day, dayOf })) }]),
      ],
    },
  };
}

/** Values in the units the clinic reads them in; the pressure with its lower value. */
function measureLines({ latest, tests }: Facts, clinic: ClinicSettings, { record, language }: Labels, dayOf: (instant: string) => string): Line[] {
  const units = unitChoice(clinic, tests);
  const of = (code: string) => latest.find((each) => each.code === code);
  return MEASURED.flatMap((code): Line[] => {
    const measure = of(code);
    if (measure?.value == null) return [];
    const shown = shownValue(code, measure.value, measure.unit, units);
    const below = code === 'systolic' ? of('diastolic')?.value : undefined;
    const value = below == null ? String(shown.value) : `${shown.value}/${below}`;
    const name = record.signs[code] ?? nameIn(tests.find(({ observationCode }) => observationCode === code)?.names ?? { en: code }, language);
    return [{ text: name, value: `${value} ${shown.unit}`.trim(), when: dayOf(measure.takenAt) }];
  });
}

interface Days {
  /** A calendar date as it is printed. */
  readonly day: (date: string) => string;
  /** The day of an instant. */
  readonly dayOf: (instant: string) => string;
}

/** What was answered, in one paragraph. */
function formLine({ names, filledAt, lines }: FilledForm, { language, record }: Labels, { day, dayOf }: Days): Line {
  const told = lines.filter(({ kind }) => kind !== 'heading').map((line) => {
    const { kind, value, unit } = line;
    const text = value === null ? listed(line.chosen.map((each) => nameIn(each, language)), language)
      : typeof value === 'boolean' ? record.answer[value ? 'yes' : 'no'] : kind === 'date' ? day(String(value)) : `${String(value)} ${unit}`.trim();
    return `${nameIn(line.names, language, line.questionId)}: ${text}`;
  });
  return { text: listed([nameIn(names, language, record.forms), dayOf(filledAt)], language), more: told.join(' · ') };
}

function visitLine(visit: Visit, dayOf: (instant: string) => string): Line {
  const text = [dayOf(visit.startedAt), visit.title, visit.reason].filter((part) => part !== null && part !== '').join(' · ');
  const happened = visit.happened === null ? [] : [...visit.happened.diagnoses, ...visit.happened.medicines, ...visit.happened.procedures];
  return happened.length === 0 ? { text } : { text, more: happened.join(' · ') };
}
