import { anaemia } from '#domain/clinical/anaemia.ts';
import { apgar, type ApgarInputs } from '#domain/clinical/apgar.ts';
import { gestationOn } from '#domain/clinical/pregnancy-dating.ts';
import { robson, ROBSON, type RobsonInputs } from '#domain/clinical/robson.ts';
import type { AnaemiaView, Delivery, MaternityVisit, Newborn, NextContact, Pregnancy, PregnancyMeasure } from '#domain/contract/mothers.ts';
import { addDays, ageInMonths, compareDates, daysBetween, type CalendarDate } from '#domain/kit/calendar.ts';
import { inZone } from '#domain/kit/time.ts';
import { dueAfterBirth, dueWhileExpecting, daysLate, postnatalContactOn, type DueContact } from '#domain/mothers/contacts.ts';
import { datePregnancy, gestationDays } from '#domain/mothers/dating.ts';
import { risksOf } from '#domain/mothers/risks.ts';
import { apgarMinutes, type SmokingAmount } from '#domain/mothers/words.ts';
import { measuresOfCodes, measuresOfSets, mothersRows, personName, type MeasureRow, type MothersRows, type Named, type NewbornRow } from '#db/queries/mothers.ts';
import { versionOf } from '#db/queries/patients.ts';
import type { ReadDb } from '#db/read.ts';

/** What the view of a woman's pregnancies depends on beside their rows. */
export interface Reading {
  readonly patientId: string;
  readonly birthDate: CalendarDate | null;
  readonly zone: string;
  readonly today: CalendarDate;
  /** Metres; null where nobody has said. */
  readonly altitude: number | null;
}

/** Weight and haemoglobin count as of the pregnancy until this many days after the birth. */
const FOLLOWED_AFTER_DAYS = 56;
const GROWN_MONTHS = 12 * 20;

/** All pregnancies of a woman as the chart shows them, newest first. */
export function pregnanciesOf(db: ReadDb, reading: Reading): Pregnancy[] {
  const rows = mothersRows(db, reading.patientId);
  const sets = groupBy(measuresOfSets(db, reading.patientId, rows.visits.flatMap(({ set_id }) => set_id ?? [])), ({ set_id }) => set_id ?? '');
  const followed = rows.pregnancies.length === 0 ? [] : measuresOfCodes(db, reading.patientId, ['weight', 'haemoglobin']);
  return rows.pregnancies.map((row) => new PregnancyView(db, row, rows, reading).made(sets, followed))
    .sort((a, b) => compareDates(startOf(b), startOf(a)));
}

const startOf = ({ dueDate, bookedOn }: Pregnancy): CalendarDate => dueDate ?? bookedOn;

class PregnancyView {
  readonly #db: ReadDb;
  readonly #row: Named<'pregnancy'>;
  readonly #rows: MothersRows;
  readonly #reading: Reading;
  readonly #delivery: Named<'delivery'> | undefined;
  readonly #bornOn: CalendarDate | null;

  constructor(db: ReadDb, row: Named<'pregnancy'>, rows: MothersRows, reading: Reading) {
    this.#db = db;
    this.#row = row;
    this.#rows = rows;
    this.#reading = reading;
    this.#delivery = rows.deliveries.findLast(({ pregnancy_id }) => pregnancy_id === row.id);
    this.#bornOn = this.#delivery ? inZone(Date.parse(this.#delivery.born_at), reading.zone).date : null;
  }

