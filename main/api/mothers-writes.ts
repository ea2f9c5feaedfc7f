import { robson, ROBSON, type RobsonInputs } from '#domain/clinical/robson.ts';
import { gestationOn } from '#domain/clinical/pregnancy-dating.ts';
import type { DeliveryDraft, NewbornDraft, PregnancyDraft, VisitDraft } from '#domain/contract/mothers.ts';
import { compareDates, type CalendarDate } from '#domain/kit/calendar.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';
import { datePregnancy, gestationDays, type Dating } from '#domain/mothers/dating.ts';
import { birthDayVerdict, birthWeightVerdict, countIssue, fundalHeightIssue, visitDayVerdict, type Issue, type Verdict } from '#domain/mothers/possible.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { deliveriesOf, isExpecting, newbornsOf, openEncounterOf, type Named } from '#db/queries/mothers.ts';
import { versionOf } from '#db/queries/patients.ts';
import type { RowMeta } from '#db/schema.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';
import { judgeEntries, keepSet, settle, takenAtOn, wordValue } from './mothers-measures.ts';

/** Who writes, when, and what to keep of the clock. */
export interface Hand extends Pick<Call, 'now' | 'caller'> {
  readonly clock: 'stale' | 'suspect' | null;
}

/** Test strips in urine. */
const URINE = { protein: { code: 'urine-protein', loinc: '20454-5' }, glucose: { code: 'urine-glucose', loinc: '25428-4' } } as const;
/** Marks of values that a corrected visit replaced; the texts name it. */
const CORRECTED = 'visit-corrected';

/** The row, or NOT_FOUND; with a version, one that was changed meanwhile gives CONFLICT. */
export function rowOf<T extends 'pregnancy' | 'maternity_visit' | 'delivery' | 'newborn'>(tx: WriteDb, table: T, id: string, version?: string): SyncedRow<T> & RowMeta {
  const row = tx.row(table, id) as (SyncedRow<T> & RowMeta & { readonly removed: number }) | undefined;
  if (row?.removed !== 0) throw fail('NOT_FOUND', { what: 'other' });
  if (version !== undefined && version !== versionOf(row as never)) throw fail('CONFLICT', { reason: 'changed-meanwhile' });
  return row;
}

/** The flag by which the queue and the scores know it: she is pregnant while a pregnancy of hers goes on. */
export function followPregnant(tx: WriteDb, patientId: string): void {
  tx.update('patient', patientId, { pregnant: isExpecting(tx, patientId, '') ? 1 : 0 });
}

const dayOf = (tx: WriteDb, hand: Hand): CalendarDate => inZone(hand.now, clinicOf(tx).zone).date;

export interface PregnancyWish extends PregnancyDraft { readonly patientId: string; readonly pregnancyId?: string | undefined; readonly version?: string | undefined; readonly confirmed: readonly string[] }

/** Stores what is known of a pregnancy; returns its id. */
export function writePregnancy(tx: WriteDb, hand: Hand, wish: PregnancyWish): string {
  const today = dayOf(tx, hand);
  const before = wish.pregnancyId === undefined ? undefined : rowOf(tx, 'pregnancy', wish.pregnancyId, wish.version);
  if (before && before.patient_id !== wish.patientId) throw fail('NOT_FOUND', { what: 'other' });
  if (!before) checkMayBegin(tx, wish.patientId);
  const counts = countIssue(wish);
  if (counts) throw invalid(counts.field, counts.code);
  const { due } = checkedDating(wish, before, today);
  const columns = { ...pregnancyColumns(wish), due_date: due?.dueDate ?? null, due_method: due?.method ?? null };
  const dated = isSameDating(before, columns) ? {} : { dated_at: new Date(hand.now).toISOString(), dated_by: hand.caller.personId };
  if (before) {
    tx.update('pregnancy', before.id, { ...columns, ...dated });
    followDating(tx, before.id, today);
    return before.id;
  }
  const id = tx.newId();
  tx.insert('pregnancy', {
    id, patient_id: wish.patientId, status: 'ongoing', ...columns, dated_at: null, dated_by: null, ...dated, booked_on: today, ended_on: null, end_kind: null, end_note: null,
    recorded_at: new Date(hand.now).toISOString(), recorded_by: hand.caller.personId, removed: 0,
  });
  followPregnant(tx, wish.patientId);
  return id;
}

