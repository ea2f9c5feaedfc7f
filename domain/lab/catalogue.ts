/**
 * The laboratory's catalogue as delivered; a clinic changes it in the settings. Ranges are those of a typical adult
 * (ABIM list 2024), written from knowledge, and haemoglobin by the WHO guideline of 2024; critical limits of glucose,
 * sodium and potassium are one laboratory's published ones, the others this project's proposals. The range of the
 * clinic's own laboratory always wins. Codes are LOINC's (https://loinc.org, free to use with notice), every one with a
 * right check digit. spec: LAB-1
 */
import { DAYS_PER_MONTH } from '../vitals/paediatric-ranges.ts';
import type { Analyte } from '../vitals/lab-units.ts';
import { PANEL_NAMES, TEST_NAMES } from './names.ts';
import type { Choice, ChoiceFlag, Formula, LabPanel, LabTest, RangeRow, SpecimenKind } from './test.ts';

const months = (count: number): number => Math.round(count * DAYS_PER_MONTH);
const ADULT = months(216);
/** Newborns have limits of their own, which are not in the table. */
const AFTER_BIRTH = 28;

type Whom = Partial<Pick<RangeRow, 'sex' | 'fromDays' | 'beforeDays' | 'pregnant'>>;

const row = (unit: string, [low, high, criticalLow = null, criticalHigh = null]: readonly (number | null)[], whom: Whom = {}): RangeRow => ({
  sex: 'any', fromDays: ADULT, beforeDays: null, pregnant: 'any', unit, low: low ?? null, high: high ?? null, criticalLow, criticalHigh, ...whom,
});

/** Critical limits hold for children too where they do not depend on age; their ranges are not in the table. */
const child = (unit: string, criticalLow: number | null, criticalHigh: number | null): RangeRow =>
  row(unit, [null, null, criticalLow, criticalHigh], { fromDays: AFTER_BIRTH, beforeDays: ADULT });

interface Described {
  readonly analyte?: Analyte;
  readonly unit?: string;
  readonly specimen?: SpecimenKind;
  readonly loinc?: string;
  readonly loincSi?: string;
  readonly observation?: string;
  readonly choices?: readonly Choice[];
  readonly formula?: Formula;
  readonly ranges?: readonly RangeRow[];
  readonly delta?: number;
  readonly aliases?: string;
}

function test(code: string, kind: LabTest['kind'], of: Described): LabTest {
  return {
    code, names: TEST_NAMES[code] ?? { en: code }, kind, analyte: of.analyte ?? null, unit: of.unit ?? '', specimen: of.specimen ?? 'serum',
    loinc: of.loinc ?? null, loincSi: of.loincSi ?? null, observationCode: of.observation ?? code, choices: of.choices ?? [], formula: of.formula ?? null,
    ranges: of.ranges ?? [], deltaPercent: of.delta ?? null, aliases: of.aliases?.split(' ') ?? [], active: true, version: 0,
  };
}

const answers = (text: string): Choice[] => text.split(' ').map((each) => {
  const [code = '', flag = 'normal'] = each.split(':');
  return { code, flag: flag as ChoiceFlag };
});
const GRADED = 'trace:abnormal 1+:abnormal 2+:abnormal 3+:abnormal';
const dip = (code: string, loinc: string, choices: string, aliases: string): LabTest =>
  test(code, 'coded', { specimen: 'urine', loinc, choices: answers(choices), aliases });

/** WHO 2024: the lower limit below which there is anaemia, and below 70 g/L severe anaemia; age in months. */
const anaemiaRow = (fromMonths: number, beforeMonths: number, low: number): RangeRow =>
  row('g/dL', [low, null, 7, null], { fromDays: months(fromMonths), beforeDays: months(beforeMonths) });

const HAEMOGLOBIN: readonly RangeRow[] = [
  anaemiaRow(6, 24, 10.5), anaemiaRow(24, 60, 11), anaemiaRow(60, 144, 11.5), anaemiaRow(144, 180, 12),
  row('g/dL', [13, 18, 7, 20], { sex: 'male', fromDays: months(180) }),
  row('g/dL', [12, 16, 7, 20], { sex: 'female', fromDays: months(180), pregnant: 'no' }),
  // Of the three trimesters' limits the one of the first and the third: the trimester is not part of an order.
  row('g/dL', [11, null, 7, 20], { sex: 'female', fromDays: months(144), pregnant: 'only' }),
];

