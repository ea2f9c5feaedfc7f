import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashInputs, isFresh, writeStamp } from '#build/bundle/stamp.ts';
import { builderArguments } from '#build/package.ts';
import { executableName, failedRecently } from '#build/start/electron-runtime.ts';
import { whyNoWindow, type Machine } from '#build/start/why-no-window.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'daybook-bundle-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a part of out/', () => {
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  test('is stale when a file changes, appears, goes or is renamed, and fresh when nothing did', () => {
    write('main/a.ts', '1');
    write('main/sub/b.ts', '2');
    const hash = (): string => hashInputs(root, ['main', 'absent.json']);
    const first = hash();
    expect(hash()).toBe(first);
    write('main/sub/b.ts', '3');
    const changed = hash();
    write('main/sub/c.ts', '');
    const appeared = hash();
    rmSync(join(root, 'main/a.ts'));
    write('main/d.ts', '1');
    expect(new Set([first, changed, appeared, hash()]).size).toBe(4);
  });

  test('is built again when an output is missing or the stamp is cut short', () => {
    write('out/main/x.js', '');
    writeStamp(root, 'out/.stamp-main.json', { inputs: 'abc', outputs: ['out/main/x.js'] });
    expect(isFresh(root, 'out/.stamp-main.json', 'abc')).toBe(true);
    expect(isFresh(root, 'out/.stamp-main.json', 'abd')).toBe(false);
    rmSync(join(root, 'out/main/x.js'));
    expect(isFresh(root, 'out/.stamp-main.json', 'abc')).toBe(false);
    write('out/main/x.js', '');
    write('out/.stamp-main.json', '{"inputs":"ab');
    expect(isFresh(root, 'out/.stamp-main.json', 'abc')).toBe(false);
  });
});

describe('npm start', () => {
  test.each<[string, Machine, RegExp | undefined]>([
    ['a Linux desktop', { platform: 'linux', env: { DISPLAY: ':0' }, getuid: () => 1000 }, undefined],
    ['Wayland', { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, getuid: () => 1000 }, undefined],
    ['a server', { platform: 'linux', env: { DISPLAY: '' }, getuid: () => 1000 }, /no display/],
    ['root', { platform: 'linux', env: { DISPLAY: ':0' }, getuid: () => 0 }, /root/],
    ['macOS', { platform: 'darwin', env: {}, getuid: () => 501 }, undefined],
    ['Windows', { platform: 'win32', env: {} }, undefined],
  ])('knows whether a window can open on %s', (_name, machine, reason) => {
    if (reason) expect(whyNoWindow(machine)).toMatch(reason);
    else expect(whyNoWindow(machine)).toBeUndefined();
  });

  test('does not wait for a download that failed today', () => {
    const mark = join(root, 'failed');
    expect(failedRecently(mark, 0)).toBe(false);
    writeFileSync(mark, '1000');
    expect(failedRecently(mark, 1000 + 3_600_000)).toBe(true);
    expect(failedRecently(mark, 1000 + 25 * 3_600_000)).toBe(false);
    // A clock that was set back must not stop downloads for years.
    expect(failedRecently(mark, 500)).toBe(false);
  });

  test('finds the executable where Electron puts it', () => {
    expect([executableName('linux'), executableName('win32'), executableName('darwin')])
      .toEqual(['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']);
  });
});

test('packaging publishes and signs only when told how', () => {
  expect(builderArguments({})).toEqual(['--config', 'electron-builder.yml', '--publish', 'never']);
  expect(builderArguments({ DAYBOOK_UPDATE_URL: 'https://updates.example.org/', DAYBOOK_ELECTRON_DIST: '/e', DAYBOOK_PUBLISH: 'always' })).toEqual([
    '--config', 'electron-builder.yml', '--publish', 'always', '-c.electronDist=/e',
    '-c.publish.provider=generic', '-c.publish.url=https://updates.example.org/',
  ]);
});
