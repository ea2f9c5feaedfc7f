import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { drivers } from '#main/devices/drivers/all.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { VirtualLine } from '#tests/support/devices/virtual-line.ts';

const talking = drivers.filter(({ newSession }) => newSession).map((driver) => [driver.facts.id, driver] as const);
const commands: readonly DeviceCommand[] = ['start', 'start-child', 'start-newborn', 'stop', 'download', 'identify'];

/** The commands that would clear a memory: Contec, OneTouch binary, OneTouch text, TaiDoc. */
const erasing = [/7D 81 AE/, /(^| )05 1A( |$)/, /44 4D 5A/, /(^| )51 52( |$)/];

type Deed = { readonly kind: 'command'; readonly command: DeviceCommand } | { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'bytes'; readonly bytes: Uint8Array };
const deeds = fc.array(fc.oneof(
  fc.constantFrom(...commands).map((command): Deed => ({ kind: 'command', command })),
  fc.integer({ min: 1, max: 20_000 }).map((ms): Deed => ({ kind: 'wait', ms })),
  fc.uint8Array({ maxLength: 40 }).map((bytes): Deed => ({ kind: 'bytes', bytes })),
), { maxLength: 12 });

function carryOut(line: VirtualLine, deed: Deed): void {
  if (deed.kind === 'command') line.command(deed.command);
  else if (deed.kind === 'wait') line.run(deed.ms);
  else line.send(deed.bytes);
}

describe.each(talking)('%s', (id, driver) => {
  test('writes nothing before it is opened and nothing that clears a memory, whatever is asked and whatever comes', () => {
    fc.assert(fc.property(deeds, fc.boolean(), (todo, answered) => {
      const line = new VirtualLine({ driver, simulator: answered ? simulators[id]!() : null });
      line.run(3_000);
      expect(line.written).toEqual([]);
      line.open();
      for (const deed of todo) carryOut(line, deed);
      line.close();
      const whole = line.written.join(' ');
      for (const pattern of erasing) expect(whole).not.toMatch(pattern);
    }), { numRuns: 60 });
  });
});

test('no driver has the bytes of a command that clears a memory', () => {
  const folder = new URL('../../../main/devices/', import.meta.url).pathname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(50);
  for (const path of files) {
    const source = readFileSync(join(folder, path), 'utf8');
    expect(source, path).not.toMatch(/0x05,\s*0x1a\b|\b0x51,\s*0x52\b|'DMZ|\b0xae\b/i);
  }
});
