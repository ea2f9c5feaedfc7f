import type { DeliveryDraft, PregnancyDraft, VisitDraft } from '#domain/contract/mothers.ts';
import { addDays, type CalendarDate } from '#domain/kit/calendar.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';
import { PREGNANCY_DAYS } from '#domain/clinical/pregnancy-dating.ts';
import type { WriteDb } from '#db/door.ts';
import { lastValues } from '#db/queries/vitals.ts';
import { clinicOf } from '../api/clinic.ts';
import { writeDelivery, writePregnancy, writeVisit, type Hand } from '../api/mothers-writes.ts';
import { personWithRole } from './staff.ts';

/** A visit at so many days of gestation, or after the birth. */
interface Visit {
  readonly day: number;
  /** Kilograms above what she weighed before. */
  readonly gain?: number;
  readonly entries: Readonly<Record<string, readonly [typed: string, unit: string]>>;
  readonly urineProtein?: VisitDraft['urineProtein'];
  /** Days from the visit to the next one that was agreed. */
  readonly nextIn?: number;
}

interface Mother {
  /** Days of gestation today, or on the day of the birth. */
  readonly gestation: number;
  readonly pregnancy: Partial<PregnancyDraft>;
  readonly visits: readonly Visit[];
  /** How many days ago the child was born. */
  readonly birth?: { readonly ago: number } & Pick<DeliveryDraft, 'onset' | 'mode' | 'caesareanReason'> & { readonly weightG: number };
  readonly after?: readonly Visit[];
}

const weeks = (count: number, days = 0): number => count * 7 + days;
const pressure = (typed: string): readonly [string, string] => [typed, 'mm[Hg]'];

const MOTHERS: readonly Mother[] = [
  {
    gestation: weeks(22), pregnancy: { gravida: 1, para: 0, rhesus: 'positive', bloodGroup: 'O' },
    visits: [{ day: weeks(12), gain: 0, entries: { 'blood-pressure': pressure('112/70'), haemoglobin: ['11.6', 'g/dL'] }, urineProtein: 'negative', nextIn: 56 }],
  },
  {
    gestation: weeks(31), pregnancy: { gravida: 3, para: 2, previousCaesareans: 1, rhesus: 'positive', bloodGroup: 'A', risks: ['hypertension'] },
    visits: [
      { day: weeks(13), gain: 1, entries: { 'blood-pressure': pressure('128/82'), haemoglobin: ['10.4', 'g/dL'] }, urineProtein: 'negative' },
      { day: weeks(21), gain: 3, entries: { 'blood-pressure': pressure('132/84'), 'fundal-height': ['21', 'cm'], 'fetal-heart-rate': ['148', '/min'] }, urineProtein: 'trace' },
      { day: weeks(27), gain: 5.5, entries: { 'blood-pressure': pressure('138/86'), 'fundal-height': ['26', 'cm'], 'fetal-heart-rate': ['142', '/min'] }, urineProtein: 'trace', nextIn: 21 },
    ],
  },
  {
    gestation: weeks(37), pregnancy: { gravida: 2, para: 1, previousCaesareans: 0, rhesus: 'negative', bloodGroup: 'B' },
    visits: [
      { day: weeks(20), gain: 2.5, entries: { 'blood-pressure': pressure('106/64'), haemoglobin: ['12.1', 'g/dL'], 'fundal-height': ['20', 'cm'] }, urineProtein: 'negative' },
      { day: weeks(34), gain: 7, entries: { 'blood-pressure': pressure('110/70'), 'fundal-height': ['33', 'cm'], 'fetal-heart-rate': ['138', '/min'] }, urineProtein: 'negative', nextIn: 23 },
    ],
  },
  { gestation: weeks(16), pregnancy: { gravida: 4, para: 3, previousCaesareans: 0, rhesus: 'positive', bloodGroup: 'O' }, visits: [] },
  {
    gestation: weeks(39, 2), pregnancy: { gravida: 2, para: 1, previousCaesareans: 0, rhesus: 'positive', bloodGroup: 'A' },
    visits: [
      { day: weeks(14), gain: 0.5, entries: { 'blood-pressure': pressure('108/66'), haemoglobin: ['11.9', 'g/dL'] }, urineProtein: 'negative' },
      { day: weeks(36), gain: 6, entries: { 'blood-pressure': pressure('114/72'), 'fundal-height': ['35', 'cm'], 'fetal-heart-rate': ['140', '/min'] }, urineProtein: 'negative' },
    ],
    birth: { ago: 18, onset: 'spontaneous', mode: 'vaginal', caesareanReason: null, weightG: 3240 },
    after: [{ day: 2, entries: { 'blood-pressure': pressure('116/74') } }],
  },
  {
    gestation: weeks(38), pregnancy: { gravida: 1, para: 0, rhesus: 'positive', bloodGroup: 'AB' },
    visits: [{ day: weeks(26), gain: 4, entries: { 'blood-pressure': pressure('118/76'), 'fundal-height': ['26', 'cm'], 'fetal-heart-rate': ['150', '/min'] }, urineProtein: 'negative' }],
    birth: { ago: 33, onset: 'induced', mode: 'caesarean', caesareanReason: 'fetal-distress', weightG: 2890 },
    after: [{ day: 1, entries: { 'blood-pressure': pressure('120/78') } }, { day: 8, entries: { 'blood-pressure': pressure('118/76') } }],
  },
];
/** Of somebody who was never weighed here. */
const USUAL_WEIGHT = 60;
/** That she grows heavier is why she comes. */
const EXPECTED = ['weight:changed-since-last'];
const NO_PREGNANCY: Omit<PregnancyDraft, 'lastPeriod'> = {
  cycleDays: 28, scanOn: null, scanDays: null, transferOn: null, embryoDays: null, gravida: null, para: null, previousCaesareans: null, fetuses: 1, bloodGroup: null, rhesus: null, smoking: 'none',
  risks: [], riskNote: null,
};

