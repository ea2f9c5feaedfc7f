import { test } from 'vitest';
import { VirtualWard } from '#tests/support/devices/virtual-ward.ts';
import { liveADay } from '#tests/support/devices/ward-day.ts';
import { hasSocat } from '#tests/support/pty.ts';

test.skipIf(hasSocat)('24 hours, two devices, faults of every kind: no number on the wrong patient, none shown that is not current, every gap written down (real lines live it where socat is)', async () => {
  const ward = new VirtualWard();
  const { ports } = ward;
  await liveADay(ward, {
    paths: ['/dev/ttyUSB0', '/dev/ttyUSB1'],
    plug: async (path) => { ports.plugged.add(path); },
    pull: async (path) => { ports.pull(path); },
    hang: (path) => { ports.hung.add(path); },
    hold: (path) => { ports.problems.set(path, 'held'); },
    free: (path) => {
      ports.hung.delete(path);
      ports.problems.delete(path);
    },
    send: async (path, bytes) => ports.send(path, bytes),
  }, 20_260_314);
}, 900_000);
