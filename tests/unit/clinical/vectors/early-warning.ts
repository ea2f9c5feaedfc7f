import { expect } from 'vitest';
import { gcs, gcsText, suggestedLevel, type GcsInputs } from '#domain/clinical/gcs.ts';
import { meows } from '#domain/clinical/meows.ts';
import { news2, type News2Inputs, type News2Part } from '#domain/clinical/news2.ts';
import { pain } from '#domain/clinical/pain.ts';
import { pews, type PewsPart } from '#domain/clinical/pews.ts';
import { qsofa } from '#domain/clinical/qsofa.ts';
import { obstetricShockIndex, shockIndex, sipa } from '#domain/clinical/shock-index.ts';
import { painBand } from '#domain/vitals/consciousness.ts';
import { check, kebab, type Check } from './vector.ts';

const NEWS2_PARTS: Readonly<Record<string, News2Part>> = {
  respiratory_rate: 'respiratory-rate', spo2: 'spo2', air_or_oxygen: 'oxygen', systolic_bp: 'systolic', pulse: 'pulse', consciousness: 'consciousness', temperature: 'temperature',
};
const PEWS_PARTS: Readonly<Record<string, PewsPart>> = {
  hr: 'heart-rate', sbp: 'systolic', rr: 'respiratory-rate', crt: 'capillary-refill', effort: 'effort', spo2: 'spo2', o2: 'oxygen',
};
const PEWS_OXYGEN = {
  room_air: { kind: 'room-air' }, any_lt_4L_or_lt_50pct: { kind: 'flow', litresPerMinute: 3.9 }, ge_4L_or_ge_50pct: { kind: 'fraction', percent: 50 },
} as const;

interface News2Vector { readonly rr?: number; readonly spo2?: number; readonly scale?: 1 | 2; readonly o2?: boolean; readonly sbp?: number; readonly pulse?: number; readonly acvpu?: News2Inputs['consciousness']; readonly temp?: number }
interface News2Expected {
  readonly total: number | null;
  readonly complete: boolean;
  readonly band?: string;
  readonly partial_total?: number;
  readonly band_at_least?: string;
  readonly components?: Record<string, number>;
  readonly missing?: string[];
}
type PewsVector = Record<'age_months' | 'hr' | 'sbp' | 'rr' | 'crt' | 'spo2', number> & { readonly effort: string; readonly o2: keyof typeof PEWS_OXYGEN };
interface ShockExpected { readonly si: number | null; readonly mutschler_class?: string; readonly obstetric_alert_0_9?: boolean; readonly obstetric_urgent_1_4?: boolean; readonly sipa_elevated?: boolean }
interface GcsExpected { readonly total: number | null; readonly band?: string; readonly display_acvpu?: string; readonly components?: string }

