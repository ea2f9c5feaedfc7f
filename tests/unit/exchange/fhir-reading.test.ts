import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMoment, readBirth } from '#domain/exchange/fhir/moment.ts';
import { isGrouping, observationKind, readObservation } from '#domain/exchange/fhir/observation.ts';
import { readPatient } from '#domain/exchange/fhir/patient.ts';
import { toCanonical } from '#domain/exchange/fhir/units.ts';

const loinc = (code: string): object => ({ coding: [{ system: 'http://loinc.org', code }] });
const at = { effectiveDateTime: '2024-01-02T03:04:05Z' };
const valuesOf = (resource: object): unknown => {
  const read = readObservation({ ...at, ...resource });
  return read.ok ? read.value.values.map(({ code, value, text, unit }) => [code, value ?? text, unit]) : read.error.reason;
};

test.each([
  ['2024-03-04T09:30:00+03:00', '2024-03-04T06:30:00.000Z'], ['2024-03-04T09:30:00.1234-05:30', '2024-03-04T15:00:00.123Z'],
  ['2024-03-04', '2024-03-04T12:00:00.000Z'], ['2024-03', '2024-03-01T12:00:00.000Z'], ['2024-06-30T23:59:60Z', '2024-06-30T23:59:59.000Z'],
  ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'], ['2024-03-04T09:30', '2024-03-04T09:30:00.000Z'],
  ['2024-02-29T10:00:00.000Z', '2024-02-29T10:00:00.000Z'], ['2023-02-29T10:00:00.000Z', undefined], ['2024-13-01T10:00:00.000Z', undefined],
  ['0000-01-01T10:00:00.000Z', undefined], ['2024-01-01T24:00:00.000Z', undefined], ['2024-01-01T23:60:00.000Z', undefined],
  ['2023-02-29', undefined], ['2024-03-04T24:00:00Z', undefined], ['0001-01-01T00:00:00+14:00', undefined], ['yesterday', undefined],
])('the moment %s', (text, expected) => { expect(readMoment(text)).toBe(expected); });

test('every instant is read as JavaScript writes it', () => {
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }), (date) => {
    expect(readMoment(date.toISOString())).toBe(date.toISOString());
  }));
});

test('a birth year or month stands for its middle', () => {
  expect([readBirth('1990'), readBirth('1990-05'), readBirth('1990-05-04'), readBirth('1990-02-30')]).toEqual([
    { birthDate: '1990-07-01', estimated: true }, { birthDate: '1990-05-15', estimated: true }, { birthDate: '1990-05-04', estimated: false }, undefined,
  ]);
});

test('units are converted exactly or not at all', () => {
  expect([toCanonical(98.6, '[degF]', 'Cel'), toCanonical(150, '[lb_av]', 'kg'), toCanonical(5.5, 'm', 'cm'), toCanonical(72, '[in_i]', 'cm')]).toEqual([37, 68.0388555, 550, 182.88]);
  expect([toCanonical(72, 'beats/min', '/min'), toCanonical(1.5, '/s', '/min'), toCanonical(98, '%', '%'), toCanonical(3200, 'g', 'kg')]).toEqual([72, 90, 98, 3.2]);
  expect([toCanonical(1, 'furlong', 'cm'), toCanonical(1, 'kg', 'cm'), toCanonical(1, 'constructor', 'kg')]).toEqual([undefined, undefined, undefined]);
});

