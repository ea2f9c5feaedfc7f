import { describe, expect, test } from 'vitest';
import type { ImportedObservation, ImportedPatient, ImportedRecord } from '#domain/exchange/records.ts';
import { ageInYears } from '#domain/kit/calendar.ts';
import { generateClinic, TRAINING_PATIENTS } from '#domain/synthetic/generate-clinic.ts';
import type { ClinicPlan } from '#domain/synthetic/generate-clinic.ts';
import { checkVital } from '#domain/vitals/check.ts';
import { isQuantity } from '#domain/vitals/quantities.ts';

const plan: ClinicPlan = { seed: 7, patients: 2000, from: '2024-06-01', to: '2026-05-31' };
const all = [...generateClinic(plan)];
const patients = all.filter((record) => record.kind === 'patient').map((record) => record.patient);
const observations = all.filter((record) => record.kind === 'observation').map((record) => record.observation);
const encounters = all.filter((record) => record.kind === 'encounter').map((record) => record.encounter);
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
const ages = new Map(patients.map((patient) => [patient.key, ageInYears(patient.birthDate ?? '', plan.to)]));
const age = (patient: Pick<ImportedPatient, 'key'>): number => ages.get(patient.key) ?? -1;

// spec: CDS-5
describe('an invented clinic', () => {
  test('is the same for the same seed and another for another', () => {
    expect([...generateClinic({ ...plan, patients: 50 })]).toEqual([...generateClinic({ ...plan, patients: 50 })]);
    const names = (seed: number): string[] => [...generateClinic({ ...plan, seed, patients: 50 })].flatMap((r) => (r.kind === 'patient' ? [r.patient.name] : []));
    expect(names(7)).not.toEqual(names(8));
    expect(names(7)).not.toEqual(names(7 + 2 ** 32));
  });

  test('has exactly the patients asked for, and gives the first ones first whatever the size', () => {
    expect(patients).toHaveLength(2000);
    expect(TRAINING_PATIENTS).toBeGreaterThanOrEqual(500);
    const few: ImportedRecord[] = [];
    for (const record of generateClinic({ ...plan, patients: 1_000_000 })) if (few.push(record) === 100) break;
    expect(few).toEqual(all.slice(0, 100));
  });

  test('gives every record after what it belongs to', () => {
    const seen = new Set<string>();
    for (const record of all) {
      if (record.kind === 'patient') seen.add(record.patient.key);
      if (record.kind === 'encounter') expect(seen.has(record.encounter.patientKey)).toBe(true);
      if (record.kind === 'encounter') seen.add(record.encounter.key);
      if (record.kind === 'observation') expect(seen.has(record.observation.encounterKey ?? '')).toBe(true);
    }
  });

  test('is young at the bottom and thin at the top, with names of all its peoples', () => {
    const share = (from: number, to: number): number => patients.filter((p) => age(p) >= from && age(p) < to).length / patients.length;
    expect(share(0, 15)).toBeGreaterThan(share(15, 30));
    expect(share(15, 30)).toBeGreaterThan(share(45, 60));
    expect(share(65, 130)).toBeGreaterThan(0.01);
    expect(share(65, 130)).toBeLessThan(0.1);
    expect(new Set(patients.map((p) => p.language))).toEqual(new Set(['en', 'es', 'sw', 'ar', 'hi']));
    expect(patients.some((p) => /\p{Script=Arabic}/u.test(p.name)) && patients.some((p) => /\p{Script=Devanagari}/u.test(p.name))).toBe(true);
    const oneCulture = [...generateClinic({ ...plan, patients: 100, mix: { arabic: 1 } })];
    expect(oneCulture.every((r) => r.kind !== 'patient' || r.patient.language === 'ar')).toBe(true);
  });

  test('has families that share a phone nobody in the world can be called on', () => {
    const phones = patients.map((p) => p.phone).filter((phone) => phone !== null);
    expect(new Set(phones).size).toBeLessThan(phones.length * 0.7);
    expect(phones.every((phone) => phone.startsWith('+999 '))).toBe(true);
  });

  test('is open on weekdays within its days and hours', () => {
    for (const { startedAt, endedAt } of encounters) {
      expect(startedAt >= '2024-06-01' && startedAt < '2026-06-01' && (endedAt ?? '') > startedAt).toBe(true);
      expect(new Date(startedAt).getUTCHours()).toBeGreaterThanOrEqual(8);
      expect(new Date(startedAt).getUTCHours()).toBeLessThan(16);
    }
    const sundays = encounters.filter(({ startedAt }) => new Date(startedAt).getUTCDay() === 0);
    expect(sundays.length).toBeLessThan(encounters.length * 0.02); // only a first day of life or of the clinic
    expect(encounters.filter((e) => e.reason === 'Malaria' && /-0[3-7]-/.test(e.startedAt)).length)
      .toBeGreaterThan(encounters.filter((e) => e.reason === 'Malaria' && /-(0[89]|1[0-2]|01)-/.test(e.startedAt)).length);
  });

  test('takes values that the desk would store, and that hang together', () => {
    const of = (code: string): ImportedObservation[] => observations.filter((one) => one.code === code);
    for (const one of observations) {
      expect(isQuantity(one.code) && checkVital(one.code, one.value ?? NaN, one.unit, { ageDays: null }).outcome).not.toBe('refuse');
      expect(isQuantity(one.code)).toBe(true);
    }
    const pulse = new Map(of('heart-rate').map((one) => [one.encounterKey, one.value ?? 0]));
    const adult = of('temperature').filter((one) => (ages.get(one.patientKey) ?? 0) >= 20);
    const beats = (hot: boolean): number => mean(adult.filter((one) => (one.value ?? 0) > 38 === hot).map((one) => pulse.get(one.encounterKey) ?? 0));
    expect(beats(true)).toBeGreaterThan(beats(false) + 8);
    const pressures = (low: number, high: number): number => mean(of('systolic').filter((one) => {
      const years = ages.get(one.patientKey) ?? 0;
      return years >= low && years < high;
    }).map((one) => one.value ?? 0));
    expect(pressures(60, 120)).toBeGreaterThan(pressures(20, 35) + 8);
    expect(mean(of('weight').filter((one) => (ages.get(one.patientKey) ?? 0) < 5).map((one) => one.value ?? 0))).toBeLessThan(20);
  });

  test('takes no longer than a moment', () => {
    let made = 0;
    for (const record of generateClinic({ ...plan, patients: 20_000 })) if (record.kind === 'patient') made += 1;
    expect(made).toBe(20_000);
  });
});
