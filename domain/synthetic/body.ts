import type { Member } from './household.ts';
import type { Seeded } from './seeded.ts';

/** What stays with a person from visit to visit. */
export interface Body {
  readonly hypertension: boolean;
  readonly diabetes: boolean;
  readonly lungs: boolean;
  /** Standing in the crowd, in standard deviations. */
  readonly tall: number;
  readonly heavy: number;
  readonly pressure: number;
  /** How treatment goes: below 0 better from visit to visit, above 0 worse. */
  readonly course: number;
}

/** Long illnesses come with age, and together more often than alone. */
export function makeBody(random: Seeded, { ageYears }: Member): Body {
  const adult = Math.max(0, ageYears - 25);
  const heavy = random.normal(0, 1);
  const hypertension = random.chance(Math.min(0.55, adult * 0.009) * (heavy > 0.8 ? 1.5 : 1));
  return {
    hypertension, heavy, tall: random.normal(0, 1), pressure: random.normal(0, 1), course: random.normal(-0.3, 0.6),
    diabetes: random.chance(Math.min(0.22, adult * 0.004) * (hypertension ? 2 : 1)),
    lungs: random.chance(ageYears > 55 ? 0.07 : 0.03),
  };
}

/** Rounded middle heights of children, cm, at birth and each birthday; both sexes together until 10. */
const CHILD_HEIGHT = [50, 75, 87, 95, 102, 109, 115, 121, 127, 132, 137, 142, 148, 154, 159, 162];
const ADULT = { female: { height: 160, deviation: 6.5 }, male: { height: 172, deviation: 7 } } as const;

/** Height in cm at an age in years. */
export function heightAt(age: number, sex: Member['sex'], tall: number): number {
  const grown = ADULT[sex];
  if (age >= 18) return grown.height + tall * grown.deviation - Math.max(0, age - 55) * 0.08;
  if (age >= 15) {
    const start = CHILD_HEIGHT[15] ?? 162;
    return start + ((grown.height - start) * (age - 15)) / 3 + tall * 6.5;
  }
  const year = Math.floor(age);
  const [low, high] = [CHILD_HEIGHT[year] ?? 50, CHILD_HEIGHT[year + 1] ?? 162];
  // Babies grow fastest at first.
  const part = year === 0 ? Math.sqrt(age) : age - year;
  return low + (high - low) * part + tall * (2 + Math.min(age, 12) * 0.35);
}

/** Middle body mass index, kg/m2, by age. */
export function weightAt(age: number, heightCm: number, heavy: number): number {
  const middle = age < 1 ? 13.5 + age * 3.5 : age < 6 ? 16.6 - (age - 1) * 0.25 : age < 18 ? 15.4 + (age - 6) * 0.5 : Math.min(26, 21.5 + (age - 18) * 0.12);
  const spread = age < 6 ? 1.1 : age < 18 ? 2 : 3.4;
  const index = Math.max(middle * 0.72, middle + heavy * spread + (heavy > 1 ? (heavy - 1) * 2 : 0));
  return (index * heightCm * heightCm) / 10_000;
}