const glucose = (code: string, loinc: string, loincSi: string, of: { readonly specimen: SpecimenKind; readonly high: readonly [number, number]; readonly aliases: string }): LabTest =>
  test(code, 'numeric', {
    analyte: 'glucose', unit: 'mg/dL', specimen: of.specimen, loinc, loincSi, observation: 'glucose', delta: 50, aliases: of.aliases,
    ranges: [
      row('mg/dL', [70, of.high[0], 50, 500]), child('mg/dL', 50, 500),
      row('mmol/L', [3.9, of.high[1], 2.8, 27.8]), child('mmol/L', 2.8, 27.8),
    ],
  });

const CHEMISTRY: readonly LabTest[] = [
  glucose('glucose-fasting', '1558-6', '14771-0', { specimen: 'plasma', high: [99, 5.5], aliases: 'FBS FBG' }),
  glucose('glucose-random', '2345-7', '14749-6', { specimen: 'plasma', high: [139, 7.7], aliases: 'GLU GLUC RBS' }),
  glucose('glucose-capillary', '41653-7', '14743-9', { specimen: 'blood', high: [139, 7.7], aliases: 'POCGLU' }),
  test('hba1c', 'numeric', {
    analyte: 'hba1c', unit: '%', specimen: 'blood', loinc: '4548-4', loincSi: '59261-8', delta: 25, aliases: 'HBA1C A1C',
    ranges: [row('%', [4, 5.6]), row('mmol/mol', [20, 38])],
  }),
  test('creatinine', 'numeric', {
    analyte: 'creatinine', unit: 'mg/dL', loinc: '2160-0', loincSi: '14682-9', delta: 50, aliases: 'CREA CRE CREAT',
    ranges: [
      row('mg/dL', [0.7, 1.3, null, 5], { sex: 'male' }), row('mg/dL', [0.5, 1.1, null, 5], { sex: 'female' }),
      row('umol/L', [62, 115, null, 442], { sex: 'male' }), row('umol/L', [44, 97, null, 442], { sex: 'female' }),
    ],
  }),
  test('egfr', 'calculated', { unit: 'mL/min/{1.73_m2}', loinc: '98979-8', formula: 'egfr-2021', ranges: [row('mL/min/{1.73_m2}', [90, null, 15, null], { pregnant: 'no' })] }),
  test('sodium', 'numeric', { analyte: 'electrolyte', unit: 'mmol/L', loinc: '2951-2', delta: 8, aliases: 'NA NA+', ranges: [row('mmol/L', [136, 145, 120, 160]), child('mmol/L', 120, 160)] }),
  test('potassium', 'numeric', { analyte: 'electrolyte', unit: 'mmol/L', loinc: '2823-3', delta: 25, aliases: 'K K+', ranges: [row('mmol/L', [3.5, 5, 2.7, 6]), child('mmol/L', 2.7, 6)] }),
  test('alt', 'numeric', { unit: 'U/L', loinc: '1742-6', delta: 100, aliases: 'ALT GPT SGPT', ranges: [row('U/L', [10, 40, null, 1000])] }),
  test('tsh', 'numeric', { analyte: 'thyrotropin', unit: 'm[IU]/L', loinc: '3016-3', observation: 'thyrotropin', aliases: 'TSH', ranges: [row('m[IU]/L', [0.5, 4], { pregnant: 'no' })] }),
  test('cholesterol', 'numeric', {
    analyte: 'cholesterol', unit: 'mg/dL', loinc: '2093-3', loincSi: '14647-2', observation: 'total-cholesterol', delta: 40, aliases: 'CHOL TC',
    ranges: [row('mg/dL', [null, 199]), row('mmol/L', [null, 5.17])],
  }),
  test('hdl', 'numeric', {
    analyte: 'cholesterol', unit: 'mg/dL', loinc: '2085-9', loincSi: '14646-4', delta: 40, aliases: 'HDL HDL-C',
    ranges: [row('mg/dL', [40, null], { sex: 'male' }), row('mg/dL', [50, null], { sex: 'female' }), row('mmol/L', [1.03, null], { sex: 'male' }), row('mmol/L', [1.29, null], { sex: 'female' })],
  }),
  test('triglycerides', 'numeric', {
    analyte: 'triglycerides', unit: 'mg/dL', loinc: '2571-8', loincSi: '14927-8', delta: 75, aliases: 'TRIG TG',
    ranges: [row('mg/dL', [null, 149, null, 1000]), row('mmol/L', [null, 1.68, null, 11.3])],
  }),
  test('ldl', 'calculated', {
    analyte: 'cholesterol', unit: 'mg/dL', loinc: '13457-7', loincSi: '39469-2', formula: 'ldl-friedewald', ranges: [row('mg/dL', [null, 99]), row('mmol/L', [null, 2.58])],
  }),
  test('non-hdl', 'calculated', { analyte: 'cholesterol', unit: 'mg/dL', formula: 'non-hdl' }),
];

