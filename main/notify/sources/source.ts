import type { NotifySettings } from '#domain/contract/notifications.ts';
import { dateOfWall, instantOfWall, wallAt, wallNow } from '#domain/calendar/wall.ts';
import { addDays, type CalendarDate } from '#domain/kit/calendar.ts';
import type { NotificationEvent } from '#domain/notifications/events.ts';
import type { Values } from '#domain/notifications/template.ts';
import type { ActiveRule } from '#db/queries/notifications.ts';
import type { ReadDb } from '#db/read.ts';

/** What a source is asked about: the store, the present instant, the clinic's clock and choices. */
export interface Place {
  readonly db: ReadDb;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly zone: string;
  readonly clinicName: string;
  /** The clinic's languages, its own first. */
  readonly languages: readonly string[];
  readonly settings: NotifySettings;
}

/** Something that somebody is to be told. With the event and the channel it names one message for ever. */
export interface Candidate {
  readonly subjectId: string;
  /** Which state of the subject is told: a reminder of another time is another one. */
  readonly about: string;
  readonly patientId: string | null;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  /** After this it helps nobody; null when it always does. */
  readonly untilAt: number | null;
}

/** What a message can say, once it is due. */
export interface Facts {
  /** Of whoever is no patient here yet. */
  readonly name: string;
  /** A number given for this alone; null where the patient's own counts. */
  readonly phone: string | null;
  readonly values: (language: string) => Values;
}

export interface Source {
  readonly events: readonly NotificationEvent[];
  /** What falls due until `horizon` (milliseconds since 1970). Every PC finds the same. */
  readonly plan: (place: Place, rule: ActiveRule, horizon: number) => Candidate[];
  /** Undefined when there is nothing to tell any more. */
  readonly facts: (place: Place, event: NotificationEvent, of: Pick<Candidate, 'subjectId' | 'about' | 'patientId'>) => Facts | undefined;
}

/** What happened longer ago is not told any more: the PC that sends was away. */
export const OLDEST_MS = 3 * 24 * 60 * 60_000;

/** The instant from which a rule looks, for events that are told when they happen. */
export const sinceOf = ({ now }: Place, rule: ActiveRule): string => {
  const oldest = new Date(now - OLDEST_MS).toISOString();
  return rule.since > oldest ? rule.since : oldest;
};

export const dayOf = ({ zone }: Place, at: number): CalendarDate => dateOfWall(wallNow(at, zone));

/** The instant of a day at which its reminders are due. */
export const instantOfDay = ({ zone, settings }: Place, day: CalendarDate): number => instantOfWall(wallAt(day, settings.dayMinute), zone);

export const dayText = (day: CalendarDate, language: string): string =>
  formatter(language, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(`${day}T12:00:00Z`));

/** A time of the clinic's clock, `HH:MM`, as it is written in a language. */
export const timeText = (time: string, language: string): string =>
  formatter(language, { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' }).format(Date.parse(`2000-01-01T${time}:00Z`));

/** Digits are Western everywhere in the program, and dates of the Gregorian calendar. */
export const tagOf = (language: string): string => `${language}-u-nu-latn-ca-gregory`;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tagOf(language), options);
  formatters.set(key, made);
  return made;
}

/** Days by which what was planned too late is still looked at. */
export const DAYS_BACK = 7;

/** Whether something due on a day, by a rule's days before it, falls due now or until the horizon; never what was due before the rule was. */
export function dueByDay(place: Place, rule: ActiveRule, day: CalendarDate, horizon: number): number | undefined {
  const due = instantOfDay(place, addDays(day, -rule.lead_minutes / 1440));
  return due <= horizon && due >= Date.parse(rule.since) && due >= place.now - DAYS_BACK * 24 * 60 * 60_000 ? due : undefined;
}
