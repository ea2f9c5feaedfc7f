import type { ClinicSettings } from '#domain/contract/clinic.ts';
import type { Patient } from '#domain/contract/patients.ts';
import type { PrintDocument, RecoverySheet } from '#domain/printing/documents.ts';
import { labelsFor } from '#domain/printing/labels.ts';
import { listed } from '#domain/printing/listed.ts';
import { patientQr } from '#domain/patients/number.ts';
import { inZone } from '#domain/kit/time.ts';

/** What a token slip says. Times are the clinic's, words are in its own language. */
export interface SlipFacts {
  readonly label: string;
  readonly serviceName: string;
  readonly roomName: string | null;
  readonly issuedAtMs: number;
  readonly patient: { readonly name: string; readonly number: string };
  readonly waitingAhead: number;
}

export function tokenSlip(clinic: ClinicSettings, facts: SlipFacts): PrintDocument {
  const { language, direction, slip } = labelsFor(clinic.languages[0] ?? 'en');
  return {
    kind: 'token-slip', labels: slip,
    content: {
      clinicName: clinic.name, tokenLabel: facts.label, serviceName: facts.serviceName, issuedAt: localTime(clinic, facts.issuedAtMs),
      ...(clinic.announce.privacy === 'name' ? { patientName: facts.patient.name } : {}),
      waitingAhead: facts.waitingAhead, ...(facts.roomName === null ? {} : { room: facts.roomName }),
      qrText: patientQr(facts.patient.number), language, direction,
    },
  };
}

/** Card, wristband or sticky label of a patient. */
export function identityDocument(clinic: ClinicSettings, patient: Patient, kind: 'patient-card' | 'wristband' | 'label'): PrintDocument {
  const labels = labelsFor(clinic.languages[0] ?? 'en');
  const { language, direction } = labels;
  const content = {
    clinicName: clinic.name, name: patient.name, number: patient.number, birthText: birthText(clinic, patient, labels),
    sex: labels.sexes[patient.sex], qrText: patientQr(patient.number), language, direction,
  };
  if (kind === 'patient-card') return { kind, content, labels: labels.card };
  const allergies = listed(patient.allergies.map((allergy) => allergy.substance), language);
  return { kind, content: allergies === '' ? content : { ...content, warning: `${labels.allergies}: ${allergies}` }, labels: labels.card };
}

/** Date of birth as it is printed, or how little is known of it. */
export function birthText(clinic: ClinicSettings, patient: Patient, labels: ReturnType<typeof labelsFor>): string {
  if (patient.birthDate === null) return labels.unknownBirth;
  return patient.birthEstimated ? labels.estimated(patient.birthDate.slice(0, 4)) : orderedDate(patient.birthDate, clinic.dateOrder);
}

/** `YYYY-MM-DD` in the order the clinic writes dates. */
export function orderedDate(date: string, order: ClinicSettings['dateOrder']): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (order === 'ymd') return date;
  return order === 'dmy' ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
}

export function localTime(clinic: Pick<ClinicSettings, 'zone' | 'dateOrder'>, instantMs: number): string {
  const { date, time } = inZone(instantMs, clinic.zone);
  return `${orderedDate(date, clinic.dateOrder)} ${time}`;
}

export function testPage(clinic: ClinicSettings, printerName: string): PrintDocument {
  const { language, direction, test } = labelsFor(clinic.languages[0] ?? 'en');
  return { kind: 'test-page', content: { title: test.title, printerName, sentences: [...test.sentences], language, direction } };
}

export function recoverySheet(clinic: ClinicSettings, recoveryKey: string, nowMs: number): { sheet: RecoverySheet; labels: ReturnType<typeof labelsFor>['recovery'] } {
  const { language, direction, recovery } = labelsFor(clinic.languages[0] ?? 'en');
  return { sheet: { clinicName: clinic.name, keyGroups: recoveryKey.split('-'), madeAt: localTime(clinic, nowMs), language, direction }, labels: recovery };
}
