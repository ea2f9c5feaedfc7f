import { describe, expect, onTestFinished, test } from 'vitest';
import { Seeded } from '#domain/synthetic/seeded.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { Bedside } from '#main/devices/hub.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import type { Timers } from '#main/devices/timers.ts';
import { packetOf } from '#tests/support/devices/packets.ts';
import { addClinic, addWatchedBed } from '#tests/support/devices/watched-bed.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder, testStore } from '#tests/support/store.ts';
import { setTimeout as pause } from 'node:timers/promises';

const ROUNDS = 100;
/** The program's waits pass so many times faster than the lines: a second between two tries is 50 ms. */
const FASTER = 20;

const fastTimers = (): Timers => {
  const start = Date.UTC(2026, 2, 14, 6, 0);
  const began = performance.now();
  const steady = (): number => (performance.now() - began) * FASTER;
  return {
    steady, wall: () => start + Math.round(steady()),
    after(ms, work) {
      const timer = setTimeout(work, ms / FASTER);
      return () => { clearTimeout(timer); };
    },
    every(ms, work) {
      const timer = setInterval(work, ms / FASTER);
      return () => { clearInterval(timer); };
    },
  };
};

async function until(what: string, holds: () => boolean): Promise<void> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > 20_000) throw new Error(`not seen: ${what}`);
    await pause(2);
  }
}

describe.skipIf(!hasSocat)('a real line that is cut and comes back (needs socat)', () => {
  test('a hundred times, at any moment of a packet: read again each time, never current while it is away, every absence written down', async () => {
    const pair = new PtyPair(tempFolder());
    const store = testStore({ folder: tempFolder() });
    const timers = fastTimers();
    const { stayId, deviceId } = store.change((tx) => {
      addClinic(tx);
      return addWatchedBed(tx, pair.near, new Date(timers.wall()).toISOString());
    });
    const problems: string[] = [];
    const keep = (event: string): void => { problems.push(event); };
    const bedside = new Bedside({ store, timers, ports: serialPorts, driverById, clockMark: () => null, log: { info: () => undefined, warn: keep, error: keep } });
    onTestFinished(async () => {
      await bedside.close();
      await pair.unplug();
    });
    bedside.start();
    const random = new Seeded(20_260_314, 0x9e3);
    const spo2 = (): { value: number | null; stale: boolean } | undefined => bedside.stayNow(stayId).values.find(({ code }) => code === 'spo2');
    for (let round = 0; round < ROUNDS; round += 1) {
      const told = 90 + (round % 10);
      await pair.plug();
      const sending = setInterval(() => { pair.send(packetOf(told, 72)); }, 15);
      await until(`round ${round}: its number`, () => spo2()?.value === told && spo2()?.stale === false);
      clearInterval(sending);
      pair.send(packetOf(told, 72).subarray(0, random.below(125)));
      await pause(random.below(40));
      await pair.unplug();
      await until(`round ${round}: its absence`, () => bedside.devices.connection(deviceId)?.state === 'absent' && spo2()?.stale === true);
    }
    await bedside.close();
    const gaps = store.read.statement("SELECT kind, at, until FROM device_event WHERE stay_id = ? AND kind <> 'on' ORDER BY at, place").all(stayId) as { kind: string; at: number; until: number | null }[];
    // Each cut is one gap, however often the line was tried meanwhile; before the first packet the line was not there either.
    expect(gaps.filter(({ until: end }) => end !== null).length).toBeGreaterThanOrEqual(ROUNDS);
    expect(gaps.filter(({ until: end }) => end === null)).toHaveLength(1);
    for (const { at, until: end } of gaps) expect(end ?? Infinity).toBeGreaterThanOrEqual(at);
    expect(problems).toEqual([]);
  }, 120_000);
});