const BLOOD: readonly LabTest[] = [
  test('haemoglobin', 'numeric', { analyte: 'haemoglobin', unit: 'g/dL', specimen: 'blood', loinc: '718-7', delta: 25, aliases: 'HGB HB', ranges: HAEMOGLOBIN }),
  test('white-cells', 'numeric', {
    analyte: 'blood-cells', unit: '10*3/uL', specimen: 'blood', loinc: '6690-2', observation: 'leucocytes', delta: 75, aliases: 'WBC', ranges: [row('10*3/uL', [4, 11, 1, 50])],
  }),
  test('platelets', 'numeric', {
    analyte: 'blood-cells', unit: '10*3/uL', specimen: 'blood', loinc: '777-3', delta: 50, aliases: 'PLT', ranges: [row('10*3/uL', [150, 400, 20, 1000])],
  }),
];

const RAPID: readonly LabTest[] = [
  test('malaria-rdt', 'coded', { specimen: 'blood', loinc: '70569-9', choices: answers('negative positive:abnormal falciparum:abnormal other-species:abnormal invalid:none'), aliases: 'MRDT' }),
  test('hiv-rapid', 'coded', { specimen: 'blood', loinc: '80387-4', choices: answers('nonreactive reactive:needs-confirmation invalid:none') }),
  test('hiv1-rapid', 'coded', { specimen: 'blood', loinc: '68961-2', choices: answers('nonreactive reactive:needs-confirmation invalid:none') }),
  test('pregnancy-test', 'coded', { specimen: 'urine', loinc: '2106-3', choices: answers('negative positive:none invalid:none'), aliases: 'HCG UPT' }),
];

const DIPSTICK: readonly LabTest[] = [
  dip('dip-glucose', '25428-4', `negative ${GRADED} 4+:abnormal`, 'UGLU'),
  dip('dip-ketones', '2514-8', `negative ${GRADED}`, 'UKET'),
  dip('dip-protein', '20454-5', `negative ${GRADED} 4+:abnormal`, 'UPRO'),
  dip('dip-blood', '5794-3', `negative ${GRADED}`, 'UBLD'),
  dip('dip-leukocytes', '5799-2', `negative ${GRADED}`, 'ULEU'),
  dip('dip-nitrite', '5802-4', 'negative positive:abnormal', 'UNIT'),
  dip('dip-bilirubin', '5770-3', 'negative 1+:abnormal 2+:abnormal 3+:abnormal', 'UBIL'),
  dip('dip-urobilinogen', '5818-0', 'normal 1+:abnormal 2+:abnormal 3+:abnormal 4+:abnormal', 'UURO'),
  test('dip-ph', 'numeric', { specimen: 'urine', unit: '[pH]', loinc: '5803-2', aliases: 'UPH', ranges: [row('[pH]', [5, 8], { fromDays: null })] }),
  test('dip-gravity', 'numeric', { specimen: 'urine', unit: '{ratio}', loinc: '5811-5', aliases: 'USG', ranges: [row('{ratio}', [1.005, 1.03], { fromDays: null })] }),
];

/** Tests in the order in which they stand on a report. */
export const BUILT_IN_TESTS: readonly LabTest[] = [...BLOOD, ...CHEMISTRY, ...RAPID, ...DIPSTICK];

const panel = (code: string, tests: string): LabPanel => ({ code, names: PANEL_NAMES[code] ?? { en: code }, tests: tests.split(' '), active: true });

export const BUILT_IN_PANELS: readonly LabPanel[] = [
  panel('blood-count', 'haemoglobin white-cells platelets'),
  panel('lipids', 'cholesterol hdl triglycerides ldl non-hdl'),
  panel('kidney', 'creatinine egfr sodium potassium'),
  panel('diabetes', 'glucose-fasting hba1c creatinine egfr'),
  panel('antenatal', 'haemoglobin hiv-rapid malaria-rdt dip-protein dip-glucose'),
  panel('dipstick', DIPSTICK.map(({ code }) => code).join(' ')),
];

/** The catalogue with what a clinic changed or added: its row for a code stands for the delivered one. */
export function catalogueWith<T extends { readonly code: string }>(builtIn: readonly T[], own: readonly T[]): T[] {
  const byCode = new Map(own.map((each) => [each.code, each]));
  return [...builtIn.map((each) => byCode.get(each.code) ?? each), ...own.filter(({ code }) => !builtIn.some((each) => each.code === code))];
}
