import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latinName } from '#domain/patients/names.ts';
import { spellingSimilarity } from '#domain/patients/similarity.ts';
import { nameParts, soundKeys, soundsAlike } from '#domain/patients/sound.ts';

describe('one sound, several spellings', () => {
  test.each([
    'Mohammed Muhammad Mohamed Mohamad محمد Mohd', 'Fatima Fatma Fatuma Fathima فاطمة', 'Yusuf Youssef Yousuf يوسف', 'Ibrahim Ebrahim Ibraheem إبراهيم', 'Khadija Kadija خديجة',
    'Philip Filip Phillip', 'Vargas Bargas', 'Hernandez Ernandez Hernandes', 'Llorente Yorente', 'Gonzalez Gonsales', 'Deepak Dipak', 'Jimenez Gimenez', 'Abdulrahman Abdurrahman Abdalrahman',
    'Abdullah Abdallah Abdulla', 'Lakshmi Laxmi', 'Quispe Kispe', 'राम Ram', 'Djamila Jamila', 'Ali Aly علي',
  ])('%s', (spellings) => {
    const [first = '', ...others] = spellings.split(' ').map(latinName);
    for (const other of others) expect([other, soundsAlike(first, other)]).toEqual([other, true]);
  });

  test.each([['Peter', 'Mary'], ['Ana', 'Luis'], ['Omar', 'Ahmed'], ['Rosa', 'Neema'], ['Aya', 'Eva']])('%s is not %s', (a, b) => {
    expect(soundsAlike(latinName(a), latinName(b))).toBe(false);
  });
});

test('parts: particles are left out, Abd joins its word, nothing is lost when only particles are there', () => {
  expect(nameParts('Maria de los Santos')).toEqual(['maria', 'santos']);
  expect(nameParts('Ahmed bin Abd al-Rahman')).toEqual(['ahmed', 'abdrahman']);
  expect(nameParts('Abdul Rahman Khan')).toEqual(['abdulrahman', 'khan']);
  expect(nameParts('de la')).toEqual(['de', 'la']);
  expect(nameParts('')).toEqual([]);
});

test('every part has one to four keys, without blanks', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    for (const part of nameParts(text)) {
      const keys = soundKeys(part);
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.length).toBeLessThanOrEqual(4);
      for (const key of keys) expect(key).toMatch(/^\S+$/);
    }
  }));
});

describe('spelling similarity', () => {
  // Winkler's own examples.
  test.each([['martha', 'marhta', 0.961], ['dwayne', 'duane', 0.84], ['dixon', 'dicksonx', 0.813], ['abc', 'xyz', 0], ['ana', 'ana', 1]])('%s and %s: %d', (a, b, expected) => {
    expect(spellingSimilarity(a, b)).toBeCloseTo(expected, 3);
  });

  test('is between 0 and 1 and the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdm'), maxLength: 9 });
    fc.assert(fc.property(word, word, (a, b) => {
      const similarity = spellingSimilarity(a, b);
      expect(similarity >= 0 && similarity <= 1).toBe(true);
      // The greedy matching may pair letters differently from the other side.
      expect(Math.abs(similarity - spellingSimilarity(b, a))).toBeLessThan(0.2);
    }));
  });
});