/** Gives a training clinic women who expect a child and mothers who had one, some of whom should have come again by now; once. `now`: milliseconds since 1970. */
export function addTrainingMothers(tx: WriteDb, now: number): void {
  if (tx.statement('SELECT 1 FROM pregnancy LIMIT 1').get()) return;
  const { zone } = clinicOf(tx);
  const today = inZone(now, zone).date;
  const year = Number(today.slice(0, 4));
  const women = tx.statement("SELECT id FROM patient WHERE archived = 0 AND sex = 'female' AND birth_date BETWEEN ? AND ? ORDER BY number DESC LIMIT ?")
    .all(`${String(year - 36)}-01-01`, `${String(year - 20)}-01-01`, MOTHERS.length) as { id: string }[];
  const nurse = personWithRole(tx, 'nurse');
  const handOn = (day: CalendarDate): Hand => ({ now: Math.min(now, instantAt(day, '10:00', zone)), caller: { personId: nurse, permissions: new Set() }, clock: null });
  women.forEach(({ id }, place) => {
    const mother = MOTHERS[place];
    if (mother) addMother(tx, id, mother, { today, handOn });
  });
}

interface Days {
  readonly today: CalendarDate;
  handOn(day: CalendarDate): Hand;
}

/** Every day of it is written as if that day were today. */
function addMother(tx: WriteDb, patientId: string, { gestation, pregnancy, visits, birth, after = [] }: Mother, { today, handOn }: Days): void {
  const bornOn = addDays(today, -(birth?.ago ?? 0));
  const lastPeriod = addDays(bornOn, -gestation);
  const bookedOn = addDays(lastPeriod, visits[0]?.day ?? gestation - 7);
  const pregnancyId = writePregnancy(tx, handOn(bookedOn), { ...NO_PREGNANCY, ...pregnancy, lastPeriod, patientId, confirmed: [] });
  const weighed = lastValues(tx, patientId)['weight'] ?? USUAL_WEIGHT;
  const write = (kind: VisitDraft['kind'], { day, gain, entries, urineProtein = null, nextIn }: Visit, from: CalendarDate): void => {
    const visitedOn = addDays(from, day);
    writeVisit(tx, handOn(visitedOn), {
      kind, pregnancyId, visitedOn, entries: Object.entries({ ...entries, ...(gain !== undefined && { weight: [(weighed + gain).toFixed(1), 'kg'] as const }) }).map(([code, [typed, unit]]) => ({ code, typed, unit })), urineProtein, urineGlucose: null,
      presentation: kind === 'antenatal' && day > PREGNANCY_DAYS - weeks(6) ? 'cephalic' : null, dangers: [], tetanusDose: null, ironDays: kind === 'antenatal' ? 30 : null, children: [],
      feeding: kind === 'postnatal' ? 'exclusive' : null, contraception: null, nextOn: nextIn === undefined ? null : addDays(visitedOn, nextIn), note: null, confirmed: EXPECTED,
    });
  };
  for (const visit of visits) write('antenatal', visit, lastPeriod);
  if (!birth) return;
  writeDelivery(tx, handOn(addDays(bornOn, 1)), {
    pregnancyId, bornOn, bornTime: '04:20', place: 'here', onset: birth.onset, mode: birth.mode, caesareanReason: birth.caesareanReason, lie: 'cephalic', conditions: [], bloodLossMl: 300,
    motherOutcome: 'well', note: null, confirmed: [],
    newborns: [{ sex: 'female', outcome: 'live', diedOn: null, weightG: birth.weightG, lengthCm: 49, headCm: 34, apgar: {}, resuscitated: false, note: null }],
  });
  for (const visit of after) write('postnatal', visit, bornOn);
}
