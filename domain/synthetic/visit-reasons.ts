import type { Body } from './body.ts';
import type { Seeded } from './seeded.ts';

/** Why somebody comes, and what it does to the vital signs. */
export interface Reason {
  readonly text: string;
  /** Degrees above normal, °C. */
  readonly fever?: number;
  /** Points of oxygen saturation lost. */
  readonly breathless?: number;
  readonly pain?: number;
}

interface Season {
  readonly reason: Reason;
  readonly weight: number;
  /** Day of the year when it is commonest; none for all year round. */
  readonly peak?: number;
  readonly ages?: readonly [number, number];
  readonly sex?: 'female';
}

const acute: readonly Season[] = [
  { reason: { text: 'Fever', fever: 1.6 }, weight: 16, peak: 120 },
  { reason: { text: 'Malaria', fever: 2.1, pain: 3 }, weight: 10, peak: 135 },
  { reason: { text: 'Cough and cold', fever: 0.5 }, weight: 20, peak: 20 },
  { reason: { text: 'Pneumonia', fever: 1.7, breathless: 5 }, weight: 3, peak: 25 },
  { reason: { text: 'Diarrhoea', fever: 0.4 }, weight: 9, peak: 150, ages: [0, 14] },
  { reason: { text: 'Headache', pain: 4 }, weight: 7, ages: [8, 120] },
  { reason: { text: 'Back pain', pain: 5 }, weight: 7, ages: [18, 120] },
  { reason: { text: 'Wound', pain: 4 }, weight: 6 },
  { reason: { text: 'Skin rash' }, weight: 6 },
  { reason: { text: 'Vaccination' }, weight: 26, ages: [0, 2] },
  { reason: { text: 'Growth check' }, weight: 14, ages: [0, 5] },
  { reason: { text: 'Antenatal visit' }, weight: 22, ages: [16, 44], sex: 'female' },
  { reason: { text: 'Family planning' }, weight: 9, ages: [16, 48], sex: 'female' },
  { reason: { text: 'Eye complaint' }, weight: 3 },
  { reason: { text: 'Toothache', pain: 6 }, weight: 4, ages: [6, 120] },
  { reason: { text: 'Joint pain', pain: 4 }, weight: 6, ages: [40, 120] },
];

const long = { hypertension: { text: 'Blood pressure check' }, diabetes: { text: 'Diabetes check' }, lungs: { text: 'Asthma review', breathless: 2 } } as const;

/** Draws a reason by age, sex, season and long illness. */
export function drawReason(random: Seeded, age: number, sex: string, dayOfYear: number, body: Body): Reason {
  const chronic = (['hypertension', 'diabetes', 'lungs'] as const).filter((illness) => body[illness]);
  if (chronic.length > 0 && random.chance(0.65)) return long[chronic[random.below(chronic.length)] ?? 'hypertension'];
  return acute[random.weighted(acute.map((one) => weightNow(one, age, sex, dayOfYear)))]?.reason ?? { text: 'Fever' };
}

function weightNow({ weight, peak, ages, sex }: Season, age: number, patientSex: string, dayOfYear: number): number {
  if ((ages && (age < ages[0] || age > ages[1])) || (sex && sex !== patientSex)) return 0;
  return peak === undefined ? weight : weight * (1 + 0.8 * Math.cos(((dayOfYear - peak) / 365) * 2 * Math.PI));
}
