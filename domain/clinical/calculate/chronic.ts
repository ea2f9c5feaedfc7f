import { FINDRISC, findrisc } from '../findrisc.ts';
import { FRIEDEWALD, friedewald } from '../friedewald.ts';
import { GLUCOSE_RULES, glucoseClass, HYPOGLYCAEMIA, hypoglycaemia, PREGNANCY_GLUCOSE, pregnancyGlucose } from '../glucose-class.ts';
import { HBA1C_RULES, hba1cClass } from '../hba1c-class.ts';
import { LIPID_RULES, lipidClass, type Lipid, type LipidUnit } from '../lipids.ts';
import { saysNothing } from '../score.ts';
import { WHO_CVD, whoCvd } from '../who-cvd.ts';
import { bodyMassIndex } from '../../vitals/bmi.ts';
import { calculation, ofCode, ofLoinc, type Calculation } from './calculation.ts';
import { labValue, numberOf, oneOf, yes, type Given } from './given.ts';
import { height, waist, weight } from './measures.ts';
import { choice, lasting, yesNo } from './question.ts';

/** What a laboratory says of the sample: fasting, or two hours after a glucose drink. The rest is taken at any time. */
const FASTING = ['1558-6', '14771-0'];
const glucose = { codes: ['glucose'], loincs: [...FASTING, '2345-7', '14749-6', '41653-7', '14743-9'], days: 90 };
const TESTS = ['random', 'fasting', 'ogtt-2h'] as const;
const PREGNANCY_TESTS = ['random', 'fasting', 'ogtt-1h', 'ogtt-2h'] as const;
const NORMAL_SUGAR = ['normal', 'not-diagnostic'];

const sugarOf = (given: Given) => reported(given, 'value', (unit) => labValue(given, 'value', 'glucose', unit), ['mmol/L', 'mg/dL']);

function testOf<const Tests extends readonly string[]>(given: Given, tests: Tests): Tests[number] {
  const loinc = given.chosen.value?.loinc ?? '';
  return oneOf(given, 'glucose-test', tests) ?? (FASTING.includes(loinc) ? 'fasting' : 'random');
}

const hba1c = { value: ofLoinc('4548-4', '59261-8') };
const total = ofLoinc('2093-3', '14647-2');
const hdl = ofLoinc('2085-9', '14646-4');
const ldl = ofLoinc('13457-7', '39469-2', '18262-6', '2089-1', '22748-8');
const triglycerides = ofLoinc('2571-8', '14927-8');

const LIPIDS: readonly { readonly lipid: Lipid; readonly source: typeof total; readonly calm: readonly string[]; readonly grave: readonly string[] }[] = [
  { lipid: 'total-cholesterol', source: total, calm: ['desirable'], grave: [] },
  { lipid: 'ldl', source: ldl, calm: ['optimal', 'near-optimal'], grave: ['very-high'] },
  { lipid: 'hdl-women', source: hdl, calm: ['usual', 'protective'], grave: [] },
  { lipid: 'hdl-men', source: hdl, calm: ['usual', 'protective'], grave: [] },
  { lipid: 'triglycerides', source: triglycerides, calm: ['normal'], grave: ['very-high'] },
];

const SEX_OF: Partial<Record<Lipid, 'female' | 'male'>> = { 'hdl-women': 'female', 'hdl-men': 'male' };
const FAMILY = ['none', 'second-degree', 'first-degree'] as const;

