import { expect, test } from 'vitest';
import { missingNeeds, supplyOf } from '#build/test/needs.ts';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';
const UBUNTU = 'ID=ubuntu\nID_LIKE=debian\n';
const MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n';
const FEDORA = 'ID=fedora\nNAME="debian-like"\n';

test('only what is absent and belongs to a half that runs is missing', () => {
  const commands = (half: 'unit' | 'e2e', there: string[]): string[] =>
    missingNeeds([half], (command) => there.includes(command)).flatMap((need) => need.commands);
  expect(commands('unit', ['socat'])).toEqual(['udevadm', 'pdftotext']);
  expect(commands('e2e', [])).toContain('speech-dispatcher');
  expect(commands('e2e', [])).not.toContain('socat');
});

test('apt is used by root on Debian and its relatives', () => {
  expect(supplyOf(DEBIAN, true, true)).toEqual({ kind: 'apt', chromiumByApt: true });
  expect(supplyOf(UBUNTU, true, true)).toEqual({ kind: 'apt', chromiumByApt: false });
  expect(supplyOf(MINT, true, true)).toEqual({ kind: 'apt', chromiumByApt: false });
});

test('elsewhere the reason is named', () => {
  expect(supplyOf(DEBIAN, false, true)).toEqual({ kind: 'none', reason: 'not running as root' });
  expect(supplyOf(FEDORA, true, false).kind).toBe('none');
  expect(supplyOf('', false, false).kind).toBe('none');
});
