/**
 * When a mother is seen. Sources: WHO recommendations on antenatal care for a positive pregnancy experience, 2016 (eight contacts), and
 * on maternal and newborn care for a positive postnatal experience, 2022 (four contacts); written from knowledge. A visit may name
 * another day for the next one, which then counts. spec: MAT-1
 */
import { PREGNANCY_DAYS } from '../clinical/pregnancy-dating.ts';
import { addDays, compareDates, daysBetween, type CalendarDate } from '../kit/calendar.ts';

/** Completed weeks of gestation at each contact. */
export const ANTENATAL_WEEKS = [12, 20, 26, 30, 34, 36, 38, 40] as const;
/** A visit up to this many days before a contact's week counts as that contact. */
const COUNTS_BEFORE_DAYS = 14;

export const postnatalContacts = ['24h', '3d', '7-14d', '6w'] as const;
export type PostnatalContact = (typeof postnatalContacts)[number];
/** Days after the birth: the first on which a visit counts as this contact, and the day it is due by. */
export const POSTNATAL_DAYS: Readonly<Record<PostnatalContact, { readonly from: number; readonly due: number }>> = {
  '24h': { from: 0, due: 1 }, '3d': { from: 2, due: 3 }, '7-14d': { from: 6, due: 14 }, '6w': { from: 28, due: 42 },
};
/** After this many days nobody is asked to come any more because of a birth. */
const POSTNATAL_ENDS = 90;
/** Beyond the due date by this, a pregnancy without a birth asks what became of it. */
const BIRTH_AWAITED_DAYS = 14;
/** A due date is not known: somebody booked is seen again within this many days. */
const UNDATED_DAYS = 28;

/** What a mother is to come for. */
export type Contact = { readonly kind: 'antenatal'; readonly number: number } | { readonly kind: 'birth' } | { readonly kind: 'postnatal'; readonly contact: PostnatalContact };
export interface DueContact {
  readonly on: CalendarDate;
  readonly what: Contact;
  /** Whether a visit named the day, rather than the schedule. */
  readonly agreed: boolean;
}

export interface VisitDay {
  readonly on: CalendarDate;
  readonly next: CalendarDate | null;
}

/** The day of an antenatal contact, 1 to 8. */
export const antenatalDay = (dueDate: CalendarDate, number: number): CalendarDate => addDays(dueDate, (ANTENATAL_WEEKS[number - 1] ?? 40) * 7 - PREGNANCY_DAYS);

/** The number of the contact that the schedule has next after a day. */
export function antenatalAfter(dueDate: CalendarDate, day: CalendarDate): number | null {
  const at = ANTENATAL_WEEKS.findIndex((_, index) => daysBetween(day, antenatalDay(dueDate, index + 1)) > COUNTS_BEFORE_DAYS);
  return at === -1 ? null : at + 1;
}

/** The day that the next antenatal visit would be on by the schedule; a week on once all eight are past. */
export function nextAntenatalDay(dueDate: CalendarDate | null, day: CalendarDate): CalendarDate {
  if (dueDate === null) return addDays(day, UNDATED_DAYS);
  const number = antenatalAfter(dueDate, day);
  return number === null ? addDays(day, 7) : antenatalDay(dueDate, number);
}

interface Expecting {
  readonly dueDate: CalendarDate | null;
  readonly bookedOn: CalendarDate;
  /** Antenatal visits, any order. */
  readonly visits: readonly VisitDay[];
}

/** What somebody who expects a child is to come for next. Past the due date by two weeks: the birth itself. */
export function dueWhileExpecting({ dueDate, bookedOn, visits }: Expecting, today: CalendarDate): DueContact {
  if (dueDate !== null && daysBetween(dueDate, today) > BIRTH_AWAITED_DAYS) return { on: dueDate, what: { kind: 'birth' }, agreed: false };
  const last = latest(visits);
  const number = visits.length + 1;
  if (last?.next != null) return { on: last.next, what: { kind: 'antenatal', number }, agreed: true };
  return { on: nextAntenatalDay(dueDate, last?.on ?? bookedOn), what: { kind: 'antenatal', number }, agreed: false };
}

/** Which postnatal contact a visit on a day counts as; undefined before the birth. */
export function postnatalContactOn(bornOn: CalendarDate, day: CalendarDate): PostnatalContact | undefined {
  const days = daysBetween(bornOn, day);
  return postnatalContacts.findLast((contact) => days >= POSTNATAL_DAYS[contact].from);
}

/**
 * What a mother is to come for after a birth: the contact whose time it is, else the next. Undefined once all are done or three months
 * have passed. A visit's own day for the next one goes before the schedule.
 */
export function dueAfterBirth(bornOn: CalendarDate, visits: readonly VisitDay[], today: CalendarDate): DueContact | undefined {
  if (daysBetween(bornOn, today) > POSTNATAL_ENDS) return undefined;
  const last = latest(visits);
  const contactOf = (day: CalendarDate): PostnatalContact => postnatalContactOn(bornOn, day) ?? '24h';
  if (last?.next != null && compareDates(last.next, last.on) > 0) return { on: last.next, what: { kind: 'postnatal', contact: contactOf(last.next) }, agreed: true };
  const done = new Set(visits.map(({ on }) => contactOf(on)));
  // A contact that was missed is made good by the one whose time it is now; until then it is asked for.
  const wanted = postnatalContacts.slice(postnatalContacts.indexOf(contactOf(today))).find((contact) => !done.has(contact));
  return wanted === undefined ? undefined : { on: addDays(bornOn, POSTNATAL_DAYS[wanted].due), what: { kind: 'postnatal', contact: wanted }, agreed: false };
}

const latest = (visits: readonly VisitDay[]): VisitDay | undefined =>
  visits.reduce<VisitDay | undefined>((last, visit) => (last === undefined || compareDates(visit.on, last.on) >= 0 ? visit : last), undefined);

/** Days a contact is late; 0 when it is due today or later. */
export const daysLate = ({ on }: Pick<DueContact, 'on'>, today: CalendarDate): number => Math.max(0, daysBetween(on, today));