describe('observations', () => {
  test('blood pressure, oximetry with flow, and unknown measures', () => {
    const pressure = { code: loinc('85354-9'), component: [
      { code: loinc('8480-6'), valueQuantity: { value: 17.3, code: 'kPa' } }, { code: loinc('8462-4'), valueQuantity: { value: 80, unit: 'mm Hg' } },
    ] };
    expect(valuesOf(pressure)).toEqual([['systolic', Number((17_300 / 133.322387415).toPrecision(12)), 'mm[Hg]'], ['diastolic', 80, 'mm[Hg]']]);
    expect(valuesOf({ code: loinc('2708-6'), valueQuantity: { value: 96, code: '%' }, component: [{ code: loinc('3151-8'), valueQuantity: { value: 2, code: 'L/min' } }] }))
      .toEqual([['spo2', 96, '%'], ['o2-flow', 2, 'L/min']]);
    expect(valuesOf({ code: loinc('99999-9'), valueQuantity: { value: 4, unit: 'frogs' } })).toEqual([['loinc:99999-9', 4, 'frogs']]);
    expect(valuesOf({ code: { coding: [{ system: 'http://snomed.info/sct', code: '364075005' }] }, valueQuantity: { value: 71, code: '/min' } })).toEqual([['heart-rate', 71, '/min']]);
    expect(valuesOf({ code: loinc('72514-3'), valueInteger: 4 })).toEqual([['pain', 4, '{score}']]);
  });

  test('a limit is no number, and words stay words', () => {
    expect(valuesOf({ code: loinc('59408-5'), valueQuantity: { value: 70, comparator: '<', code: '%' } })).toEqual([['spo2', '<70 %', '']]);
    expect(valuesOf({ code: loinc('8867-4'), valueCodeableConcept: { text: 'regular' } })).toEqual([['heart-rate', 'regular', '']]);
    expect(valuesOf({ code: loinc('8867-4'), dataAbsentReason: { text: 'refused' } })).toBe('value-missing');
  });

  test('an absent part of a panel is left out; an unreadable one refuses the panel', () => {
    const part = (code: string, rest: object): object => ({ code: loinc(code), ...rest });
    const panel = (second: object): object => ({ code: loinc('85354-9'), component: [part('8480-6', { valueQuantity: { value: 120, code: 'mm[Hg]' } }), second] });
    expect(valuesOf(panel(part('8462-4', { dataAbsentReason: { text: 'x' } })))).toEqual([['systolic', 120, 'mm[Hg]']]);
    expect(valuesOf(panel(part('8462-4', { valueQuantity: { value: 80, code: 'cm' } })))).toBe('unit-unknown');
  });

  test('what counts as a vital sign', () => {
    const category = (code: string): { category: unknown } => ({ category: [{ coding: [{ code }] }] });
    expect(observationKind({ ...category('vital-signs'), code: loinc('1-1') })).toBe('vital-signs');
    expect(observationKind({ ...category('laboratory'), code: loinc('2708-6') })).toBe('laboratory');
    expect(observationKind({ code: loinc('8867-4') })).toBe('vital-signs');
    expect(observationKind({ code: loinc('2345-7') })).toBe('other');
    expect(observationKind(category('made-up'))).toBe('other');
    expect(isGrouping({ hasMember: [{}] })).toBe(true);
  });
});

describe('patients', () => {
  const read = (resource: object): unknown => {
    const result = readPatient({ resourceType: 'Patient', name: [{ text: 'A B' }], ...resource }, '2026-06-01');
    return result.ok ? result.value : result.error.reason;
  };

  test('use the name, phone and address in use', () => {
    expect(read({
      name: [{ use: 'maiden', text: 'Old Name' }, { use: 'usual', given: ['Now', 'M.'], family: 'Married', suffix: ['Jr.'] }],
      telecom: [{ system: 'phone', value: '1', use: 'old' }, { system: 'phone', value: '2', use: 'work' }, { system: 'phone', value: '3', use: 'mobile' }, { system: 'email', value: 'a@b.example' }],
      address: [{ use: 'old', line: ['x'] }, { line: ['1 Road', 'Flat 2'], city: 'Town', state: 'S' }], communication: [{ language: { coding: [{ code: 'fr' }] } }, { preferred: true, language: { coding: [{ code: 'sw' }] } }],
      contact: [{ name: { text: 'Kin' }, relationship: [{ text: 'Sister' }], telecom: [{ system: 'phone', value: '4' }] }], deceasedBoolean: true,
    })).toMatchObject({
      name: 'Now M. Married Jr.', phone: '3', email: 'a@b.example', address: '1 Road, Flat 2', district: 'Town', state: 'S', language: 'sw',
      contacts: [{ name: 'Kin', relation: 'Sister', phone: '4' }], deceased: { at: null }, sex: 'unknown', birthDate: null,
    });
  });

  test('born this year is not born in the future', () => {
    expect([read({ birthDate: '2026' }), read({ birthDate: '2026-06-02' })]).toMatchObject([{ birthDate: '2026-06-01', birthEstimated: true }, 'birth-in-future']);
  });

  test('nothing of any shape is ever thrown', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('name', 'telecom', 'birthDate', 'gender', 'identifier', 'contact', 'address', 'extension', 'communication'), fc.jsonValue()), (resource) => {
      readPatient(resource, '2026-06-01');
    }));
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('code', 'category', 'component', 'valueQuantity', 'effectiveDateTime', 'status', 'hasMember'), fc.jsonValue()), (resource) => {
      observationKind(resource);
      readObservation(resource);
    }));
  });
});
