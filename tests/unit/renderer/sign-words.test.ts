import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { signName, stateWord } from '#renderer/screens/chart/sign-words.ts';

const t = ((key: string) => key) as unknown as TFunction;

beforeAll(async () => { await i18next.init({ lng: 'es', resources: {} }); });

test('a measure of the laboratory has the name of its test, and an answer its words, in the language of the screen', () => {
  expect(signName('malaria-rdt', t)).toBe('Prueba rápida de malaria');
  expect(stateWord('malaria-rdt', 'positive', t)).toBe('positivo');
  expect(stateWord('dip-protein', '2+', t)).toBe('2+');
});

test('vital signs keep theirs; what nobody here has a name for keeps its code', () => {
  expect(signName('systolic', t)).toBe('vitals.sign.systolic');
  expect(stateWord('consciousness', 'V', t)).toBe('vitals.level.V');
  expect(stateWord('o2-flow', 'positive', t)).toBe('positive');
  expect(signName('loinc:99999-9', t)).toBe('LOINC 99999-9');
  expect(signName('lab.own-test', t)).toBe('own-test');
});
