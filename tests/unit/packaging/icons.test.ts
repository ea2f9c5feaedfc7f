import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ICNS_TYPES, ico, png } from '#build/icons/containers.ts';
import { paint } from '#build/icons/mark.ts';

const ICONS = join(import.meta.dirname, '../../../build/icons');
const sizeOfPng = (file: Buffer): number => file.readUInt32BE(16);
const isPng = (file: Buffer): boolean => file.subarray(1, 4).toString() === 'PNG';

test('the Windows icon holds a PNG of each size it lists', () => {
  const file = readFileSync(join(ICONS, 'icon.ico'));
  const count = file.readUInt16LE(4);
  const listed = Array.from({ length: count }, (_, i) => {
    const at = 6 + 16 * i;
    const image = file.subarray(file.readUInt32LE(at + 12), file.readUInt32LE(at + 12) + file.readUInt32LE(at + 8));
    expect(isPng(image)).toBe(true);
    expect(sizeOfPng(image)).toBe(file[at] === 0 ? 256 : file[at]);
    return sizeOfPng(image);
  });
  expect(listed).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test('the macOS icon holds a PNG of the size each type stands for', () => {
  const file = readFileSync(join(ICONS, 'icon.icns'));
  expect(file.readUInt32BE(4)).toBe(file.length);
  const found: [string, number][] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    expect(isPng(file.subarray(at + 8))).toBe(true);
    found.push([file.toString('latin1', at, at + 4), sizeOfPng(file.subarray(at + 8))]);
  }
  expect(found).toEqual(ICNS_TYPES);
});

test('the Linux icons have the size in their name', () => {
  for (const size of [16, 32, 48, 64, 128, 256, 512]) expect(sizeOfPng(readFileSync(join(ICONS, `${size}x${size}.png`)))).toBe(size);
});

test('the files are what the drawing gives', () => {
  expect(readFileSync(join(ICONS, '48x48.png')).equals(png(48, paint(48)))).toBe(true);
});

test('corners are clear, the ground is teal, the left page white', () => {
  const pixels = paint(64);
  const at = (x: number, y: number): number[] => [...pixels.subarray((y * 64 + x) * 4, (y * 64 + x) * 4 + 4)];
  expect(at(0, 0)).toEqual([0, 0, 0, 0]);
  expect(at(32, 8)).toEqual([0x0f, 0x5e, 0x63, 255]);
  expect(at(14, 44)).toEqual([255, 255, 255, 255]);
});

test('a PNG row starts with its filter octet', () => {
  const file = png(2, new Uint8Array(16).fill(9));
  const data = file.subarray(file.indexOf('IDAT') + 4, file.indexOf('IEND') - 8);
  expect([...inflateSync(data)]).toEqual([0, 9, 9, 9, 9, 9, 9, 9, 9, 0, 9, 9, 9, 9, 9, 9, 9, 9]);
});

test('an icon of 256 pixels is written as 0', () => {
  expect(ico(new Map([[256, Buffer.from('x')]]))[6]).toBe(0);
});
