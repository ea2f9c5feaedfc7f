import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { storeChoice } from '#main/native/store-choice.ts';
import { defaultStoreDir } from '#main/native/store-location.ts';
import { isOurs, windowKind } from '#main/windows/app-origin.ts';

const PLACE = { env: {}, home: '/home/ana' };

test('a named store wins, among whatever Chromium is told', () => {
  expect(storeChoice(['--no-sandbox', '.', '--store', 'some/where', '--lang=es'], PLACE)).toEqual({ storeDir: resolve('some/where'), training: false });
  expect(storeChoice(['--store=/srv/clinic', '--training'], PLACE)).toEqual({ storeDir: resolve('/srv/clinic'), training: true });
});

test('without a name each account has one store, and a training store beside it', () => {
  expect(storeChoice([], PLACE).storeDir).toBe(join('/home/ana', '.daybook', 'clinic'));
  expect(storeChoice(['--training'], PLACE).storeDir).toBe(join('/home/ana', '.daybook', 'training'));
  expect(storeChoice(['--store', ''], PLACE).storeDir).toBe(storeChoice([], PLACE).storeDir);
});

test('DAYBOOK_HOME moves them', () => {
  expect(defaultStoreDir({ env: { DAYBOOK_HOME: '/data' }, home: '/h', training: true })).toBe(join('/data', 'training'));
});

test.each([
  ['app://daybook/', true], ['app://daybook/display', true], ['app://daybook.evil/', false], ['app://other/', false],
  ['https://daybook/', false], ['file:///etc/passwd', false], ['app:daybook', false], ['nonsense', false],
])('%s is ours: %s', (address, ours) => expect(isOurs(address)).toBe(ours));

test('the display has a window of its own kind', () => {
  expect(['app://daybook/', 'app://daybook/display', 'app://daybook/#/display', 'app://daybook/displays'].map(windowKind))
    .toEqual(['desk', 'display', 'display', 'desk']);
});