function checkMayBegin(tx: WriteDb, patientId: string): void {
  const patient = tx.row('patient', patientId);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  if (patient.sex === 'male') throw fail('CONFLICT', { reason: 'patient-is-male' });
  if (isExpecting(tx, patientId, '')) throw fail('CONFLICT', { reason: 'already-pregnant' });
}

type Dated = Pick<SyncedRow<'pregnancy'>, 'due_date' | 'due_method'>;
const isSameDating = (before: Dated | undefined, { due_date, due_method }: Dated): boolean =>
  due_date === (before?.due_date ?? null) && due_method === (before?.due_method ?? null);

const FIELD_OF_METHOD = { 'last-period': 'lastPeriod', scan: 'scanOn', transfer: 'transferOn' } as const;

function checkedDating(wish: PregnancyWish, before: SyncedRow<'pregnancy'> | undefined, today: CalendarDate): Dating {
  const read = datePregnancy(wish, today);
  if (!read.ok) throw invalid(read.error.field, read.error.code);
  const { due } = read.value;
  const goesOn = before === undefined || (before.status === 'ongoing' && before.due_date !== due?.dueDate);
  if (due && goesOn && !gestationOn(due.dueDate, today).ok) throw invalid(FIELD_OF_METHOD[due.method], 'too-long-ago', 45);
  if (before && isLaterScan(before, wish.scanOn)) settle({ refused: [], unusual: [{ field: 'scanOn', code: 'dated-by-earlier-scan' }] }, wish.confirmed);
  return read.value;
}

/** Once an early scan dates a pregnancy, a later one only says how the child grows. */
const isLaterScan = (before: SyncedRow<'pregnancy'>, scanOn: CalendarDate | null): boolean =>
  before.due_method === 'scan' && before.scan_on !== null && scanOn !== null && compareDates(scanOn, before.scan_on) > 0;

const pregnancyColumns = (wish: PregnancyDraft) => ({
  last_period: wish.lastPeriod, cycle_days: wish.lastPeriod === null ? null : wish.cycleDays, scan_on: wish.scanOn, scan_days: wish.scanOn === null ? null : wish.scanDays,
  transfer_on: wish.transferOn, embryo_days: wish.transferOn === null ? null : (wish.embryoDays ?? 0), gravida: wish.gravida, para: wish.para, previous_caesareans: wish.previousCaesareans,
  fetuses: wish.fetuses, blood_group: wish.bloodGroup, rhesus: wish.rhesus, smoking: wish.smoking, risks: JSON.stringify(wish.risks), risk_note: wish.riskNote === null ? null : tidyText(wish.riskNote),
});

/** A birth that is written down already must still be possible, and is classed anew. */
function followDating(tx: WriteDb, pregnancyId: string, today: CalendarDate): void {
  const pregnancy = rowOf(tx, 'pregnancy', pregnancyId);
  for (const delivery of deliveriesOf(tx, pregnancyId)) {
    const bornOn = inZone(Date.parse(delivery.born_at), clinicOf(tx).zone).date;
    const { refused } = birthDayVerdict(bornOn, { dueDate: pregnancy.due_date, bookedOn: pregnancy.booked_on, today });
    if (refused.length > 0) throw fail('INVALID', { issues: refused.map((issue) => ({ ...issue, field: 'lastPeriod' })) });
    tx.update('delivery', delivery.id, robsonColumns(pregnancy, { lie: delivery.lie, onset: delivery.onset, newborns: newbornsOf(tx, delivery.id).length }, bornOn));
  }
}

/** The inputs of the ten groups, the group, and the rule's version, to be kept together. */
function robsonColumns(
  pregnancy: SyncedRow<'pregnancy'>, birth: { readonly lie: string | null; readonly onset: string | null; readonly newborns: number }, bornOn: CalendarDate,
): Pick<SyncedRow<'delivery'>, 'robson' | 'robson_version' | 'robson_inputs'> {
  const days = gestationDays(pregnancy.due_date, bornOn);
  const inputs: RobsonInputs = {
    fetuses: Math.max(pregnancy.fetuses, birth.newborns), lie: (birth.lie ?? undefined) as RobsonInputs['lie'], parity: pregnancy.para ?? undefined,
    gestation: days === null ? undefined : Math.floor(days / 7), previousCaesareans: pregnancy.previous_caesareans ?? (pregnancy.para === 0 ? 0 : undefined),
    onset: (birth.onset ?? undefined) as RobsonInputs['onset'],
  };
  return { robson: robson(inputs).band, robson_version: ROBSON.version, robson_inputs: JSON.stringify(inputs) };
}

