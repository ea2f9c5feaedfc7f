import type { PatientDraft } from '#domain/contract/patients.ts';
import { inZone } from '#domain/kit/time.ts';
import { draftColumns, emptyDraft, tidyText, type DraftColumns } from '#domain/patients/draft.ts';
import { formatPatientNumber } from '#domain/patients/number.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import { alsoWritten } from '#domain/sync/registry.ts';
import { tables } from '#domain/sync/tables.ts';
import { takeNames } from '../auth/slots.ts';
import type { ClinicTx } from '../db/schema.ts';
import type { ServerWrite } from '../sync/server-stream.ts';
import { apiFailure } from './failure.ts';
import { pageOfRows, partsOf, type Stored } from './stored-rows.ts';

/** Who asks, and when; `author` stands in every operation. */
export interface Writing {
  readonly tx: ClinicTx;
  readonly clinicId: string;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly author: { readonly personId: string; readonly intent: string };
}

/** The clinic's own settings as its PCs wrote them, or CONFLICT `not-set-up` until the first has sent them. */
export async function clinicSettings(tx: ClinicTx, clinicId: string): Promise<Stored<'clinic'>> {
  const [clinic] = await pageOfRows(tx, clinicId, 'clinic', { after: undefined, limit: 1, backwards: false });
  if (!clinic) throw apiFailure('CONFLICT', { reason: 'not-set-up' });
  return clinic;
}

type Order = 'dmy' | 'mdy' | 'ymd';

/** What was sent, checked by the rules of the desk. Throws INVALID. */
export async function readDraft({ tx, clinicId, now }: Writing, draft: Partial<PatientDraft>): Promise<Partial<DraftColumns>> {
  const clinic = await clinicSettings(tx, clinicId);
  const read = draftColumns(draft, inZone(now, clinic.zone).date, clinic.date_order as Order);
  if (!read.ok) throw apiFailure('INVALID', { issues: [read.error] });
  return read.value;
}

/** The next number of the server's own space in this clinic. Locks the series and perhaps the slot counter, before the clinic. */
export async function nextNumber({ tx, clinicId }: Writing): Promise<string> {
  const { code } = await clinicSettings(tx, clinicId);
  const { timeline } = await tx.selectFrom('clinic_cursor').select('timeline').where('clinic_id', '=', clinicId).executeTakeFirstOrThrow();
  const known = await tx.selectFrom('patient_series').select(['slot', 'timeline', 'next_number']).where('clinic_id', '=', clinicId).forUpdate().executeTakeFirst();
  // A restored database has forgotten numbers that were given: it goes on in a space of its own.
  const series = known?.timeline === timeline ? known : { slot: (await takeNames(tx, clinicId)).slot, timeline, next_number: 1 };
  const next = { slot: series.slot, timeline, next_number: series.next_number + 1 };
  await tx.insertInto('patient_series').values({ clinic_id: clinicId, ...next }).onConflict((at) => at.column('clinic_id').doUpdateSet(next)).execute();
  return formatPatientNumber({ clinic: code, slot: series.slot, suffix: '', counter: series.next_number });
}

/** The operations of a new patient. */
export function newPatient(writing: Writing, id: string, number: string, columns: Partial<DraftColumns>, draft: PatientDraft): ServerWrite[] {
  const registered = new Date(writing.now).toISOString();
  const values = { ...emptyDraft, ...columns, number, registered_at: registered, archived: 0, archived_reason: null, deceased_at: null };
  return [
    write(writing, 'patient', id, written(values)),
    ...contactWrites(writing, id, [], draft.contacts ?? []), ...allergyWrites(writing, id, [], draft.allergies ?? []),
  ];
}

/** An insert names what it holds: the rest is its default. */
const written = (values: Readonly<Record<string, Scalar>>): Record<string, Scalar> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** Only what differs from what stands there. */
export async function changedPatient(writing: Writing, before: Stored<'patient'>, columns: Partial<DraftColumns>, draft: Partial<PatientDraft>): Promise<ServerWrite[]> {
  const { tx, clinicId } = writing;
  const changed = Object.fromEntries(Object.entries(columns).filter(([column, value]) => before[column as keyof DraftColumns] !== value));
  for (const column of alsoWritten(tables.patient, Object.keys(changed))) changed[column] = before[column as keyof DraftColumns] ?? null;
  const writes = Object.keys(changed).length > 0 ? [write(writing, 'patient', before.id, changed)] : [];
  if (draft.contacts) writes.push(...contactWrites(writing, before.id, await partsOf(tx, clinicId, 'patient_contact', [before.id]), draft.contacts));
  if (draft.allergies) writes.push(...allergyWrites(writing, before.id, await partsOf(tx, clinicId, 'allergy', [before.id]), draft.allergies));
  return writes;
}

function contactWrites(writing: Writing, patientId: string, before: readonly Stored<'patient_contact'>[], contacts: NonNullable<PatientDraft['contacts']>): ServerWrite[] {
  const rows = contacts.map(({ id, name, relation, phone }) => ({ id, values: { name: tidyText(name) ?? '', relation: tidyText(relation) ?? '', phone: tidyText(phone) ?? '' } }));
  return partWrites(writing, 'patient_contact', patientId, before, rows, ({ name, phone }) => name !== '' || phone !== '', {});
}

function allergyWrites(writing: Writing, patientId: string, before: readonly Stored<'allergy'>[], allergies: NonNullable<PatientDraft['allergies']>): ServerWrite[] {
  const rows = allergies.map(({ id, substance, reaction }) => ({ id, values: { substance: tidyText(substance) ?? '', reaction: tidyText(reaction) ?? '' } }));
  return partWrites(writing, 'allergy', patientId, before, rows, ({ substance }) => substance !== '', { recorded_at: new Date(writing.now).toISOString() });
}

/** Makes what stands there what is given: known ids change, new ones are added, missing ones are marked removed. */
function partWrites<V extends Record<string, Scalar>>(
  writing: Writing, table: 'patient_contact' | 'allergy', patientId: string, before: readonly Stored<'patient_contact' | 'allergy'>[],
  rows: readonly { readonly id: string | undefined; readonly values: V }[], isWorthKeeping: (values: V) => boolean, fixed: Record<string, Scalar>,
): ServerWrite[] {
  const kept = new Set(rows.map(({ id }) => id));
  const writes = before.filter(({ id, removed }) => removed === 0 && !kept.has(id)).map(({ id }) => write(writing, table, id, { removed: 1 }));
  for (const { id, values } of rows) {
    const known = id === undefined ? undefined : before.find((row) => row.id === id);
    if (!known) {
      if (isWorthKeeping(values)) writes.push(write(writing, table, writing.newId(), { patient_id: patientId, ...values, ...fixed, removed: 0 }));
      continue;
    }
    const changed = Object.fromEntries(Object.entries(values).filter(([column, value]) => known[column as keyof typeof known] !== value));
    if (Object.keys(changed).length > 0) writes.push(write(writing, table, known.id, changed));
  }
  return writes;
}

/** Who looked at whose record. */
export const lookWrite = (writing: Writing, patientId: string): ServerWrite => write(writing, 'record_access', writing.newId(), {
  patient_id: patientId, person_id: writing.author.personId, endpoint: writing.author.intent, at: new Date(writing.now).toISOString(),
});

export const write = ({ author }: Writing, table: ServerWrite['table'], rowId: string, values: Readonly<Record<string, Scalar>>): ServerWrite => ({ table, rowId, values, author });
