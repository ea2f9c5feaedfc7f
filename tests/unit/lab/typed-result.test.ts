import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculate } from '#domain/lab/calculated.ts';
import { BUILT_IN_TESTS } from '#domain/lab/catalogue.ts';
import { deltaOf } from '#domain/lab/delta.ts';
import { formatSpecimenNumber, parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { LINE_STATUSES, moved, movesFrom } from '#domain/lab/status.ts';
import { readTyped, slipOf, unitsOfTest } from '#domain/lab/typed-result.ts';
import { formatPatientNumber, parsePatientNumber, SLOT_ALPHABET } from '#domain/patients/number.ts';

const testOf = (code: string) => BUILT_IN_TESTS.find((each) => each.code === code) ?? (() => { throw new Error(code); })();
const numeric = { kind: 'numeric', choices: [] } as const;

describe('what is typed as a result', () => {
  test.each([
    ['5.4', { value: 5.4, comparator: null }], ['5,4', { value: 5.4, comparator: null }], ['<0.01', { value: 0.01, comparator: '<' }], ['≥ 500', { value: 500, comparator: '>=' }],
    ['٥٫٤', { value: 5.4, comparator: null }], ['-2', { value: -2, comparator: null }],
  ])('%s is a number', (typed, expected) => {
    expect(readTyped(numeric, typed)).toEqual({ ok: true, value: { text: null, ...expected } });
  });

  test.each(['4,2 mg', '4.2mg/dL', '< 5 µmol/L', '12 %', '12%', '3.1 10^9/L', '5 g', '7g/L', '١٢ ملغ', '140 mmol/L '])('%s is a number with its unit', (typed) => {
    expect(readTyped(numeric, typed)).toEqual({ ok: false, error: 'unit-typed' });
  });

  test.each(['5.4.1', 'high', '<', '1e5', '5 4', '2o', '4..2 mg', 'mg 4', '12 000'])('%s is none', (typed) => {
    expect(readTyped(numeric, typed)).toEqual({ ok: false, error: 'not-a-number' });
  });

  test('answers are found by their beginning, as long as it tells them apart', () => {
    const malaria = testOf('malaria-rdt');
    const read = (typed: string) => { const answer = readTyped(malaria, typed, (code) => (code === 'negative' ? 'negativo' : code)); return answer.ok ? answer.value.text : answer.error; };
    expect(['n', 'P', 'f', 'NEGATIVO', 'x', 'negative'].map(read)).toEqual(['negative', 'positive', 'falciparum', 'negative', 'no-such-answer', 'negative']);
    const protein = testOf('dip-protein');
    expect(['++', '2+', 't', '+'].map((typed) => { const answer = readTyped(protein, typed); return answer.ok ? answer.value.text : answer.error; })).toEqual(['2+', '2+', 'trace', '1+']);
    expect(readTyped(testOf('hiv-rapid'), 'r')).toMatchObject({ ok: true, value: { text: 'reactive' } });
  });

  test('any finite number is read back as it was written', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 999 }), fc.constantFrom('', '<', '<=', '>', '>='), (whole, part, comparator) => {
      const text = `${whole}.${String(part).padStart(3, '0')}`;
      expect(readTyped(numeric, `${comparator}${text}`)).toEqual({ ok: true, value: { value: Number(text), comparator: comparator === '' ? null : comparator, text: null } });
    }));
  });
});

test('unit slips are offered by the published limits', () => {
  const slip = (code: string, value: number, unit: string) => slipOf(testOf(code), value, unit);
  expect([slip('glucose-fasting', 34.9, 'mg/dL'), slip('glucose-fasting', 35, 'mg/dL'), slip('glucose-fasting', 5, 'mmol/L')]).toEqual(['mmol/L', undefined, undefined]);
  expect([slip('haemoglobin', 27.1, 'g/dL'), slip('haemoglobin', 27, 'g/dL'), slip('hba1c', 20.1, '%'), slip('hba1c', 20, '%')]).toEqual(['g/L', undefined, 'mmol/mol', undefined]);
  expect([slip('white-cells', 1001, '10*3/uL'), slip('white-cells', 11, '10*3/uL'), slip('platelets', 5001, '10*3/uL'), slip('platelets', 250_000, '/uL')]).toEqual(['/uL', undefined, '/uL', undefined]);
  expect(unitsOfTest(testOf('white-cells'))).toContain('/uL');
});

describe('an ordered test', () => {
  test('goes one way, and every move that its state does not allow names the state', () => {
    expect(Object.fromEntries(LINE_STATUSES.map((status) => [status, movesFrom(status)]))).toEqual({
      ordered: ['collect', 'cancel'], collected: ['receive', 'cancel', 'reject'], received: ['result', 'cancel', 'reject'], resulted: ['result', 'verify'], verified: ['amend'],
      cancelled: [], rejected: ['recollect'],
    });
    expect(moved('verified', 'cancel')).toEqual({ ok: false, error: 'lab-is-verified' });
    expect(moved('ordered', 'collect')).toEqual({ ok: true, value: 'collected' });
  });
});