export interface VisitWish extends VisitDraft { readonly pregnancyId: string; readonly visitId?: string | undefined; readonly version?: string | undefined; readonly confirmed: readonly string[] }

/** Stores a visit with its numbers; returns its id. */
export function writeVisit(tx: WriteDb, hand: Hand, wish: VisitWish): string {
  const pregnancy = rowOf(tx, 'pregnancy', wish.pregnancyId);
  const before = wish.visitId === undefined ? undefined : rowOf(tx, 'maternity_visit', wish.visitId, wish.version);
  if (before && before.pregnancy_id !== pregnancy.id) throw fail('NOT_FOUND', { what: 'other' });
  const { zone } = clinicOf(tx);
  const delivery = deliveriesOf(tx, pregnancy.id).at(-1);
  const bornOn = delivery ? inZone(Date.parse(delivery.born_at), zone).date : null;
  const seen = judgeEntries(tx, pregnancy.patient_id, wish.visitedOn, wish.entries);
  const children = childrenSeen(tx, delivery, wish);
  settle(merged([visitIssues(wish, pregnancy, bornOn, dayOf(tx, hand)), seen, ...children, fundus(wish, pregnancy, seen.values)]), wish.confirmed);
  const words = ([['protein', wish.urineProtein], ['glucose', wish.urineGlucose]] as const).flatMap(([what, word]) => (word === null ? [] : [wordValue(URINE[what].code, URINE[what].loinc, word)]));
  const sameDay = before?.visited_on === wish.visitedOn;
  const takenAt = (sameDay && before.set_id !== null ? takenAtOfSet(tx, pregnancy.patient_id, before.set_id) : undefined) ?? takenAtOn(wish.visitedOn, hand.now, zone);
  const keeping = { takenAt, confirmed: wish.confirmed.length > 0, clock: hand.clock, reason: CORRECTED };
  const setId = keepSet(tx, hand, { ...keeping, patientId: pregnancy.patient_id, setId: before?.set_id ?? null }, [...seen.values, ...words]);
  const kept = children.map(({ newbornId, dangers, childId, values }) => ({ newbornId, dangers, setId: childId === null ? null : keepSet(tx, hand, { ...keeping, patientId: childId, setId: null }, values) }));
  const columns = {
    kind: wish.kind, visited_on: wish.visitedOn, set_id: setId, presentation: wish.presentation, dangers: JSON.stringify(wish.dangers), tetanus_dose: wish.tetanusDose, iron_days: wish.ironDays,
    children: JSON.stringify(kept), feeding: wish.feeding, contraception: wish.contraception, next_on: wish.nextOn, note: wish.note === null ? null : tidyText(wish.note),
  };
  if (before) {
    tx.update('maternity_visit', before.id, columns);
    return before.id;
  }
  const id = tx.newId();
  tx.insert('maternity_visit', {
    id, patient_id: pregnancy.patient_id, pregnancy_id: pregnancy.id, encounter_id: openEncounterOf(tx, pregnancy.patient_id), ...columns,
    recorded_at: new Date(hand.now).toISOString(), recorded_by: hand.caller.personId, removed: 0,
  });
  return id;
}

const takenAtOfSet = (tx: WriteDb, patientId: string, setId: string): string | undefined =>
  (tx.statement('SELECT taken_at FROM observation WHERE patient_id = ? AND set_id = ? LIMIT 1').get(patientId, setId) as { taken_at: string } | undefined)?.taken_at;

const merged = (verdicts: readonly Verdict[]): Verdict => ({ refused: verdicts.flatMap(({ refused }) => refused), unusual: verdicts.flatMap(({ unusual }) => unusual) });

function visitIssues(wish: VisitDraft, pregnancy: SyncedRow<'pregnancy'>, bornOn: CalendarDate | null, today: CalendarDate): Verdict {
  const day = visitDayVerdict(wish.visitedOn, { kind: wish.kind, dueDate: pregnancy.due_date, bornOn, today });
  const next: Issue | undefined = wish.nextOn !== null && compareDates(wish.nextOn, wish.visitedOn) <= 0 ? { field: 'nextOn', code: 'not-after-visit' } : undefined;
  return { refused: [day, next].flatMap((issue) => issue ?? []), unusual: [] };
}

