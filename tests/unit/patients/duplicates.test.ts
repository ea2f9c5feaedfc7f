import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockingKeys, LIKELY_DUPLICATE, scoreDuplicate } from '#domain/patients/duplicates.ts';
import type { Identity } from '#domain/patients/duplicates.ts';
import { keyWords } from '#domain/patients/search-words.ts';
import { person, seeded, twin } from './noisy-people.ts';

const maria: Identity = { name: 'María José González', sex: 'female', birthDate: '1990-03-12', birthEstimated: false, phone: '+506 8888 1234' };
const compare = (other: Partial<Identity>, base: Identity = maria) => scoreDuplicate({ ...base, ...other }, base);

describe('likely the same person', () => {
  test.each<[string, Partial<Identity>, string[]]>([
    ['herself', {}, ['same-name', 'same-birth-date', 'same-phone']],
    ['without accents, order changed', { name: 'GONZALEZ MARIA JOSE' }, ['same-name', 'same-birth-date', 'same-phone']],
    ['name alone', { birthDate: null, phone: null }, ['same-name']],
    ['day and month swapped', { birthDate: '1990-12-03', phone: null }, ['same-name', 'day-month-swapped']],
    ['another spelling', { name: 'Maria Jose Gonsales', phone: null }, ['name-sounds-alike', 'same-birth-date']],
    ['no middle name', { name: 'Maria Gonzalez', phone: null }, ['name-spelled-alike', 'same-birth-date']],
    ['local form of the phone', { name: 'Maria Gonzalez', birthDate: null, phone: '8888-1234' }, ['name-spelled-alike', 'same-phone']],
    ['age guessed', { birthDate: '1991-11-21', birthEstimated: true, phone: null }, ['same-name', 'birth-year-close']],
    ['married: a new surname, all else the same', { name: 'María José Ramírez' }, ['name-spelled-alike', 'same-birth-date', 'same-phone']],
  ])('%s', (_, other, reasons) => {
    const { score, reasons: found } = compare(other);
    expect(found).toEqual(reasons);
    expect(score).toBeGreaterThanOrEqual(LIKELY_DUPLICATE);
  });

  test('another script', () => {
    const base = { ...maria, name: 'Mohammed Hussein', sex: 'male' };
    expect(compare({ name: 'محمد حسين', phone: null }, base)).toMatchObject({ reasons: ['name-sounds-alike', 'same-birth-date'] });
    expect(compare({ name: 'محمد حسين', phone: null }, base).score).toBeGreaterThanOrEqual(LIKELY_DUPLICATE);
  });
});

describe('not shown', () => {
  test.each<[string, Partial<Identity>]>([
    ['a relative: surname and phone', { name: 'Carlos González', sex: 'male', birthDate: '1985-01-30' }],
    ['a mother of the same name and phone, 30 years older', { birthDate: '1960-07-01', phone: null }],
    ['another person born that day', { name: 'Rosa Quispe', phone: null }],
    ['another person with the phone', { name: 'Rosa Quispe', birthDate: '1970-01-01' }],
    ['the same name, three years older, no phone', { birthDate: '1987-08-01', phone: null }],
    ['nothing typed yet', { name: '' }],
  ])('%s', (_, other) => {
    expect(compare(other).score).toBeLessThan(LIKELY_DUPLICATE);
  });

  test('a brother and sister born on one day', () => {
    expect(compare({ name: 'José Luis González', sex: 'male', phone: null }).score).toBeLessThan(LIKELY_DUPLICATE);
  });

  test('one part of the other name is not matched twice', () => {
    const base = { ...maria, name: 'Ana López', birthDate: null, phone: null };
    expect(compare({ name: 'Ana Anna' }, base)).toEqual({ score: 15, reasons: ['name-spelled-alike'] });
  });

  test('a contradicting sex lowers, an unknown one does not', () => {
    expect(compare({ sex: 'male', phone: null }).score).toBe(compare({ phone: null }).score - 25);
    expect(compare({ sex: 'unknown', phone: null }).score).toBe(compare({ phone: null }).score);
  });
});

