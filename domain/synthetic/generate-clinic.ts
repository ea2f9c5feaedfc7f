import { dayNumber, fromDayNumber } from '../kit/calendar.ts';
import type { ImportedEncounter, ImportedObservation, ImportedPatient, ImportedReaction, ImportedRecord } from '../exchange/records.ts';
import { makeBody } from './body.ts';
import type { Body } from './body.ts';
import { cultureNames } from './cultures.ts';
import type { CultureName } from './cultures.ts';
import { makeHousehold } from './household.ts';
import type { Household, Member } from './household.ts';
import { Seeded } from './seeded.ts';
import { drawReason } from './visit-reasons.ts';
import { takeVitals } from './vitals.ts';

export interface ClinicPlan {
  readonly seed: number;
  readonly patients: number;
  /** First and last day with visits, `YYYY-MM-DD`. Ages are as on the last. */
  readonly from: string;
  readonly to: string;
  /** Shares of the cultures people come from; all alike when left out. */
  readonly mix?: Partial<Readonly<Record<CultureName, number>>>;
  /** The clinic's distance from UTC, so that visits fall into its opening hours. */
  readonly offsetMinutes?: number;
}

/** A clinic for training and demonstrations. */
export const TRAINING_PATIENTS = 500;
/** Issuer of the identifiers of invented patients. */
export const SYNTHETIC = 'urn:daybook:synthetic';

const SOURCE = 'synthetic';

/**
 * An invented clinic, record by record: each patient is followed by their visits, each visit by its vital signs.
 * Nothing is kept, so a million patients need no more memory than one; the same plan always gives the same records.
 */
export function* generateClinic(plan: ClinicPlan): Generator<ImportedRecord> {
  const shares = cultureNames.map((name) => (plan.mix ? (plan.mix[name] ?? 0) : 1));
  let made = 0;
  for (let nth = 0; made < plan.patients; nth += 1) {
    const random = new Seeded(plan.seed, nth);
    const culture = cultureNames[random.weighted(shares)] ?? 'english';
    const household = makeHousehold(random, culture, plan.to, plan.patients - made);
    for (const member of household.members) {
      const body = makeBody(random, member);
      const patient = makePatient(random, plan, household, member, made);
      yield { kind: 'patient', patient };
      yield* history(random, plan, member, body, patient.key);
      made += 1;
    }
  }
}

const ALLERGIES: readonly [ImportedReaction, ...ImportedReaction[]] = [
  { substance: 'Penicillin', reaction: 'Rash' }, { substance: 'Sulfonamides', reaction: 'Rash' }, { substance: 'Aspirin', reaction: 'Wheezing' },
  { substance: 'Peanuts', reaction: 'Swelling' }, { substance: 'Latex', reaction: 'Itching' }, { substance: 'Bee sting', reaction: 'Swelling' },
];

function makePatient(random: Seeded, { seed, to }: ClinicPlan, household: Household, member: Member, nth: number): ImportedPatient {
  const { culture, members, phone, address, district } = household;
  const child = member.ageYears < 16;
  const other = members.find((one) => one !== member && one.ageYears >= 18);
  const ownPhone = !child && random.chance(0.25);
  return {
    key: `${SYNTHETIC}:${seed}:${nth}`, identifiers: [{ system: SYNTHETIC, value: `${seed}-${nth}` }],
    name: member.name, birthDate: member.birthDate > to ? to : member.birthDate, birthEstimated: member.birthEstimated, sex: member.sex,
    phone: random.chance(0.12) ? null : ownPhone ? phone.replace(/\d{3}$/, String(100 + random.below(900))) : phone,
    email: null, address, district, state: culture.state, language: culture.language,
    payer: random.chance(0.3) ? 'Community health fund' : null, policyNumber: null,
    contacts: other && (child || random.chance(0.3)) ? [{ name: other.name, relation: child ? 'Parent' : 'Family', phone }] : [],
    allergies: random.chance(0.08) ? [random.pick(ALLERGIES)] : [],
  };
}

/** Visits a year by age: small children and the old come most. */
const visitsAYear = (age: number): number => (age < 2 ? 3 : age < 5 ? 1.8 : age < 15 ? 0.6 : age < 45 ? 0.8 : age < 65 ? 1.2 : 1.8);

function* history(random: Seeded, plan: ClinicPlan, member: Member, body: Body, patientKey: string): Generator<ImportedRecord> {
  const [first, last, born] = [dayNumber(plan.from), dayNumber(plan.to), dayNumber(member.birthDate)];
  const start = Math.max(first, born);
  const years = Math.max(0, last - start) / 365.25;
  const chronic = body.hypertension || body.diabetes || body.lungs;
  const count = Math.min(60, random.poisson(Math.min(30, years * (visitsAYear(member.ageYears) + (chronic ? 2.5 : 0)))) + (random.chance(0.5) ? 1 : 0));
  const days = Array.from({ length: count }, () => openDay(start + random.below(last - start + 1), start)).sort((a, b) => a - b);
  for (const [nth, day] of days.entries()) {
    const reason = drawReason(random, (day - born) / 365.25, member.sex, day % 365.2425, body);
    const { startedAt, endedAt, takenAt } = times(random, day, plan.offsetMinutes ?? 0);
    const key = `${patientKey}:${nth}`;
    const encounter: ImportedEncounter = {
      key, patientKey, startedAt, endedAt, status: 'finished', classCode: 'AMB', title: reason.text, reason: reason.text, source: SOURCE,
    };
    yield { kind: 'encounter', encounter };
    for (const [code, loinc, value, unit] of takeVitals(random, member, body, reason, (day - born) / 365.25, nth)) {
      const observation: ImportedObservation = {
        key: `${key}:${code}`, patientKey, encounterKey: key, code, loinc, value, text: null, unit, takenAt, source: SOURCE,
      };
      yield { kind: 'observation', observation };
    }
  }
}

/** Sundays are closed: those who would have come, come the day before. 1970-01-01 was a Thursday. */
const openDay = (day: number, first: number): number => ((day + 4) % 7 === 0 && day > first ? day - 1 : day);

/** Most come in the morning, between 8 and 16. */
function times(random: Seeded, day: number, offset: number): { startedAt: string; takenAt: string; endedAt: string } {
  const minute = Math.floor(8 * 60 + (random.next() + random.next() * random.next()) * 240) - offset;
  const wait = 5 + random.below(40);
  return { startedAt: instant(day, minute), takenAt: instant(day, minute + wait), endedAt: instant(day, minute + wait + 10 + random.below(50)) };
}

function instant(day: number, minute: number): string {
  const shift = Math.floor(minute / 1440);
  const within = minute - shift * 1440;
  const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
  return `${fromDayNumber(day + shift)}T${two(Math.floor(within / 60))}:${two(within % 60)}:00.000Z`;
}