describe('specimen numbers', () => {
  const slot = fc.tuple(fc.constantFrom(...SLOT_ALPHABET), fc.constantFrom(...SLOT_ALPHABET)).map((pair) => pair.join(''));
  const number = fc.record({ slot, suffix: fc.constantFrom('', 'A', 'BC'), counter: fc.integer({ min: 1, max: 999_999_999 }) });

  test('are read as written, in any case and with any separator', () => {
    fc.assert(fc.property(number, fc.constantFrom('-', '', ' ', '_'), (of, separator) => {
      expect(parseSpecimenNumber(formatSpecimenNumber(of).replaceAll('-', separator).toLowerCase())).toEqual({ ok: true, value: of });
    }));
  });

  test('of two PCs never meet, and none is a patient number', () => {
    fc.assert(fc.property(number, number, (a, b) => {
      if (JSON.stringify(a) !== JSON.stringify(b)) expect(formatSpecimenNumber(a)).not.toBe(formatSpecimenNumber(b));
      expect(parsePatientNumber(formatSpecimenNumber(a)).ok).toBe(false);
      expect(parseSpecimenNumber(formatPatientNumber({ clinic: 'KB7', ...a })).ok).toBe(false);
    }));
  });

  test('are written with their mark, slot and five digits, and more where five are not enough', () => {
    expect([412, 123_456].map((counter) => formatSpecimenNumber({ slot: '3F', suffix: '', counter }).slice(0, -1))).toEqual(['U3F-00412-', 'U3F-123456-']);
  });

  test('one wrong character is noticed', () => {
    fc.assert(fc.property(number, fc.nat(20), fc.constantFrom(...'0123456789'), (of, at, digit) => {
      const text = formatSpecimenNumber(of).replaceAll('-', '');
      const place = 3 + of.suffix.length + (at % (text.length - 4 - of.suffix.length));
      if (text[place] === digit) return;
      expect(parseSpecimenNumber(text.slice(0, place) + digit + text.slice(place + 1))).toEqual({ ok: false, error: 'wrong-check' });
    }));
  });
});

test('a change since the last value is told from the limit on, within three months', () => {
  const at = '2026-03-14T09:00:00.000Z';
  const earlier = { value: 10, at: '2026-02-14T09:00:00.000Z' };
  expect(deltaOf(15, earlier, 50, at)).toEqual({ previous: 10, at: earlier.at, percent: 50 });
  expect([deltaOf(14.9, earlier, 50, at), deltaOf(20, undefined, 50, at), deltaOf(20, earlier, null, at), deltaOf(20, { value: 10, at: '2025-03-14T09:00:00.000Z' }, 50, at), deltaOf(20, { value: 0, at }, 50, at)]).toEqual([null, null, null, null, null]);
  expect(deltaOf(4, earlier, 50, at)?.percent).toBe(-60);
  // What was measured afterwards, and brought along later, is no value before it.
  expect(deltaOf(20, { value: 10, at: '2026-03-15T09:00:00.000Z' }, 50, at)).toBeNull();
});

describe('calculated tests', () => {
  const mg = (value: number) => ({ value, unit: 'mg/dL' });
  const adult = { ageYears: 55, sex: 'male' } as const;
  test('follow the published rules', () => {
    expect(calculate(testOf('ldl'), { cholesterol: mg(200), hdl: mg(50), triglycerides: mg(150) }, adult)).toEqual({ value: 120 });
    expect(calculate(testOf('non-hdl'), { cholesterol: mg(200), hdl: mg(50) }, adult)).toEqual({ value: 150 });
    expect(calculate(testOf('egfr'), { creatinine: mg(1.2) }, adult)).toEqual({ value: 71 });
    expect(calculate({ ...testOf('ldl'), unit: 'mmol/L' }, { cholesterol: { value: 5.2, unit: 'mmol/L' }, hdl: { value: 1.3, unit: 'mmol/L' }, triglycerides: { value: 1.7, unit: 'mmol/L' } }, adult)).toEqual({ value: 3.13 });
  });

  test('take lipids that were reported in different units', () => {
    expect(calculate(testOf('non-hdl'), { cholesterol: { value: 5.172, unit: 'mmol/L' }, hdl: mg(50) }, adult)).toEqual({ value: 150 });
  });

  test('say why there is no value', () => {
    expect(calculate(testOf('ldl'), { cholesterol: mg(250), hdl: mg(35), triglycerides: mg(400) }, adult)).toEqual({ refused: 'triglycerides-too-high' });
    expect(calculate(testOf('egfr'), { creatinine: mg(1) }, { ageYears: 16, sex: 'male' })).toEqual({ refused: 'outside-population' });
    expect(calculate(testOf('egfr'), { creatinine: mg(1) }, { ageYears: 40, sex: 'unknown' })).toEqual({ refused: 'sex-unknown' });
    expect(calculate(testOf('ldl'), { cholesterol: mg(250), hdl: mg(35) }, adult)).toBeUndefined();
  });
});