test('the score is 0 to 100 and the same from both sides', () => {
  const identity = fc.record({
    name: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('Ana Lopez', 'Ana', 'Lopez Anna')), sex: fc.constantFrom('female', 'male', 'unknown'),
    birthDate: fc.option(fc.constantFrom('1990-03-12', '1990-12-03', '1980-03-12')), birthEstimated: fc.boolean(), phone: fc.option(fc.string({ maxLength: 15 })),
  });
  fc.assert(fc.property(identity, identity, (a, b) => {
    const { score } = scoreDuplicate(a, b);
    expect(score >= 0 && score <= 100).toBe(true);
    expect(Math.abs(score - scoreDuplicate(b, a).score)).toBeLessThanOrEqual(12);
    expect(blockingKeys(a).every((key) => key.length > 2)).toBe(true);
  }));
});

describe('on invented people registered twice', () => {
  const random = seeded(20_260);
  const pairs = Array.from({ length: 2000 }, () => {
    const first = person(random);
    return { first, second: twin(first, random) };
  });
  const share = (a: Identity, b: Identity): boolean => {
    const keys = new Set(blockingKeys(a));
    return blockingKeys(b).some((key) => keys.has(key));
  };

  test('at least 95 of 100 share a key, and as many are shown', () => {
    // Measured: 99.2 % share a key, 99.5 % score as likely.
    expect(pairs.filter(({ first, second }) => share(first, second)).length / pairs.length).toBeGreaterThan(0.98);
    expect(pairs.filter(({ first, second }) => scoreDuplicate(first, second).score >= LIKELY_DUPLICATE).length / pairs.length).toBeGreaterThan(0.98);
  });

  test('a swapped date with one name part left meets the right one', () => {
    expect(share({ ...maria, phone: null }, { ...maria, name: 'María Xyzzy', birthDate: '1990-12-03', phone: null })).toBe(true);
    expect(share({ ...maria, phone: null }, { ...maria, name: 'María Xyzzy', birthDate: '1990-12-04', phone: null })).toBe(false);
  });

  test('few strangers share a key and hardly one is shown', () => {
    const strangers = pairs.slice(0, 600).flatMap((a, i) => pairs.slice(i + 1, 600).map((b) => [a.first, b.first] as const));
    const met = strangers.filter(([a, b]) => share(a, b));
    // Measured: 0.09 % share a key (the invented clinic has only 3,000 name pairs), 0.001 % would be shown.
    expect(met.length / strangers.length).toBeLessThan(0.002);
    expect(met.filter(([a, b]) => scoreDuplicate(a, b).score >= LIKELY_DUPLICATE).length / strangers.length).toBeLessThan(0.000_1);
  });

  test('a patient has few keys', () => {
    const counts = pairs.map(({ first }) => blockingKeys(first).length);
    expect(counts.reduce((sum, n) => sum + n, 0) / counts.length).toBeLessThan(8);
    expect(blockingKeys({ name: 'llolla jolla ella gigi stella '.repeat(40), birthDate: '1990-01-01', phone: '12345678' }).length).toBeLessThan(90);
  });
});

test('each duplicate key becomes one word of letters and digits, whatever keys stand beside it', () => {
  const key = fc.oneof(fc.constantFrom('n:KRS:MMT', 'b:19991228:AYA', 'p:99482294', 'n:ÉA'), fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\s/u.test(text)));
  fc.assert(fc.property(fc.array(key), (keys) => {
    const words = keyWords(keys);
    expect(words).toEqual(keys.flatMap((one) => keyWords([one])));
    for (const word of words) expect(word).toMatch(/^\ue000[\p{L}\p{N}]*$/u);
  }));
  expect(keyWords([])).toEqual([]);
});