export const earlyWarning: Readonly<Record<string, Check>> = {
  'news2.json': check<News2Vector, News2Expected>(({ input, expect: expected }) => {
    const result = news2({
      respiratoryRate: input.rr, spo2: input.spo2, spo2Scale: input.scale ?? 1, onOxygen: input.o2 ?? undefined, systolic: input.sbp, pulse: input.pulse,
      consciousness: input.acvpu, temperature: input.temp,
    });
    expect(result.total).toBe(expected.total);
    expect(result.missing.length === 0).toBe(expected.complete);
    if (expected.band !== undefined) expect(result.band).toBe(kebab(expected.band));
    if (expected.partial_total !== undefined) expect(result.knownTotal).toBe(expected.partial_total);
    expect(result.atLeast).toBe(expected.complete ? null : expected.band_at_least ?? null);
    if (expected.missing) expect(result.missing).toEqual(expected.missing.map((name) => NEWS2_PARTS[name]));
    for (const [name, points] of Object.entries(expected.components ?? {})) expect([name, result.parts[NEWS2_PARTS[name] ?? 'spo2']]).toEqual([name, points]);
  }),
  'qsofa.json': check<{ rr?: number; sbp?: number; gcs?: number; acvpu?: 'C' }, number | null>(({ input, expect: expected, positive }) => {
    const result = qsofa({ respiratoryRate: input.rr, systolic: input.sbp, gcsTotal: input.gcs, consciousness: input.acvpu });
    expect(result.total).toBe(expected);
    if (positive === undefined) expect(result).toMatchObject({ knownTotal: 2, atLeast: 'positive', missing: ['mentation'] });
    else expect(result.band).toBe(positive ? 'positive' : 'negative');
  }),
  'pews_bedside.json': check<PewsVector, { total: number; alert: boolean; components: Record<string, number> }>(({ input, expect: expected }) => {
    const result = pews({
      ageMonths: input.age_months, heartRate: input.hr, systolic: input.sbp, respiratoryRate: input.rr, capillaryRefill: input.crt, effort: kebab(input.effort) as 'mild', spo2: input.spo2,
      oxygen: PEWS_OXYGEN[input.o2],
    });
    expect(result.total).toBe(expected.total);
    expect(result.band).toBe(expected.alert ? 'urgent' : 'below-threshold');
    expect(result.parts).toEqual(Object.fromEntries(Object.entries(expected.components).map(([name, points]) => [PEWS_PARTS[name], points])));
  }),
  'meows.json': check<Record<'temp' | 'sbp' | 'dbp' | 'pulse' | 'rr' | 'spo2', number> & { avpu: 'A' }, { red: number; yellow: number; trigger: boolean }>(({ input, expect: expected }) => {
    const result = meows({
      temperature: input.temp, systolic: input.sbp, diastolic: input.dbp, pulse: input.pulse, respiratoryRate: input.rr, spo2: input.spo2, consciousness: input.avpu,
    });
    expect(result).toMatchObject({ red: expected.red, yellow: expected.yellow, band: expected.trigger ? 'trigger' : 'no-trigger', missing: [] });
  }),
  'shock_index.json': check<{ hr: number; sbp: number; age_years?: number }, ShockExpected>(({ input, expect: expected }) => {
    const inputs = { pulse: input.hr, systolic: input.sbp };
    if (expected.si === null) return void expect(shockIndex(inputs)).toMatchObject({ value: null, band: null, refused: 'not-positive' });
    if (input.age_years !== undefined) {
      const child = sipa({ ...inputs, ageYears: input.age_years });
      expect(child.value).toBeCloseTo(expected.si, 4);
      return void expect(child.band).toBe(expected.sipa_elevated ? 'raised' : 'not-raised');
    }
    const [adult, mother] = [shockIndex(inputs), obstetricShockIndex(inputs)];
    expect(adult.value).toBeCloseTo(expected.si, 4);
    expect(adult.band).toBe(expected.mutschler_class === 'no_shock' ? 'none' : expected.mutschler_class);
    expect([mother.band !== 'usual', ['urgent', 'very-high'].includes(mother.band ?? '')]).toEqual([expected.obstetric_alert_0_9, expected.obstetric_urgent_1_4]);
  }),
  'consciousness_pain.json': check<GcsInputs & { pain_nrs?: number }, string | GcsExpected>(({ input, expect: expected }) => {
    const rating = input.pain_nrs;
    if (rating !== undefined) {
      if (expected === 'reject') {
        expect(() => painBand(rating)).toThrow(RangeError);
        return void expect(pain(rating)).toMatchObject({ band: null, refused: 'outside-accepted-range' });
      }
      return void expect([pain(rating).band, painBand(rating)]).toEqual([expected, expected]);
    }
    if (typeof expected === 'string') throw new Error('A vector of another shape');
    const result = gcs(input);
    expect(result.total).toBe(expected.total);
    if (expected.band) expect([result.band, suggestedLevel(input)]).toEqual([expected.band, expected.display_acvpu]);
    if (expected.components) expect([gcsText(input), result.refused]).toEqual([expected.components, 'not-testable']);
  }),
};
