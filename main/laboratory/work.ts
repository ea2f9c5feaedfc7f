import { daysOld, yearsOld } from '#domain/patients/known-age.ts';
import { inZone } from '#domain/kit/time.ts';
import type { Whose } from '#domain/lab/range.ts';
import { isStatus, moved, type LineMove, type LineStatus } from '#domain/lab/status.ts';
import type { LabTest } from '#domain/lab/test.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { labCatalogue, type Catalogue } from '#db/queries/lab-catalogue.ts';
import { fail } from '../dispatch/failure.ts';

export type LineRow = SyncedRow<'lab_order_line'>;

/** What every step in the laboratory needs: the transaction, who does it and when. */
export interface Work {
  readonly tx: WriteDb;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Null for the program itself. */
  readonly personId: string | null;
  readonly clock: 'stale' | 'suspect' | null;
  readonly catalogue: Catalogue;
  /** IANA zone of the clinic: ages are counted in its days. */
  readonly zone: string;
}

export const labWork = (tx: WriteDb, of: Pick<Work, 'now' | 'personId' | 'clock'>): Work =>
  ({ tx, ...of, catalogue: labCatalogue(tx), zone: findClinic(tx)?.zone ?? 'UTC' });

/** How far clocks of two PCs may differ before a time is called impossible. */
const CLOCK_SLACK_MS = 5 * 60_000;

export const isFuture = (at: string, now: number): boolean => Date.parse(at) > now + CLOCK_SLACK_MS;
export const isBefore = (at: string, other: string): boolean => Date.parse(at) < Date.parse(other) - CLOCK_SLACK_MS;

export function lineRow(tx: WriteDb, id: string): LineRow {
  const row = tx.row('lab_order_line', id);
  if (!row) throw fail('NOT_FOUND', { what: 'lab-line' });
  return row;
}

export function testOfLine({ catalogue }: Work, { test_code }: Pick<LineRow, 'test_code'>): LabTest {
  const test = catalogue.byCode.get(test_code);
  if (!test) throw fail('NOT_FOUND', { what: 'lab-test' });
  return test;
}

export interface Along {
  readonly reason?: string | null;
  readonly valueId?: string;
  readonly observationId?: string;
  readonly changes?: Partial<Pick<LineRow, 'specimen_id' | 'value_id' | 'reason'>>;
}

/** Moves a test on and writes the step down. Throws CONFLICT `lab-is-…` where its state does not allow it. */
export function moveLine({ tx, now, personId }: Work, line: LineRow, move: LineMove, { reason = null, valueId, observationId, changes = {} }: Along = {}): LineRow {
  const from: LineStatus = isStatus(line.status) ? line.status : 'ordered';
  const to = moved(from, move);
  if (!to.ok) throw fail('CONFLICT', { reason: to.error });
  tx.update('lab_order_line', line.id, { status: to.value, ...changes });
  tx.insert('lab_event', {
    id: tx.newId(), line_id: line.id, patient_id: line.patient_id, at: new Date(now).toISOString(), from_status: from, to_status: to.value, person_id: personId,
    reason, value_id: valueId ?? null, observation_id: observationId ?? null,
  });
  return { ...line, status: to.value, ...changes };
}

/** Whose specimen it is, as ranges ask: sex, age on the day it was taken, pregnancy. */
export function whoseLine({ tx, zone, now }: Work, line: LineRow): Whose & { readonly ageYears: number | null } {
  const patient = tx.row('patient', line.patient_id);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  const taken = line.specimen_id === null ? undefined : tx.row('lab_specimen', line.specimen_id)?.collected_at;
  const day = inZone(taken === undefined ? now : Date.parse(taken), zone).date;
  return {
    sex: patient.sex as Whose['sex'], pregnant: patient.pregnant === 1, ageDays: daysOld(patient.birth_date, day),
    ageYears: yearsOld(patient.birth_date, day),
  };
}
