import { describe, expect, test } from 'vitest';
import { ANAEMIA_TABLES, ELEVATION_TABLE } from '#domain/clinical/anaemia.ts';
import { APGAR_TABLE } from '#domain/clinical/apgar.ts';
import { PRESSURE_TABLES } from '#domain/clinical/blood-pressure-class.ts';
import { ASIAN_ACTION_TABLE, BMI_TABLE } from '#domain/clinical/bmi-class.ts';
import { classOf, fromCuts, type Cuts } from '#domain/clinical/cuts.ts';
import { ALBUMINURIA_TABLE, GFR_TABLE } from '#domain/clinical/egfr.ts';
import { recalledWarnings } from '#domain/clinical/early-warnings.ts';
import { FAST_FROM } from '#domain/clinical/fast-breathing.ts';
import { FINDRISC_TABLE } from '#domain/clinical/findrisc.ts';
import { GCS_TABLE } from '#domain/clinical/gcs.ts';
import { GLUCOSE_TABLES, HYPOGLYCAEMIA_TABLE, PREGNANCY_GLUCOSE_TABLES } from '#domain/clinical/glucose-class.ts';
import { ARM_TABLE, GROWTH_TABLES } from '#domain/clinical/growth-classes.ts';
import { HBA1C_TABLES } from '#domain/clinical/hba1c-class.ts';
import { LIPID_TABLES } from '#domain/clinical/lipids.ts';
import { MEOWS_TABLE } from '#domain/clinical/meows.ts';
import { NEWS2 } from '#domain/clinical/news2.ts';
import { REDATE_TABLE, TERM_TABLE } from '#domain/clinical/pregnancy-dating.ts';
import { adults, children, describeRule, EVERYONE, inputs, PREGNANT, whyNot } from '#domain/clinical/rule.ts';
import { ruleOf, RULES } from '#domain/clinical/rules.ts';
import { OBSTETRIC_SHOCK_TABLE, SHOCK_TABLE } from '#domain/clinical/shock-index.ts';
import { CVD_TABLE } from '#domain/clinical/who-cvd.ts';
import { expectSoundTable } from './table-properties.ts';

const byUnit = (name: string, tables: Readonly<Record<string, Cuts<unknown>>>): [string, Cuts<unknown>][] => Object.entries(tables).map(([unit, table]) => [`${name} ${unit}`, table]);
const tables: [string, Cuts<unknown>][] = [
  ...byUnit('anaemia', ANAEMIA_TABLES), ['elevation', ELEVATION_TABLE], ['apgar', APGAR_TABLE], ['body mass', BMI_TABLE], ['body mass, Asian', ASIAN_ACTION_TABLE],
  ...Object.entries(PRESSURE_TABLES).flatMap(([name, { systolic, diastolic }]) => byUnit(name, { systolic, diastolic })),
  ['filtration', GFR_TABLE], ['albuminuria', ALBUMINURIA_TABLE], ['fast breathing', FAST_FROM], ['findrisc', FINDRISC_TABLE], ['coma scale', GCS_TABLE],
  ...Object.entries(GLUCOSE_TABLES).flatMap(([who, tests]) => Object.entries(tests).flatMap(([name, both]) => byUnit(`${who} ${name}`, both))),
  ...byUnit('low glucose', HYPOGLYCAEMIA_TABLE), ...Object.entries(PREGNANCY_GLUCOSE_TABLES).flatMap(([name, both]) => byUnit(`pregnancy ${name}`, both)),
  ...byUnit('growth', GROWTH_TABLES), ['arm', ARM_TABLE], ...Object.entries(HBA1C_TABLES).flatMap(([who, both]) => byUnit(`hba1c ${who}`, both)),
  ...Object.entries(LIPID_TABLES).flatMap(([name, both]) => byUnit(name, both)), ...byUnit('meows', MEOWS_TABLE),
  ['term', TERM_TABLE], ['redating', REDATE_TABLE], ['shock', SHOCK_TABLE], ['shock, obstetric', OBSTETRIC_SHOCK_TABLE], ['cardiovascular', CVD_TABLE],
];

