/** What is written down at an invented visit: a diagnosis, a medicine, a note and results of the laboratory. The doses are those of training, not advice. */
import type { Seeded } from './seeded.ts';

export const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';

export interface InventedMedicine {
  readonly drug: string;
  readonly dose: number;
  readonly unit: string;
  readonly timing: string;
  readonly perDay: number;
  readonly days: number;
}

export interface InventedResult {
  readonly code: string;
  readonly loinc: string;
  readonly value: number;
  readonly unit: string;
}

export interface InventedRecord {
  readonly diagnosis: { readonly code: string; readonly title: string } | null;
  /** It goes on after the visit. */
  readonly lasting: boolean;
  readonly medicine: InventedMedicine | null;
  readonly note: string | null;
  readonly results: readonly InventedResult[];
}

type Kind = Omit<InventedRecord, 'results' | 'lasting'> & { readonly lasting?: true; readonly results?: (random: Seeded) => readonly InventedResult[] };

const diagnosis = (code: string, title: string) => ({ code, title });
const medicine = (drug: string, dose: number, unit: string, [timing, perDay]: readonly [string, number], days: number): InventedMedicine => ({ drug, dose, unit, timing, perDay, days });
const ONCE = ['1x', 1] as const;
const TWICE = ['2x', 2] as const;
const THRICE = ['3x', 3] as const;

const result = (code: string, loinc: string, value: number, unit: string, digits: number): InventedResult => ({ code, loinc, value: Number(value.toFixed(digits)), unit });
const blood = (random: Seeded): InventedResult => result('haemoglobin', '718-7', random.normal(12.4, 1.4), 'g/dL', 1);
const sugars = (random: Seeded): readonly InventedResult[] => [result('hba1c', '4548-4', random.normal(7.8, 1.2), '%', 1), result('creatinine', '2160-0', random.normal(0.95, 0.2), 'mg/dL', 2)];
const fats = (random: Seeded): readonly InventedResult[] => {
  const [total, hdl, triglycerides] = [random.normal(205, 30), random.normal(48, 8), random.normal(150, 40)];
  return [
    result('creatinine', '2160-0', random.normal(0.98, 0.2), 'mg/dL', 2), result('total-cholesterol', '2093-3', total, 'mg/dL', 0),
    result('hdl', '2085-9', hdl, 'mg/dL', 0), result('triglycerides', '2571-8', triglycerides, 'mg/dL', 0),
  ];
};

const KINDS: Readonly<Record<string, Kind>> = {
  Fever: { diagnosis: diagnosis('R50.9', 'Fever'), medicine: medicine('Paracetamol 500 mg', 1, 'tablet', THRICE, 3), note: 'Fever since two days, no focus found. Drinks well. Back at once if it gets worse.' },
  Malaria: { diagnosis: diagnosis('B54', 'Malaria'), medicine: medicine('Artemether 20 mg + lumefantrine 120 mg', 4, 'tablet', TWICE, 3), note: 'Rapid test positive. No danger signs. First dose taken here.', results: (random) => [blood(random)] },
  'Cough and cold': { diagnosis: diagnosis('J00', 'Common cold'), medicine: null, note: null },
  Pneumonia: { diagnosis: diagnosis('J18.9', 'Pneumonia'), medicine: medicine('Amoxicillin 500 mg', 1, 'capsule', THRICE, 7), note: 'Crackles at the right base. Able to drink. Review in two days.' },
  Diarrhoea: { diagnosis: diagnosis('A09', 'Diarrhoea, presumed infectious'), medicine: medicine('Zinc 20 mg', 1, 'tablet', ONCE, 10), note: 'No blood. Some dehydration, drinks eagerly. Oral rehydration started.' },
  Headache: { diagnosis: diagnosis('R51.9', 'Headache'), medicine: medicine('Paracetamol 500 mg', 2, 'tablet', THRICE, 3), note: null },
  'Back pain': { diagnosis: diagnosis('M54.50', 'Low back pain'), medicine: medicine('Ibuprofen 400 mg', 1, 'tablet', THRICE, 5), note: 'No red flags. Keep moving.' },
  Wound: { diagnosis: diagnosis('T14.8', 'Wound'), medicine: null, note: 'Cleaned and dressed. Tetanus vaccination is up to date.' },
  'Skin rash': { diagnosis: diagnosis('R21', 'Rash'), medicine: medicine('Hydrocortisone 1 % cream', 1, 'application', TWICE, 7), note: null },
  'Antenatal visit': { diagnosis: null, medicine: medicine('Iron 60 mg + folic acid 0.4 mg', 1, 'tablet', ONCE, 30), note: null, results: (random) => [result('haemoglobin', '718-7', random.normal(11.2, 1.1), 'g/dL', 1)] },
  'Eye complaint': { diagnosis: diagnosis('H10.9', 'Conjunctivitis'), medicine: medicine('Chloramphenicol 0.5 % eye drops', 1, 'drop', ['4x', 4], 5), note: null },
  Toothache: { diagnosis: diagnosis('K08.89', 'Toothache'), medicine: medicine('Ibuprofen 400 mg', 1, 'tablet', THRICE, 3), note: 'Sent to the dentist.' },
  'Joint pain': { diagnosis: diagnosis('M25.50', 'Joint pain'), medicine: medicine('Paracetamol 500 mg', 2, 'tablet', THRICE, 5), note: null },
  'Blood pressure check': { diagnosis: diagnosis('I10', 'Hypertension'), lasting: true, medicine: medicine('Amlodipine 5 mg', 1, 'tablet', ONCE, 90), note: 'Takes the tablets most days. Less salt talked over.', results: fats },
  'Diabetes check': { diagnosis: diagnosis('E11.9', 'Type 2 diabetes'), lasting: true, medicine: medicine('Metformin 500 mg', 1, 'tablet', TWICE, 90), note: 'Feet looked at, no wounds. Sugar diary brought along.', results: sugars },
  'Asthma review': { diagnosis: diagnosis('J45.909', 'Asthma'), lasting: true, medicine: medicine('Salbutamol 100 µg inhaler', 2, 'puff', ['4x', 4], 30), note: 'Inhaler technique shown and repeated.' },
};

/** Medicines for grown people are not invented for small children. */
const GROWN_UP = 12;
const RESULTS_CHANCE = 0.4;

/** What a visit for this reason leaves in the record; nothing where nothing is written down. `age` in years. */
export function inventRecord(random: Seeded, reason: string, age: number): InventedRecord {
  const kind = KINDS[reason];
  if (!kind) return { diagnosis: null, lasting: false, medicine: null, note: null, results: [] };
  return {
    diagnosis: kind.diagnosis, lasting: kind.lasting === true, medicine: age < GROWN_UP ? null : kind.medicine, note: kind.note,
    results: kind.results && age >= GROWN_UP && random.chance(RESULTS_CHANCE) ? kind.results(random) : [],
  };
}
