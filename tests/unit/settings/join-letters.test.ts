import { expect, test } from 'vitest';
import { joinLetters } from '#renderer/screens/settings/pcs/join-letters.ts';

const OLD = 'aaaa bbbb cccc dddd eeee ffff';
const NEW = 'gggg hhhh iiii jjjj kkkk llll';

test('beside a code for joining stand the letters that somebody compared, as long as the server shows them', () => {
  expect(joinLetters(OLD, undefined)).toEqual({ letters: OLD, renewed: false });
  expect(joinLetters(OLD, { believed: OLD, shown: { words: OLD } })).toEqual({ letters: OLD, renewed: false });
  // It does not answer for a moment.
  expect(joinLetters(OLD, { believed: OLD, shown: null })).toEqual({ letters: OLD, renewed: false });
});

test('a certificate made anew is asked about, and neither its letters nor those before are named until somebody has said that it is right', () => {
  expect(joinLetters(OLD, { believed: OLD, shown: { words: NEW } })).toEqual({ letters: null, renewed: true });
  expect(joinLetters(OLD, { believed: NEW, shown: { words: NEW } })).toEqual({ letters: NEW, renewed: false });
});

test('where known authorities vouch for the server nothing is compared', () => {
  expect(joinLetters(null, undefined)).toEqual({ letters: null, renewed: false });
});