function fundus(wish: VisitDraft, pregnancy: SyncedRow<'pregnancy'>, values: readonly { readonly code: string; readonly value: number | null }[]): Verdict {
  const height = values.find(({ code }) => code === 'fundal-height')?.value ?? null;
  const issue = wish.kind === 'antenatal' ? fundalHeightIssue(height, gestationDays(pregnancy.due_date, wish.visitedOn), pregnancy.fetuses) : undefined;
  return { refused: [], unusual: issue ? [issue] : [] };
}

function childrenSeen(tx: WriteDb, delivery: Named<'delivery'> | undefined, wish: VisitDraft) {
  const newborns = delivery ? newbornsOf(tx, delivery.id) : [];
  return wish.children.map(({ newbornId, dangers, entries }) => {
    const newborn = newborns.find(({ id }) => id === newbornId);
    if (!newborn) throw fail('NOT_FOUND', { what: 'other' });
    const childId = newborn.child_id;
    if (childId === null && entries.length > 0) throw invalid(`${newbornId}.weight`, 'child-not-registered');
    return { newbornId, dangers, childId, ...(childId === null ? { refused: [], unusual: [], values: [] } : judgeEntries(tx, childId, wish.visitedOn, entries, `${newbornId}.`)) };
  });
}

export interface DeliveryWish extends DeliveryDraft { readonly pregnancyId: string; readonly deliveryId?: string | undefined; readonly version?: string | undefined; readonly confirmed: readonly string[] }

/** Stores a birth and who was born; the pregnancy is over with it. Returns its id. */
export function writeDelivery(tx: WriteDb, hand: Hand, wish: DeliveryWish): string {
  const pregnancy = rowOf(tx, 'pregnancy', wish.pregnancyId);
  const before = wish.deliveryId === undefined ? undefined : rowOf(tx, 'delivery', wish.deliveryId, wish.version);
  if (before && before.pregnancy_id !== pregnancy.id) throw fail('NOT_FOUND', { what: 'other' });
  if (!before && deliveriesOf(tx, pregnancy.id).length > 0) throw fail('CONFLICT', { reason: 'birth-recorded' });
  if (pregnancy.status === 'ended') throw fail('CONFLICT', { reason: 'pregnancy-ended' });
  const { zone } = clinicOf(tx);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(wish.bornTime)) throw invalid('bornTime', 'time-of-day');
  const bornAt = instantAt(wish.bornOn, wish.bornTime, zone);
  if (bornAt > hand.now + 60_000) throw invalid(inZone(hand.now, zone).date === wish.bornOn ? 'bornTime' : 'bornOn', 'future');
  const day = birthDayVerdict(wish.bornOn, { dueDate: pregnancy.due_date, bookedOn: pregnancy.booked_on, today: dayOf(tx, hand) });
  settle(merged([day, birthIssues(wish), motherDied(tx, pregnancy.patient_id, wish), ...wish.newborns.map((newborn, at) => newbornIssues(newborn, at, wish.bornOn, dayOf(tx, hand)))]), wish.confirmed);
  const columns = {
    born_at: new Date(bornAt).toISOString(), place: wish.place, onset: wish.onset, mode: wish.mode, caesarean_reason: wish.mode === 'caesarean' ? wish.caesareanReason : null, lie: wish.lie,
    conditions: JSON.stringify(wish.conditions), blood_loss_ml: wish.bloodLossMl, mother_outcome: wish.motherOutcome, note: wish.note === null ? null : tidyText(wish.note),
    ...robsonColumns(pregnancy, { lie: wish.lie, onset: wish.onset, newborns: wish.newborns.length }, wish.bornOn),
  };
  const id = before?.id ?? tx.newId();
  if (before) tx.update('delivery', id, columns);
  else {
    tx.insert('delivery', {
      id, patient_id: pregnancy.patient_id, pregnancy_id: pregnancy.id, encounter_id: openEncounterOf(tx, pregnancy.patient_id), ...columns,
      recorded_at: new Date(hand.now).toISOString(), recorded_by: hand.caller.personId, removed: 0,
    });
  }
  writeNewborns(tx, { id, patientId: pregnancy.patient_id }, wish.newborns);
  tx.update('pregnancy', pregnancy.id, { status: 'delivered', ended_on: wish.bornOn });
  followDeath(tx, pregnancy.patient_id, deathAtBirth(tx, before), wish.motherOutcome === 'died' ? wish.bornOn : null);
  followPregnant(tx, pregnancy.patient_id);
  return id;
}

