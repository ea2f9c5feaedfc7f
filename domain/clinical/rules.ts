/** Every published rule of the program, once: what screens list, what a stored result is explained by. One file a rule holds the rule itself. spec: CDS-1 */
import { ANAEMIA } from './anaemia.ts';
import { APGAR } from './apgar.ts';
import { PRESSURE_RULES } from './blood-pressure-class.ts';
import { BMI_ASIAN_ACTION, BMI_CLASS } from './bmi-class.ts';
import { CHILD_HYPOTENSION } from './child-hypotension.ts';
import { ALBUMINURIA, EGFR } from './egfr.ts';
import { FAST_BREATHING } from './fast-breathing.ts';
import { FINDRISC } from './findrisc.ts';
import { FRIEDEWALD } from './friedewald.ts';
import { GCS } from './gcs.ts';
import { GLUCOSE_RULES, HYPOGLYCAEMIA, PREGNANCY_GLUCOSE } from './glucose-class.ts';
import { ACUTE_MALNUTRITION, GROWTH_RULES } from './growth-classes.ts';
import { HBA1C_RULES } from './hba1c-class.ts';
import { LIPID_RULES } from './lipids.ts';
import { MEOWS } from './meows.ts';
import { MET_TRIGGERS } from './met-triggers.ts';
import { NEWS2 } from './news2.ts';
import { PAIN } from './pain.ts';
import { PEWS } from './pews.ts';
import { DATING } from './pregnancy-dating.ts';
import { QSOFA } from './qsofa.ts';
import { ROBSON } from './robson.ts';
import type { Rule } from './rule.ts';
import { OBSTETRIC_SHOCK_INDEX, SHOCK_INDEX, SIPA } from './shock-index.ts';
import { WHO_CVD } from './who-cvd.ts';

export const RULES: readonly Rule[] = [
  NEWS2, QSOFA, PEWS, MET_TRIGGERS, MEOWS, SHOCK_INDEX, OBSTETRIC_SHOCK_INDEX, SIPA, GCS, PAIN,
  BMI_CLASS, BMI_ASIAN_ACTION, ...GROWTH_RULES.map(({ rule }) => rule), ACUTE_MALNUTRITION, FAST_BREATHING, CHILD_HYPOTENSION,
  ...Object.values(PRESSURE_RULES), ...Object.values(GLUCOSE_RULES), HYPOGLYCAEMIA, PREGNANCY_GLUCOSE, ...Object.values(HBA1C_RULES),
  ...Object.values(LIPID_RULES), FRIEDEWALD, EGFR, ALBUMINURIA, WHO_CVD, FINDRISC, ANAEMIA, DATING, ROBSON, APGAR,
];

/** The rule of a stored result; undefined for one that this version of the program does not know. */
export const ruleOf = (rule: string): Rule | undefined => RULES.find((each) => each.rule === rule);
