import { describe, onTestFinished, test, vi } from 'vitest';
import { claimPort } from '#main/devices/port/claims.ts';
import { kept } from '#tests/support/devices/virtual-time.ts';
import { Ward } from '#tests/support/devices/virtual-ward.ts';
import { liveADay } from '#tests/support/devices/ward-day.ts';
import { WatchedPorts } from '#tests/support/devices/watched-ports.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder } from '#tests/support/store.ts';

// The day is lived in minutes: lines are looked at whenever the program is free, not 38 times a second.
vi.mock('#main/devices/port/beat.ts', async (original) => ({
  ...await original<object>(), nextBeat: () => new Promise((resolve) => { setImmediate(resolve); }),
}));

describe.skipIf(!hasSocat)('a ward on real lines (needs socat)', () => {
  test('24 hours, two devices, faults of every kind: no number on the wrong patient, none shown that is not current, every gap written down', async () => {
    const folder = tempFolder();
    const pairs = new Map(['left', 'right'].map((name) => new PtyPair(folder, name)).map((pair) => [pair.near, pair]));
    const ports = new WatchedPorts();
    const ward = new Ward(ports, async () => {
      await kept();
      await ports.settled();
      await kept();
    });
    /** The opening of a line that hangs; the next one does not. */
    const hung = new Map<string, number>();
    const held = new Map<string, () => void>();
    onTestFinished(async () => {
      await ward.stop();
      for (const pair of pairs.values()) await pair.unplug();
    });
    await liveADay(ward, {
      paths: [...pairs.keys()],
      plug: (path) => pairs.get(path)!.plug(),
      pull: async (path) => {
        await pairs.get(path)!.unplug();
        await ports.ended(path);
      },
      hang: (path) => { hung.set(path, ports.openings(path)); },
      hold: (path) => { held.set(path, claimPort(path)!); },
      free: (path) => {
        hung.delete(path);
        held.get(path)?.();
        held.delete(path);
      },
      send: async (path, bytes) => {
        if (!ports.isOpen(path) || hung.get(path) === ports.openings(path)) return false;
        await ports.heard(path, bytes.length, () => { pairs.get(path)!.send(bytes); });
        return true;
      },
    }, 20_260_315);
  }, 900_000);
});
