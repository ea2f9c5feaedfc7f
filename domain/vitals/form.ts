/**
 * The vitals form as a whole: every filled box read, checked alone and against the others, and turned into
 * the observations to store. All or none. spec: VIT-1
 */
import { readDecimal } from '../kit/digits.ts';
import { checkPressurePair, parseBloodPressure } from './blood-pressure.ts';
import { bodyMassIndex } from './bmi.ts';
import { checkVital } from './check.ts';
import type { AbsentState, VitalCheck } from './check.ts';
import { CONSCIOUSNESS_LOINC, letterOf, readConsciousness } from './consciousness.ts';
import { isQuantity, quantityOf, unitOf } from './quantities.ts';
import type { QuantityCode } from './quantities.ts';
import { readOxygen } from './oxygen.ts';

/** One box as typed. `code` is a quantity, `blood-pressure`, `consciousness`, `oxygen` or a state such as `no-pulse`. */
export interface VitalEntry {
  readonly code: string;
  readonly typed: string;
  /** UCUM unit shown beside the box; not used for `consciousness`, `oxygen` and states. */
  readonly unit: string;
}

export interface VitalsContext {
  readonly ageDays: number | null;
  /** Last values by quantity, canonical units. */
  readonly previous?: Readonly<Partial<Record<QuantityCode, number>>>;
}

/** An observation to store. What was typed stands beside what it means; derived values have no typed form. */
export interface VitalValue {
  readonly code: string;
  readonly loinc: string | null;
  readonly value: number | null;
  readonly text: string | null;
  /** UCUM unit of `value`; empty for text. */
  readonly unit: string;
  readonly typedValue: string | null;
  readonly typedUnit: string | null;
}

export interface VitalIssue {
  readonly field: string;
  readonly code: string;
  /** The limits crossed, `34–41 Cel`. */
  readonly limit?: string;
  /** The digits in the unit probably meant, `98.6 [degF]`, or the state to record instead. */
  readonly suggestion?: string;
}

export interface CheckedVitals {
  /** Not empty: nothing may be stored. */
  readonly refused: readonly VitalIssue[];
  /** To be asked once; `confirmCode` names each. */
  readonly unusual: readonly VitalIssue[];
  readonly values: readonly VitalValue[];
}

/** The stable word by which a person's "yes, it is so" names an unusual value. */
export const confirmCode = (issue: VitalIssue): string => `${issue.field}:${issue.code}`;

export const ABSENT_STATES: readonly AbsentState[] = ['no-pulse', 'apnoea', 'unrecordable-pressure'];

/** Reads and checks all filled boxes; empty ones are passed over. */
export function checkVitalsForm(entries: readonly VitalEntry[], context: VitalsContext): CheckedVitals {
  const form = new Form(context);
  for (const entry of entries) if (entry.typed.trim() !== '') form.take(entry);
  return form.finish();
}

/** Collects the three lists while the boxes are read one by one. */
class Form {
  readonly #context: VitalsContext;
  readonly #refused: VitalIssue[] = [];
  readonly #unusual: VitalIssue[] = [];
  readonly #values: VitalValue[] = [];

  constructor(context: VitalsContext) {
    this.#context = context;
  }

  take(entry: VitalEntry): void {
    const { code } = entry;
    if (code === 'blood-pressure') this.#takePressure(entry);
    else if (code === 'consciousness') this.#takeConsciousness(entry);
    else if (code === 'oxygen') this.#takeOxygen(entry);
    else if (ABSENT_STATES.some((state) => state === code)) this.#add(code, null, null, 'present', '', entry.typed, null);
    else if (isQuantity(code)) this.#takeNumber(code, entry.typed, entry.unit, code);
    else this.#refused.push({ field: code, code: 'unknown-code' });
  }

