import { expect, it } from 'vitest';
import { reachableAt, type OwnAddress } from '#domain/kit/reachable.ts';

const own: readonly OwnAddress[] = [
  { address: '127.0.0.1', family: 'IPv4', internal: true },
  { address: '::1', family: 'IPv6', internal: true },
  { address: '2001:db8::7', family: 'IPv6', internal: false },
  { address: 'fe80::1c2', family: 'IPv6', internal: false },
  { address: '192.168.1.20', family: 'IPv4', internal: false },
  { address: '169.254.4.4', family: 'IPv4', internal: false },
  { address: '10.0.0.20', family: 'IPv4', internal: false },
];

it('names the addresses that a PC can use where the server listens on all of them, IPv4 first', () => {
  expect(reachableAt('0.0.0.0', 4480, true, own)).toEqual(['https://192.168.1.20:4480', 'https://10.0.0.20:4480']);
  expect(reachableAt('::', 4480, true, own)).toEqual(['https://192.168.1.20:4480', 'https://10.0.0.20:4480', 'https://[2001:db8::7]:4480']);
});

it('names the address it was given, and the loopback one on a machine without a network', () => {
  expect(reachableAt('192.168.1.20', 4481, true, own)).toEqual(['https://192.168.1.20:4481']);
  expect(reachableAt('127.0.0.1', 4480, false, own)).toEqual(['http://127.0.0.1:4480']);
  expect(reachableAt('::1', 4480, false, own)).toEqual(['http://[::1]:4480']);
  expect(reachableAt('0.0.0.0', 4480, true, own.slice(0, 2))).toEqual(['https://127.0.0.1:4480']);
});
