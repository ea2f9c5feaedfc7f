import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PortSettings } from '#domain/contract/devices.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder } from '#tests/support/store.ts';

const SETTINGS: PortSettings = { line: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }, dtr: true, rts: true };

describe.skipIf(!hasSocat)('a real line that hangs up (needs socat)', () => {
  for (const [when, quietMs] of [['while bytes come', 0], ['long after the last byte', 400]] as const) {
    test(`is told to be gone, ${when}`, async () => {
      const pair = new PtyPair(tempFolder());
      await pair.plug();
      onTestFinished(() => pair.unplug());
      const heard: number[] = [];
      let ended = 0;
      const line = await serialPorts.open(pair.near, SETTINGS, { data: (chunk) => { heard.push(...chunk); }, ended: () => { ended += 1; } });
      pair.send(Uint8Array.of(1, 2, 3));
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual([1, 2, 3]);
      await pause(quietMs);
      expect(ended).toBe(0);
      await pair.unplug();
      await expect.poll(() => ended, { timeout: 10_000 }).toBe(1);
      await line.close();
      expect(ended).toBe(1);
    });
  }
});