/** The day that a birth says its mother died on. */
export const deathAtBirth = (tx: WriteDb, birth: Pick<SyncedRow<'delivery'>, 'mother_outcome' | 'born_at'> | undefined): CalendarDate | null =>
  birth?.mother_outcome === 'died' ? inZone(Date.parse(birth.born_at), clinicOf(tx).zone).date : null;

/** A person's own record follows what a birth says of their death; a death that somebody wrote down otherwise stays. */
export function followDeath(tx: WriteDb, patientId: string, said: CalendarDate | null, says: CalendarDate | null): void {
  const patient = tx.row('patient', patientId);
  if (patient && (patient.deceased_at === null || patient.deceased_at === said)) tx.update('patient', patientId, { deceased_at: says });
}

/** That she died is asked for: her own record says so from then on. */
const motherDied = (tx: WriteDb, patientId: string, wish: DeliveryDraft): Verdict => ({
  refused: [], unusual: wish.motherOutcome === 'died' && tx.row('patient', patientId)?.deceased_at === null ? [{ field: 'motherOutcome', code: 'mother-died' }] : [],
});

function birthIssues(wish: DeliveryDraft): Verdict {
  const refused: Issue[] = [];
  if (wish.onset === 'prelabour-caesarean' && wish.mode !== 'caesarean') refused.push({ field: 'onset', code: 'onset-against-mode' });
  if (wish.lie === 'transverse-oblique' && wish.mode !== 'caesarean') return { refused, unusual: [{ field: 'lie', code: 'lie-against-mode' }] };
  if (wish.mode === 'breech-vaginal' && wish.lie === 'cephalic') refused.push({ field: 'lie', code: 'lie-against-mode' });
  return { refused, unusual: [] };
}

function newbornIssues(newborn: NewbornDraft, at: number, bornOn: CalendarDate, today: CalendarDate): Verdict {
  const field = (name: string): string => `newborns.${at}.${name}`;
  const died = newborn.diedOn;
  const refused: Issue[] = [];
  if (died !== null && (compareDates(died, bornOn) < 0 || compareDates(died, today) > 0)) refused.push({ field: field('diedOn'), code: compareDates(died, bornOn) < 0 ? 'before-birth' : 'future' });
  const weight = newborn.weightG === null ? { refused: [], unusual: [] } : birthWeightVerdict(newborn.weightG, field('weightG'));
  return { refused: [...refused, ...weight.refused], unusual: weight.unusual };
}

/** Makes the newborns of a birth those given. One who is a patient by now stays. */
function writeNewborns(tx: WriteDb, { id, patientId }: { readonly id: string; readonly patientId: string }, newborns: readonly NewbornDraft[]): void {
  const stored = newbornsOf(tx, id);
  const given = new Set(newborns.map((newborn) => newborn.id));
  for (const row of stored) {
    if (given.has(row.id)) continue;
    if (row.child_id !== null) throw fail('CONFLICT', { reason: 'child-is-patient' });
    tx.update('newborn', row.id, { removed: 1 });
  }
  newborns.forEach((newborn, position) => {
    const columns = {
      position: position + 1, sex: newborn.sex, outcome: newborn.outcome, died_on: newborn.outcome === 'neonatal-death' ? newborn.diedOn : null, weight_g: newborn.weightG, length_cm: newborn.lengthCm,
      head_cm: newborn.headCm, apgar: JSON.stringify(newborn.apgar), resuscitated: newborn.resuscitated ? 1 : 0, note: newborn.note === null ? null : tidyText(newborn.note),
    } as const;
    const known = stored.find((row) => row.id === newborn.id);
    if (known) {
      tx.update('newborn', known.id, columns);
      if (known.child_id !== null) followDeath(tx, known.child_id, known.died_on, columns.died_on);
    } else tx.insert('newborn', { id: tx.newId(), patient_id: patientId, delivery_id: id, ...columns, child_id: null, removed: 0 });
  });
}