describe('tables have no gap, and every edge belongs to one class', () => {
  test.each(tables)('%s', (_, table) => { expectSoundTable(table); });
  test('the same classes stand in the tables of both units', () => {
    for (const both of [...Object.values(LIPID_TABLES), ...Object.values(GLUCOSE_TABLES).flatMap((tests) => Object.values(tests)), ...Object.values(PREGNANCY_GLUCOSE_TABLES)]) {
      expect(both['mg/dL'].cuts.map(([edge, , then]) => [edge, then])).toEqual(both['mmol/L'].cuts.map(([edge, , then]) => [edge, then]));
    }
  });
  test('dust of calculating does not move an edge', () => {
    const table = fromCuts('under', [0.3, 'over']);
    expect([0.1 + 0.2, 0.3 - 1e-16, 0.299_999].map((value) => classOf(table, value))).toEqual(['over', 'over', 'under']);
  });
});

describe('the list of rules', () => {
  test('names each once, with a source, a key and bands', () => {
    expect(new Set(RULES.map(({ rule }) => rule)).size).toBe(RULES.length);
    for (const { rule, source, nameKey, version, bands, inputs: needed } of RULES) {
      expect([rule, source.length > 10, nameKey, version >= 1, new Set(bands).size, needed.length > 0]).toEqual([rule, true, `rules.name.${rule}`, true, bands.length, true]);
      expect(rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
    expect(ruleOf('news2')).toBe(NEWS2);
    expect(ruleOf('mews-of-another-program')).toBeUndefined();
  });
  test('recalled numbers carry the mark, re-read and standard ones do not', () => {
    for (const { evidence, mark } of RULES) expect(mark).toBe(evidence === 'recalled' ? 'check-with-clinician' : null);
    // By name, so that none loses its mark unnoticed: clinical rules, sections 1 to 6.
    expect(RULES.filter(({ mark }) => mark !== null).map(({ rule }) => rule).filter((rule) => !rule.startsWith('growth-')).toSorted()).toEqual([
      'acute-malnutrition', 'anaemia-who-2024', 'blood-pressure-esh-2023', 'blood-pressure-pregnancy', 'blood-pressure-who-2021', 'glucose-pregnancy-who-2013', 'imci-fast-breathing', 'meows', 'pain-numeric', 'pews-parshuram', 'qsofa', 'shock-index', 'shock-index-obstetric',
      'shock-index-paediatric',
    ]);
    expect(RULES.filter(({ rule, mark }) => rule.startsWith('growth-') && mark === null)).toEqual([]);
    // Both that move people up in the queue.
    expect([...recalledWarnings].toSorted()).toEqual(['meows', 'pews-parshuram']);
    expect(['news2', 'findrisc', 'egfr-ckd-epi-2021', 'robson', 'bmi-adult', 'apgar'].map((rule) => ruleOf(rule)?.mark)).toEqual([null, null, null, null, null, null]);
  });
  test('values name their unit', () => {
    for (const { rule, gives, unit } of RULES) if (gives !== 'value') expect([rule, unit]).toEqual([rule, null]);
    // Glucose, lipids and glycated haemoglobin keep the unit of the report.
    expect(RULES.filter(({ gives, unit }) => gives === 'value' && unit === null).map(({ rule }) => rule).filter((rule) => !/^(glucose|hypoglycaemia|hba1c|lipid|ldl)-/.test(rule))).toEqual([]);
  });
});

describe('whom a rule is made for', () => {
  const of = (population: Parameters<typeof whyNot>[0]['population'], ageMonths: number | null, pregnant = false) => whyNot({ population }, { ageMonths, pregnant });
  test('ages begin with their month and end before it', () => {
    expect([191, 192, 2000].map((months) => of(adults(16), months))).toEqual(['outside-population', null, null]);
    expect([0, 215, 216].map((months) => of(children(18), months))).toEqual([null, null, 'outside-population']);
    expect(of(adults(16), null)).toBe('age-unknown');
    expect(of(EVERYONE, null)).toBeNull();
  });
  test('pregnancy leaves out, is needed, or does not matter', () => {
    expect([of(adults(16), 400, true), of(PREGNANT, 400, false), of(PREGNANT, null, true), of(children(18), 200, true)]).toEqual(['outside-population', 'outside-population', null, null]);
  });
  test('inputs are written with their unit and whether they may be left out', () => {
    expect(inputs('pulse /min', 'sex', 'pain? {score}')).toEqual([{ name: 'pulse', unit: '/min' }, { name: 'sex', unit: null }, { name: 'pain', unit: '{score}', optional: true }]);
  });
  test('a description keeps what it was given', () => {
    const rule = describeRule({ rule: 'one', version: 3, evidence: 'recalled', gives: 'class', source: 'A paper', inputs: [], population: EVERYONE, bands: ['a'] });
    expect(rule).toMatchObject({ rule: 'one', version: 3, nameKey: 'rules.name.one', mark: 'check-with-clinician', unit: null });
  });
});