/** Sugar, fats and the risk of diabetes. */
export const chronic: readonly Calculation[] = [
  ...(['ada', 'who'] as const).map((guideline) => calculation({
    rule: GLUCOSE_RULES[guideline], group: 'glucose', reads: { value: glucose }, asks: [choice('glucose-test', ...TESTS)], calm: NORMAL_SUGAR, grave: ['diabetes-range'],
    run: (given) => glucoseClass(guideline, testOf(given, TESTS), sugarOf(given)),
  })),
  calculation({
    rule: PREGNANCY_GLUCOSE, group: 'glucose', reads: { value: glucose }, asks: [choice('glucose-test', ...PREGNANCY_TESTS)], calm: NORMAL_SUGAR, grave: ['diabetes-range'],
    run: (given) => pregnancyGlucose(testOf(given, PREGNANCY_TESTS), sugarOf(given)),
  }),
  calculation({ rule: HYPOGLYCAEMIA, group: 'glucose', reads: { value: { ...glucose, days: 1 } }, calm: ['none'], grave: ['level-2'], run: (given) => hypoglycaemia(sugarOf(given)) }),
  ...(['ada', 'who'] as const).map((guideline) => calculation({
    rule: HBA1C_RULES[guideline], group: 'glucose', reads: hba1c, calm: [guideline === 'ada' ? 'normal' : 'below-diagnostic'], grave: ['diabetes-range'],
    run: (given) => hba1cClass(guideline, reported(given, 'value', (unit) => labValue(given, 'value', 'hba1c', unit), ['mmol/mol', '%'])),
  })),
  calculation({
    rule: FINDRISC, group: 'glucose', reads: { weight, height, waist }, calm: ['low', 'slightly-elevated'], grave: ['high', 'very-high'], run: findriscOf,
    asks: [
      ...['active-daily', 'vegetables-daily', 'pressure-drugs-ever', 'high-glucose-ever'].map((id) => lasting(yesNo(id))), lasting(choice('family-diabetes', ...FAMILY)),
    ],
  }),
  ...LIPIDS.map(({ lipid, source, calm, grave }) => calculation({
    rule: LIPID_RULES[lipid], group: 'lipids', reads: { value: source }, calm, grave, run: (given) => lipidOf(lipid, given),
  })),
  calculation({
    rule: FRIEDEWALD, group: 'lipids', reads: { 'total-cholesterol': total, hdl, triglycerides }, together: true, asks: [yesNo('fasting')], calm: ['optimal', 'near-optimal'],
    grave: ['very-high'], run: friedewaldOf,
  }),
  calculation({
    rule: WHO_CVD, group: 'heart', reads: { systolic: ofCode('systolic', 90), 'total-cholesterol': total }, calm: ['under-5', '5-to-10'], grave: ['20-to-30', '30-and-over'],
    asks: ['smoker', 'diabetes', 'known-disease'].map((id) => lasting(yesNo(id))), run: cvdOf,
  }),
];

/** As reported, in one of the units the tables are written in; a value in another unit counts as not known. */
function reported<Unit extends string>(given: Given, name: string, valueIn: (unit: Unit) => number | undefined, units: readonly [Unit, ...Unit[]]) {
  const unit = units.find((each) => each === given.chosen[name]?.unit) ?? units[0];
  return { value: valueIn(unit), unit };
}

const fatOf = (given: Given, name: string, unit: LipidUnit): number | undefined =>
  labValue(given, name, given.chosen[name]?.loinc === '2571-8' || given.chosen[name]?.loinc === '14927-8' ? 'triglycerides' : 'cholesterol', unit);

function lipidOf(lipid: Lipid, given: Given) {
  const sex = SEX_OF[lipid];
  if (sex !== undefined && given.about.sex !== sex) return saysNothing(LIPID_RULES[lipid], '', 'outside-population');
  return lipidClass(lipid, reported(given, 'value', (unit) => fatOf(given, 'value', unit), ['mmol/L', 'mg/dL']));
}

function friedewaldOf(given: Given) {
  const unit = given.chosen['total-cholesterol']?.unit === 'mg/dL' ? 'mg/dL' as const : 'mmol/L' as const;
  const [totalCholesterol, high, fats] = ['total-cholesterol', 'hdl', 'triglycerides'].map((name) => fatOf(given, name, unit));
  return friedewald({ totalCholesterol, hdl: high, triglycerides: fats, unit, fasting: yes(given, 'fasting') });
}

function cvdOf(given: Given) {
  const { about: { ageYears, sex }, charts } = given;
  if (!charts) return saysNothing(WHO_CVD, WHO_CVD.unit, 'no-table');
  return whoCvd(charts.pack, {
    ageYears: ageYears ?? undefined, sex, smoker: yes(given, 'smoker'), diabetes: yes(given, 'diabetes'), systolic: numberOf(given, 'systolic'),
    totalCholesterol: fatOf(given, 'total-cholesterol', 'mmol/L'), region: charts.region ?? undefined, knownDisease: yes(given, 'known-disease'),
  });
}

function findriscOf(given: Given) {
  const [kg, cm] = [numberOf(given, 'weight'), numberOf(given, 'height')];
  return findrisc({
    ageYears: given.about.ageYears ?? undefined, sex: given.about.sex, bmi: kg === undefined || cm === undefined ? undefined : bodyMassIndex(kg, cm), waist: numberOf(given, 'waist'),
    active: yes(given, 'active-daily'), vegetablesDaily: yes(given, 'vegetables-daily'), pressureDrugs: yes(given, 'pressure-drugs-ever'), highGlucose: yes(given, 'high-glucose-ever'),
    family: oneOf(given, 'family-diabetes', FAMILY),
  });
}

