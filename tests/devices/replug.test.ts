import { describe, expect, test } from 'vitest';
import { saveProfile, listProfiles } from '#db/queries/devices.ts';
import { isSameCable } from '#main/devices/devices-here.ts';
import { portProblemOf, type ListedPort } from '#main/devices/port/line.ts';
import { packetOf } from '#tests/support/devices/packets.ts';
import { VirtualWard } from '#tests/support/devices/virtual-ward.ts';

const cable = (path: string): ListedPort => ({ path, maker: 'FTDI', vendorId: '0403', productId: '6001', serialNumber: 'a50285bi' });

describe('a device that is pulled out and plugged in again', () => {
  test('is found a hundred times, in whichever port, with its patient, and every absence is a gap', async () => {
    const ward = new VirtualWard();
    const { ports, timers, store } = ward;
    const patientId = ward.patient('Amina Juma');
    const deviceId = ward.device('Oximeter', 'nonin-df2', '/dev/ttyUSB0');
    store.change((tx) => {
      // Written in capitals on one system, and listed in small letters on another.
      saveProfile(tx, { ...listProfiles(tx)[0]!, vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' }, '2026-03-14T06:00:00.000Z');
    });
    ports.plugged.add('/dev/ttyUSB0');
    await timers.pass(2000);
    ward.assign(deviceId, patientId);
    for (let round = 0; round < 100; round += 1) {
      const before = `/dev/ttyUSB${round % 4}`;
      const after = `/dev/ttyUSB${(round + 1) % 4}`;
      ports.send(before, packetOf(97, 72));
      expect(ward.bedside.devices.connection(deviceId)?.state, `round ${round}`).toBe('on');
      ports.pull(before);
      expect(ward.call('stays', {}).stays[0]?.values.every(({ stale }) => stale)).toBe(true);
      ports.listing = { listing: 'ok', ports: [] };
      await timers.pass(7000);
      expect(ward.bedside.devices.connection(deviceId)?.state).toBe('absent');
      ports.plugged.add(after);
      ports.listing = { listing: 'ok', ports: [cable(after)] };
      await timers.pass(5000);
      expect(ward.bedside.devices.connection(deviceId)?.state).toBe('listening');
    }
    ports.send('/dev/ttyUSB0', packetOf(97, 72));
    await ward.stop();
    const gaps = ward.rows<{ at: number; until: number | null }>("SELECT at, until FROM device_event WHERE kind = 'absent'");
    expect(gaps).toHaveLength(100);
    for (const { at, until } of gaps) expect((until ?? 0) - at).toBeGreaterThanOrEqual(12_000);
    expect(ward.problems).toEqual([]);
  }, 120_000);

  test('is told from another by its ids and number, whatever case they are written in', () => {
    const profile = { vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' };
    expect(isSameCable(profile, cable('/dev/x'))).toBe(true);
    expect(isSameCable(profile, { ...cable('/dev/x'), serialNumber: 'other' })).toBe(false);
    expect(isSameCable({ ...profile, vendorId: null }, { ...cable('/dev/x'), vendorId: null })).toBe(false);
  });

  test.each([
    ['Error: Error Resource temporarily unavailable Cannot lock port', 'held'], ['Opening COM3: Access denied', 'held'], ['Error: Permission denied, cannot open /dev/ttyUSB0', 'refused'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'absent'], ['Opening COM9: File not found', 'absent'], ['something else', 'fault'],
  ])('%s is %s', (message, problem) => { expect(portProblemOf(new Error(message))).toBe(problem); });

  test('that hangs without a word is closed and opened again until it speaks', async () => {
    const ward = new VirtualWard();
    const { ports, timers } = ward;
    const deviceId = ward.device('Oximeter', 'nonin-df2', '/dev/ttyUSB0');
    ports.plugged.add('/dev/ttyUSB0');
    await timers.pass(2000);
    ports.send('/dev/ttyUSB0', packetOf(97, 72));
    ports.hung.add('/dev/ttyUSB0');
    await timers.pass(4500);
    expect(ward.bedside.devices.connection(deviceId)?.state).toBe('silent');
    await timers.pass(8000);
    expect(ports.opened.length).toBeGreaterThanOrEqual(2);
    ports.send('/dev/ttyUSB0', packetOf(97, 72));
    expect(ward.bedside.devices.connection(deviceId)?.state).toBe('on');
    await ward.stop();
  });
});
