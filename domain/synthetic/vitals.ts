import { heightAt, weightAt } from './body.ts';
import type { Body } from './body.ts';
import type { Member } from './household.ts';
import type { Seeded } from './seeded.ts';
import type { Reason } from './visit-reasons.ts';

/** One measured value in the unit it is stored in. */
export type Taken = readonly [code: string, loinc: string, value: number, unit: string];

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** Middle heart and breathing rates of children by age in years, then of adults. Rounded from common paediatric tables. */
function restingRates(age: number): readonly [heart: number, breath: number] {
  if (age < 1) return [135, 40];
  if (age < 3) return [118, 30];
  if (age < 6) return [104, 25];
  if (age < 12) return [90, 21];
  return age < 18 ? [80, 18] : [74, 16];
}

/**
 * The vital signs of one visit. Fever drives heart and breathing, weight drives blood pressure, and treatment moves
 * long illnesses from visit to visit.
 * @param age in years at the visit
 * @param nth visits of this person so far
 */
export function takeVitals(random: Seeded, { sex }: Pick<Member, 'sex'>, body: Body, reason: Reason, age: number, nth: number): Taken[] {
  const taken: Taken[] = [];
  const temperature = random.normal(36.7, 0.25) + (reason.fever === undefined ? 0 : random.normal(reason.fever, 0.5));
  const warm = Math.max(0, temperature - 37.2);
  const [heart, breath] = restingRates(age);
  taken.push(['temperature', '8310-5', round(within(35.2, temperature, 41.2), 1), 'Cel']);
  taken.push(['heart-rate', '8867-4', Math.round(within(48, random.normal(heart, 7) + warm * 10, 210)), '/min']);
  const lost = reason.breathless ?? 0;
  if (age < 5 || lost > 0 || random.chance(0.5)) {
    taken.push(['respiratory-rate', '9279-1', Math.round(within(10, random.normal(breath, 2) + warm * 3 + lost * 1.6, 75)), '/min']);
  }
  if (lost > 0 || random.chance(0.4)) {
    taken.push(['spo2', '59408-5', Math.round(within(78, random.normal(98, 0.8) - lost - (body.lungs ? 2 : 0), 100)), '%']);
  }
  if (age >= 12 || random.chance(0.05)) pressure(random, body, age, nth, taken);
  size(random, sex, body, age, taken);
  if (body.diabetes && random.chance(0.8)) {
    taken.push(['glucose', '14749-6', round(within(3.2, random.normal(9.5, 1.6) + body.course * Math.min(nth, 8) * 0.35, 25), 1), 'mmol/L']);
  }
  if (reason.pain !== undefined) taken.push(['pain', '72514-3', Math.round(within(0, random.normal(reason.pain, 1.5), 10)), '{score}']);
  return taken;
}

function pressure(random: Seeded, body: Body, age: number, nth: number, taken: Taken[]): void {
  const high = body.hypertension ? 26 + body.course * Math.min(nth, 8) * 2.5 : 0;
  const systolic = within(78, 104 + Math.min(age, 85) * 0.3 + body.pressure * 7 + body.heavy * 3 + high + random.normal(0, 5), 235);
  const diastolic = within(42, systolic * 0.5 + 13 + random.normal(0, 4), systolic - 18);
  taken.push(['systolic', '8480-6', Math.round(systolic), 'mm[Hg]'], ['diastolic', '8462-4', Math.round(diastolic), 'mm[Hg]']);
}

/** Children are measured at every visit, grown people now and then. */
function size(random: Seeded, sex: Member['sex'], body: Body, age: number, taken: Taken[]): void {
  const height = heightAt(age, sex, body.tall);
  if (age < 18 || random.chance(0.7)) {
    taken.push(['weight', '29463-7', round(Math.max(2, weightAt(age, height, body.heavy) + random.normal(0, age < 2 ? 0.15 : 0.6)), 1), 'kg']);
  }
  if (age < 18 || random.chance(0.15)) taken.push(['height', '8302-2', round(height + random.normal(0, 0.3), 1), 'cm']);
}