  made(sets: ReadonlyMap<string, readonly MeasureRow[]>, followed: readonly MeasureRow[]): Pregnancy {
    const row = this.#row;
    const facts = datingFacts(row);
    const dating = datePregnancy(facts, this.#reading.today);
    const visits = this.#rows.visits.filter(({ pregnancy_id }) => pregnancy_id === row.id).map((visit) => this.#visit(visit, sets.get(visit.set_id ?? '') ?? []))
      .sort((a, b) => compareDates(a.visitedOn, b.visitedOn));
    const gestation = row.status === 'ongoing' && row.due_date !== null ? gestationOn(row.due_date, this.#reading.today) : undefined;
    return {
      ...facts, id: row.id, status: row.status as Pregnancy['status'], bookedOn: row.booked_on, gravida: row.gravida, para: row.para,
      previousCaesareans: row.previous_caesareans, fetuses: row.fetuses, bloodGroup: row.blood_group as Pregnancy['bloodGroup'],
      rhesus: row.rhesus as Pregnancy['rhesus'], smoking: row.smoking as Pregnancy['smoking'], risks: JSON.parse(row.risks) as Pregnancy['risks'], riskNote: row.risk_note,
      dueDate: row.due_date, dueMethod: row.due_method as Pregnancy['dueMethod'], datedAt: row.dated_at, datedBy: row.dated_by === null ? null : personName(this.#db, row.dated_by),
      dating: dating.ok ? { byLastPeriod: dating.value.byLastPeriod, byScan: dating.value.byScan, differs: dating.value.differs, allowed: dating.value.allowed } : { byLastPeriod: null, byScan: null, differs: null, allowed: null },
      gestation: gestation?.ok === true ? gestation.value : null,
      derived: [...risksOf({ birthDate: this.#reading.birthDate, on: row.due_date ?? row.booked_on, para: row.para, fetuses: row.fetuses, previousCaesareans: row.previous_caesareans, rhesus: row.rhesus, smoking: row.smoking })],
      endedOn: row.ended_on, endKind: row.end_kind as Pregnancy['endKind'], endNote: row.end_note,
      visits, births: this.#rows.deliveries.filter(({ pregnancy_id }) => pregnancy_id === row.id).length, delivery: this.#delivery ? deliveryOf(this.#delivery, this.#rows.newborns, row.due_date, this.#reading.zone) : null,
      next: nextContact(row, visits, this.#bornOn, this.#delivery?.mother_outcome, this.#reading.today), measures: this.#measures(followed),
      recordedAt: row.recorded_at, recordedBy: row.by_name, version: versionOf(row),
    };
  }

  #visit(row: Named<'maternity_visit'>, measures: readonly MeasureRow[]): MaternityVisit {
    const haemoglobin = measures.find(({ code }) => code === 'haemoglobin');
    const postnatal = row.kind === 'postnatal' && this.#bornOn !== null;
    return {
      id: row.id, kind: row.kind as MaternityVisit['kind'], visitedOn: row.visited_on, gestation: postnatal ? null : gestationDays(this.#row.due_date, row.visited_on),
      daysAfterBirth: postnatal ? daysBetween(this.#bornOn, row.visited_on) : null, contact: postnatal ? (postnatalContactOn(this.#bornOn, row.visited_on) ?? null) : null,
      values: Object.fromEntries(measures.map(({ code, value, text, unit, typed_value, typed_unit }) => [code, { value, text, unit, typed: typed_value, typedUnit: typed_unit }])),
      anaemia: haemoglobin ? this.#anaemia(haemoglobin, row.visited_on) : null, presentation: row.presentation as MaternityVisit['presentation'],
      dangers: JSON.parse(row.dangers) as MaternityVisit['dangers'], tetanusDose: row.tetanus_dose, ironDays: row.iron_days,
      children: JSON.parse(row.children) as MaternityVisit['children'], feeding: row.feeding as MaternityVisit['feeding'],
      contraception: row.contraception as MaternityVisit['contraception'], nextOn: row.next_on, note: row.note, recordedAt: row.recorded_at, recordedBy: row.by_name, version: versionOf(row),
    };
  }

  /** Of a haemoglobin in the course of this pregnancy, or after it. */
  #anaemia({ value, unit }: MeasureRow, on: CalendarDate): AnaemiaView | null {
    if (value === null) return null;
    const { birthDate, altitude } = this.#reading;
    const pregnant = this.#bornOn === null || compareDates(on, this.#bornOn) < 0;
    const gestation = this.#row.due_date === null ? undefined : gestationOn(this.#row.due_date, on);
    const result = anaemia({
      // The limits of women who are not pregnant are one from 12 years on: an age that is not known changes nothing.
      haemoglobin: Number((unit === 'g/dL' ? value * 10 : value).toPrecision(12)), ageMonths: birthDate === null ? GROWN_MONTHS : ageInMonths(birthDate, on), sex: 'female', pregnant,
      trimester: pregnant && gestation?.ok === true ? gestation.value.trimester : undefined, elevation: altitude ?? undefined, smoking: (this.#row.smoking ?? undefined) as SmokingAmount | undefined,
    });
    const { haemoglobin: measured = 0, elevation = 0, smoking = 0 } = result.parts;
    return { rule: result.rule, version: result.version, band: result.band, group: result.group, measured, adjusted: result.value, takenOff: { elevation, smoking }, notKnown: [...result.notKnown] };
  }

  #measures(followed: readonly MeasureRow[]): PregnancyMeasure[] {
    const first = this.#row.due_date === null ? this.#row.booked_on : addDays(this.#row.due_date, -280);
    const last = this.#bornOn === null ? (this.#row.ended_on ?? this.#reading.today) : addDays(this.#bornOn, FOLLOWED_AFTER_DAYS);
    return followed.flatMap((row) => {
      const on = inZone(Date.parse(row.taken_at), this.#reading.zone).date;
      if (row.value === null || compareDates(on, first) < 0 || compareDates(on, last) > 0) return [];
      const code = row.code as PregnancyMeasure['code'];
      return [{ code, takenAt: row.taken_at, value: row.value, unit: row.unit, band: code === 'haemoglobin' ? (this.#anaemia(row, on)?.band ?? null) : null }];
    });
  }
}

/** The parts that date a pregnancy, as stored. */
export const datingFacts = (row: Pick<Named<'pregnancy'>, 'last_period' | 'cycle_days' | 'scan_on' | 'scan_days' | 'transfer_on' | 'embryo_days'>) => ({
  lastPeriod: row.last_period, cycleDays: row.cycle_days, scanOn: row.scan_on, scanDays: row.scan_days, transferOn: row.transfer_on, embryoDays: row.embryo_days,
});

interface VisitDays { readonly kind: string; readonly visitedOn: CalendarDate; readonly nextOn: CalendarDate | null }

/** What she is to come for next; null when the pregnancy is over and everything is done. */
export function nextContact(
  pregnancy: { readonly status: string; readonly due_date: CalendarDate | null; readonly booked_on: CalendarDate }, visits: readonly VisitDays[], bornOn: CalendarDate | null,
  motherOutcome: string | undefined, today: CalendarDate,
): NextContact | null {
  const days = (kind: string) => visits.filter((visit) => visit.kind === kind).map(({ visitedOn, nextOn }) => ({ on: visitedOn, next: nextOn }));
  if (bornOn !== null) return motherOutcome === 'died' ? null : asNext(dueAfterBirth(bornOn, days('postnatal'), today), today);
  return pregnancy.status === 'ongoing' ? asNext(dueWhileExpecting({ dueDate: pregnancy.due_date, bookedOn: pregnancy.booked_on, visits: days('antenatal') }, today), today) : null;
}

function asNext(due: DueContact | undefined, today: CalendarDate): NextContact | null {
  if (!due) return null;
  const { what, on, agreed } = due;
  return {
    kind: what.kind, number: what.kind === 'antenatal' ? what.number : null, contact: what.kind === 'postnatal' ? what.contact : null, on, agreed, daysLate: daysLate(due, today),
  };
}

function deliveryOf(row: Named<'delivery'>, newborns: readonly NewbornRow[], dueDate: CalendarDate | null, zone: string): Delivery {
  const born = inZone(Date.parse(row.born_at), zone);
  const inputs = JSON.parse(row.robson_inputs) as RobsonInputs;
  const classed = robson(inputs);
  return {
    id: row.id, bornAt: row.born_at, bornOn: born.date, bornTime: born.time, gestation: gestationDays(dueDate, born.date), place: row.place as Delivery['place'],
    onset: row.onset as Delivery['onset'], mode: row.mode as Delivery['mode'], caesareanReason: row.caesarean_reason as Delivery['caesareanReason'], lie: row.lie as Delivery['lie'],
    conditions: JSON.parse(row.conditions) as Delivery['conditions'], bloodLossMl: row.blood_loss_ml, motherOutcome: row.mother_outcome as Delivery['motherOutcome'], note: row.note,
    newborns: newborns.filter(({ delivery_id }) => delivery_id === row.id).map(newbornOf),
    robson: {
      group: row.robson as Delivery['robson']['group'], version: row.robson_version ?? ROBSON.version,
      inputs: Object.fromEntries(Object.entries(inputs).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== null)), missing: [...classed.missing],
    },
    recordedAt: row.recorded_at, recordedBy: row.by_name, version: versionOf(row),
  };
}

function newbornOf(row: NewbornRow): Newborn {
  const scores = JSON.parse(row.apgar) as Newborn['apgar'];
  const totals = Object.fromEntries(apgarMinutes.flatMap((minute) => {
    const parts = scores[minute];
    if (!parts) return [];
    const { total, band, atLeast } = apgar(Object.fromEntries(Object.entries(parts).map(([part, points]) => [part, points ?? undefined])) as ApgarInputs);
    return [[minute, { total, band: band ?? atLeast }]];
  })) as Newborn['totals'];
  return {
    id: row.id, position: row.position, sex: row.sex as Newborn['sex'], outcome: row.outcome as Newborn['outcome'], diedOn: row.died_on, weightG: row.weight_g, lengthCm: row.length_cm,
    headCm: row.head_cm, apgar: scores, totals, resuscitated: row.resuscitated === 1, note: row.note, childId: row.child_id, childName: row.child_name,
  };
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