  finish(): CheckedVitals {
    const [systolic, diastolic] = [this.#valueOf('systolic'), this.#valueOf('diastolic')];
    if (systolic !== undefined && diastolic !== undefined) {
      const pair = checkPressurePair({ systolic, diastolic });
      if (pair === 'refuse-diastolic-not-below') this.#refused.push({ field: 'diastolic', code: 'not-below-systolic' });
      if (pair === 'confirm-narrow-pulse-pressure') this.#unusual.push({ field: 'diastolic', code: 'narrow-pulse-pressure' });
    }
    this.#derive();
    return { refused: this.#refused, unusual: this.#unusual, values: this.#values };
  }

  #takeNumber(code: QuantityCode, typed: string, ucum: string, field: string): void {
    const value = readDecimal(typed);
    const known = unitOf(code, ucum);
    if (value === undefined) this.#refused.push({ field, code: 'not-a-number' });
    else this.#judge(code, field, checkVital(code, value, ucum, this.#contextOf(code)), typed.trim(), known?.ucum ?? ucum);
  }

  #judge(code: QuantityCode, field: string, check: VitalCheck, typed: string, ucum: string): void {
    if (check.outcome === 'refuse') {
      this.#refused.push({ field, code: check.reason, ...limitText(check), ...(check.state ? { suggestion: check.state } : suggestionText(check)) });
      return;
    }
    const { loinc, unit } = quantityOf(code);
    this.#add(code, loinc, check.value, null, unit, typed, ucum);
    if (check.outcome !== 'confirm') return;
    for (const reason of check.reasons) this.#unusual.push({ field, code: reason, ...limitText(check), ...suggestionText(check) });
  }

  #takePressure({ typed, unit }: VitalEntry): void {
    const read = parseBloodPressure(typed);
    if (!read.ok) this.#refused.push({ field: 'blood-pressure', code: read.error.code });
    else {
      this.#takeNumber('systolic', String(read.value.systolic), unit, 'systolic');
      this.#takeNumber('diastolic', String(read.value.diastolic), unit, 'diastolic');
    }
  }

  #takeConsciousness({ typed }: VitalEntry): void {
    const level = readConsciousness(typed);
    if (level === undefined) this.#refused.push({ field: 'consciousness', code: 'unreadable' });
    else this.#add('consciousness', CONSCIOUSNESS_LOINC, null, letterOf(level), '', typed.trim(), null);
  }

  #takeOxygen({ typed }: VitalEntry): void {
    const oxygen = readOxygen(typed);
    if (oxygen === undefined) this.#refused.push({ field: 'oxygen', code: 'unreadable' });
    else if (oxygen.kind === 'room-air') this.#add('oxygen', null, null, 'room-air', '', typed.trim(), null);
    else {
      const [code, value] = oxygen.kind === 'flow' ? (['o2-flow', oxygen.litresPerMinute] as const) : (['fio2', oxygen.percent] as const);
      const unit = quantityOf(code).unit;
      this.#judge(code, 'oxygen', checkVital(code, value, unit, this.#contextOf(code)), typed.trim(), unit);
    }
  }

  /** Body mass index from weight and height of this form; a strange one points at a slip in one of them. */
  #derive(): void {
    const [weight, height] = [this.#valueOf('weight'), this.#valueOf('height')];
    if (weight === undefined || height === undefined || this.#refused.length > 0 || this.#valueOf('bmi') !== undefined) return;
    const bmi = Number(bodyMassIndex(weight, height).toPrecision(12));
    const check = checkVital('bmi', bmi, 'kg/m2', this.#contextOf('bmi'));
    const { loinc, unit } = quantityOf('bmi');
    if (check.outcome !== 'ok') this.#unusual.push({ field: 'bmi', code: 'weight-or-height-wrong', ...limitText(check) });
    this.#add('bmi', loinc, bmi, null, unit, null, null);
  }

  #add(code: string, loinc: string | null, value: number | null, text: string | null, unit: string, typedValue: string | null, typedUnit: string | null): void {
    if (this.#values.some((each) => each.code === code)) this.#refused.push({ field: code, code: 'given-twice' });
    else this.#values.push({ code, loinc, value, text, unit, typedValue, typedUnit });
  }

  #valueOf(code: QuantityCode): number | undefined {
    return this.#values.find((each) => each.code === code)?.value ?? undefined;
  }

  #contextOf(code: QuantityCode): { ageDays: number | null; previous?: number } {
    const previous = this.#context.previous?.[code];
    return { ageDays: this.#context.ageDays, ...(previous === undefined ? {} : { previous }) };
  }
}

type Judged = Exclude<VitalCheck, { outcome: 'ok' }>;

function limitText({ limit }: Judged): { limit?: string } {
  if (!limit) return {};
  const { low, high, unit } = limit;
  const range = low === null ? `≤ ${high ?? ''}` : high === null ? `≥ ${low}` : `${low}–${high}`;
  return { limit: `${range} ${unit}`.trim() };
}

const suggestionText = ({ suggestion }: Judged): { suggestion?: string } =>
  suggestion ? { suggestion: `${suggestion.value} ${suggestion.unit}` } : {};
