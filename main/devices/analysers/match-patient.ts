/** Whose result is this: only one certain answer counts, everything else waits for a person. spec: VIT-7 */
import { nameEvidence } from '#domain/patients/name-evidence.ts';
import { formatPatientNumber, parsePatientNumber } from '#domain/patients/number.ts';
import { hasFiled, patientFacts, patientsByNumber, type PatientFacts } from '#db/queries/lab-results.ts';
import type { ReadDb } from '#db/read.ts';
import type { LabValue } from './lab-message.ts';

/** Why a result waits; the words the inbox has sentences for. */
export type WhyWaiting =
  | 'no-id' | 'unknown-id' | 'wrong-check' | 'no-patient' | 'ids-differ' | 'archived' | 'name-differs' | 'birth-differs' | 'not-final' | 'no-value' | 'suspicion'
  | 'earlier-filed' | 'unit-differs' | 'put-back';

export type MatchedBy = 'order' | 'specimen' | 'patient-number';

export type Match = { readonly patientId: string; readonly by: MatchedBy } | { readonly why: WhyWaiting };

/** The patient for whom a specimen was ordered; undefined where the resolver knows nothing of it. */
export type SpecimenResolver = (db: ReadDb, specimen: string) => string | undefined;

interface Candidate { readonly by: MatchedBy; readonly patients: readonly PatientFacts[] }

export function matchPatient(db: ReadDb, result: LabValue, ordered: SpecimenResolver): Match {
  if (result.testCode.endsWith('?')) return { why: 'suspicion' };
  if (result.text === null) return { why: 'no-value' };
  if (!result.final) return { why: 'not-final' };
  const found = certainPatient(db, result, ordered);
  if ('why' in found) return found;
  const { patient, by } = found;
  if (patient.archived) return { why: 'archived' };
  if (result.patientName !== null && nameEvidence(result.patientName, patient.name).points === 0) return { why: 'name-differs' };
  if (result.birthDate !== null && patient.birthDate !== null && !patient.birthEstimated && result.birthDate !== patient.birthDate) return { why: 'birth-differs' };
  // A corrected value stands beside the one that was filed: somebody must look at both.
  if (result.specimen !== null && result.status === 'C' && hasFiled(db, patient.id, result.specimen, result.testCode)) return { why: 'earlier-filed' };
  return { patientId: patient.id, by };
}

function certainPatient(db: ReadDb, { specimen, patientRef }: LabValue, ordered: SpecimenResolver): { patient: PatientFacts; by: MatchedBy } | { why: WhyWaiting } {
  const candidates: Candidate[] = [];
  const misread: WhyWaiting[] = [];
  const orderedFor = specimen === null ? undefined : ordered(db, specimen);
  const orderedPatient = orderedFor === undefined ? undefined : patientFacts(db, orderedFor);
  if (orderedPatient) candidates.push({ by: 'order', patients: [orderedPatient] });
  for (const [text, by] of [[specimen, 'specimen'], [patientRef, 'patient-number']] as const) {
    if (text === null) continue;
    const read = parsePatientNumber(text);
    if (read.ok) candidates.push({ by, patients: patientsByNumber(db, formatPatientNumber(read.value)) });
    else misread.push(read.error === 'wrong-check' ? 'wrong-check' : 'unknown-id');
  }
  const [first] = candidates;
  if (!first) return { why: misread.includes('wrong-check') ? 'wrong-check' : misread[0] ?? 'no-id' };
  if (candidates.every(({ patients }) => patients.length === 0)) return { why: 'no-patient' };
  const ids = new Set(candidates.flatMap(({ patients }) => patients.map(({ id }) => id)));
  const [patient] = first.patients;
  // Two numbers that are right by their check digit and lead to different people, or one of them to nobody, settle nothing.
  if (!patient || ids.size > 1 || candidates.some(({ patients }) => patients.length !== 1)) return { why: 'ids-differ' };
  return { patient, by: first.by };
}
