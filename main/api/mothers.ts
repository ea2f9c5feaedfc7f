import type { Contract } from '#domain/contract/contract.ts';
import type { MissedVisit, ReportBirth } from '#domain/contract/mothers.ts';
import { done } from '#domain/contract/shapes.ts';
import { addDays, compareDates, daysBetween } from '#domain/kit/calendar.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';
import { gestationDays } from '#domain/mothers/dating.ts';
import { risksOf } from '#domain/mothers/risks.ts';
import { birthOfChild, birthsBetween, deliveriesOf, newbornsOf, pregnanciesToFollow, visitsOfPregnancy, type BornRow } from '#db/queries/mothers.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { ReadDb } from '#db/read.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { registerNewborn } from './mothers-child.ts';
import { markOthers } from './mothers-measures.ts';
import { nextContact, pregnanciesOf } from './mothers-view.ts';
import { deathAtBirth, followDeath, followPregnant, rowOf, writeDelivery, writePregnancy, writeVisit, type Hand } from './mothers-writes.ts';
import { patientOf } from './patients.ts';

/** Women to follow at most, and births of one report. */
const MOST_FOLLOWED = 5000;
const MOST_BIRTHS = 5000;
/** Births are followed for so long. */
const FOLLOWED_DAYS = 90;

/** Pregnancies, visits before and after birth, births. */
export function mothersHandlers(desk: DeskParts): Handlers<Contract['mothers']> {
  const hand = ({ now, caller }: Pick<Hand, 'now' | 'caller'>): Hand => ({ now, caller, clock: keptClock(desk) });
  return {
    record: (call, { patientId }) => {
      const patient = patientOf(call.read, patientId);
      const clinic = clinicOf(call.read);
      const birth = birthOfChild(call.read, patientId);
      return {
        pregnancies: pregnanciesOf(call.read, { patientId, birthDate: patient.birthDate, zone: clinic.zone, today: inZone(call.now, clinic.zone).date, altitude: clinic.altitudeM }),
        child: birth ? { motherId: birth.motherId, motherName: birth.motherName, bornAt: birth.bornAt, gestation: gestationDays(birth.dueDate, inZone(Date.parse(birth.bornAt), clinic.zone).date) } : null,
      };
    },
    savePregnancy: (call, { commandId: _, ...wish }) => call.write((tx) => ({ id: writePregnancy(tx, hand(call), wish) })),
    endPregnancy: (call, { pregnancyId, endedOn, endKind, endNote }) => call.write((tx) => {
      const pregnancy = rowOf(tx, 'pregnancy', pregnancyId);
      if (pregnancy.status === 'delivered') throw fail('CONFLICT', { reason: 'birth-recorded' });
      const today = inZone(call.now, clinicOf(tx).zone).date;
      if (compareDates(endedOn, today) > 0) throw invalid('endedOn', 'future');
      if (pregnancy.due_date !== null && daysBetween(endedOn, pregnancy.due_date) > 280) throw invalid('endedOn', 'before-conception');
      tx.update('pregnancy', pregnancyId, { status: 'ended', ended_on: endedOn, end_kind: endKind, end_note: endNote === null ? null : tidyText(endNote) });
      followPregnant(tx, pregnancy.patient_id);
      return done;
    }),
    removePregnancy: (call, { pregnancyId }) => call.write((tx) => {
      const pregnancy = rowOf(tx, 'pregnancy', pregnancyId);
      if (deliveriesOf(tx, pregnancyId).length > 0 || visitsOfPregnancy(tx, pregnancyId).length > 0) throw fail('CONFLICT', { reason: 'pregnancy-in-use' });
      tx.update('pregnancy', pregnancyId, { removed: 1 });
      followPregnant(tx, pregnancy.patient_id);
      return done;
    }),
    saveVisit: (call, { commandId: _, ...wish }) => call.write((tx) => ({ id: writeVisit(tx, hand(call), wish) })),
    removeVisit: (call, { visitId }) => call.write((tx) => {
      const visit = rowOf(tx, 'maternity_visit', visitId);
      tx.update('maternity_visit', visitId, { removed: 1 });
      const children = JSON.parse(visit.children) as { newbornId: string; setId: string | null }[];
      const mark = (patientId: string, setId: string | null): void => { if (setId !== null) markOthers(tx, call, { patientId, setId, reason: 'visit-removed' }, new Set()); };
      mark(visit.patient_id, visit.set_id);
      for (const { newbornId, setId } of children) mark(tx.row('newborn', newbornId)?.child_id ?? '', setId);
      return done;
    }),
    saveDelivery: (call, { commandId: _, ...wish }) => call.write((tx) => ({ id: writeDelivery(tx, hand(call), wish) })),
    removeDelivery: (call, { deliveryId }) => call.write((tx) => {
      const delivery = rowOf(tx, 'delivery', deliveryId);
      const newborns = newbornsOf(tx, deliveryId);
      if (newborns.some(({ child_id }) => child_id !== null)) throw fail('CONFLICT', { reason: 'child-is-patient' });
      for (const { id } of newborns) tx.update('newborn', id, { removed: 1 });
      tx.update('delivery', deliveryId, { removed: 1 });
      followDeath(tx, delivery.patient_id, deathAtBirth(tx, delivery), null);
      if (deliveriesOf(tx, delivery.pregnancy_id).length === 0) tx.update('pregnancy', delivery.pregnancy_id, { status: 'ongoing', ended_on: null });
      followPregnant(tx, delivery.patient_id);
      return done;
    }),
    registerNewborn: (call, { newbornId, name, relation }) => call.write((tx) => ({ patientId: registerNewborn(tx, hand(call), { newbornId, name, relation }) })),
    missed: (call, { withinDays }) => {
      const today = inZone(call.now, clinicOf(call.read).zone).date;
      return { today, missed: missedVisits(call.read, today, withinDays) };
    },
    report: (call, { from, to }) => {
      const { zone } = clinicOf(call.read);
      const born = birthsBetween(call.read, new Date(instantAt(from, '00:00', zone)).toISOString(), new Date(instantAt(addDays(to, 1), '00:00', zone)).toISOString(), MOST_BIRTHS + 1);
      return { births: born.slice(0, MOST_BIRTHS).map((row) => reportBirth(call.read, row, zone)), whole: born.length <= MOST_BIRTHS };
    },
  };
}

/** Who should have come by a day, those who are latest first. */
function missedVisits(db: ReadDb, today: string, withinDays: number): MissedVisit[] {
  const { zone } = clinicOf(db);
  const since = new Date(instantAt(addDays(today, -FOLLOWED_DAYS), '00:00', zone)).toISOString();
  const until = addDays(today, withinDays);
  return pregnanciesToFollow(db, since, MOST_FOLLOWED).flatMap(({ pregnancy, patient, bornAt }): MissedVisit[] => {
    const visits = visitsOfPregnancy(db, pregnancy.id).map(({ kind, visited_on, next_on }) => ({ kind, visitedOn: visited_on, nextOn: next_on }));
    const bornOn = bornAt === null ? null : inZone(Date.parse(bornAt), zone).date;
    const next = nextContact(pregnancy, visits, bornOn, undefined, today);
    // Due on a day still to come, she has missed nothing; on the day itself she may yet come.
    if (!next || (next.daysLate === 0 && (withinDays === 0 || compareDates(next.on, until) > 0))) return [];
    const last = visits.reduce<string | null>((latest, { visitedOn }) => (latest === null || compareDates(visitedOn, latest) > 0 ? visitedOn : latest), null);
    const derived = risksOf({ birthDate: patient.birthDate, on: pregnancy.due_date ?? pregnancy.booked_on, para: pregnancy.para, fetuses: pregnancy.fetuses, previousCaesareans: pregnancy.previous_caesareans, rhesus: pregnancy.rhesus, smoking: pregnancy.smoking });
    return [{ patient, pregnancyId: pregnancy.id, dueDate: pregnancy.due_date, bornOn, next, lastVisitOn: last, risks: derived.length + (JSON.parse(pregnancy.risks) as string[]).length }];
  }).sort((a, b) => b.next.daysLate - a.next.daysLate || compareDates(a.next.on, b.next.on));
}

function reportBirth(db: ReadDb, { delivery, pregnancy, name, number, birth_date }: BornRow, zone: string): ReportBirth {
  const bornOn = inZone(Date.parse(delivery.born_at), zone).date;
  const visits = visitsOfPregnancy(db, pregnancy.id);
  const firstOf = (kind: string): string | null => visits.filter((visit) => visit.kind === kind).map(({ visited_on }) => visited_on).sort(compareDates)[0] ?? null;
  const [first, after] = [firstOf('antenatal'), firstOf('postnatal')];
  const derived = risksOf({ birthDate: birth_date, on: bornOn, para: pregnancy.para, fetuses: pregnancy.fetuses, previousCaesareans: pregnancy.previous_caesareans, rhesus: pregnancy.rhesus, smoking: pregnancy.smoking });
  return {
    deliveryId: delivery.id, patientId: delivery.patient_id, name, number, bornOn, mode: delivery.mode as ReportBirth['mode'],
    conditions: [
      ...(JSON.parse(pregnancy.risks) as string[]).map((risk) => `risk.${risk}`), ...derived.map((risk) => `derived.${risk}`),
      ...(JSON.parse(delivery.conditions) as string[]).map((condition) => `condition.${condition}`),
    ],
    gestation: gestationDays(pregnancy.due_date, bornOn), contacts: visits.filter(({ kind }) => kind === 'antenatal').length,
    firstContact: first === null ? null : gestationDays(pregnancy.due_date, first), postnatalContacts: visits.filter(({ kind }) => kind === 'postnatal').length,
    firstPostnatal: after === null ? null : daysBetween(bornOn, after), motherOutcome: delivery.mother_outcome, robson: delivery.robson as ReportBirth['robson'],
    babies: newbornsOf(db, delivery.id).map(({ outcome, weight_g }) => ({ outcome: outcome as ReportBirth['babies'][number]['outcome'], grams: weight_g })),
  };
}
