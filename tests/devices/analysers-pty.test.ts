import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AnalyserView } from '#domain/contract/analysers.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { AstmSender } from '#tests/support/analysers/astm-sender.ts';
import { testDesk, type Client } from '#tests/support/desk.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder } from '#tests/support/store.ts';

const line = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;

const records = (value: string): string[] => ['H|\\^&|||LAB', 'O|1|S-1', `R|1|^^^GLU|${value}|mmol/L||||F||||20240115102955`, 'L|1|N'];

/** Sends a message from the far end of the line, each part when the one before was answered. */
async function deliver(path: string, lines: readonly string[]): Promise<void> {
  const heard: number[] = [];
  let wake: () => void = () => undefined;
  const far = await serialPorts.open(path, { line, dtr: true, rts: true }, {
    data: (chunk) => {
      heard.push(...chunk);
      wake();
    },
    ended: () => undefined,
  });
  const sender = new AstmSender(lines, 20);
  far.write(sender.begin());
  while (!sender.done) {
    if (heard.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
    const next = sender.reply(heard.shift() ?? 0);
    if (next === null) throw new Error('gave up');
    far.write(next);
  }
  // The end is on its way until the other side has it.
  await new Promise<void>((resolve) => { setTimeout(resolve, 50); });
  await far.close();
}

const stands = (lab: Client, wanted: Partial<AnalyserView>): Promise<void> => vi.waitFor(async () => {
  expect((await lab.analysers.list({})).analysers).toEqual([expect.objectContaining(wanted)]);
}, { timeout: 20_000, interval: 50 });

const values = async (lab: Client): Promise<(number | null)[]> => (await lab.analysers.results({})).results.map(({ value }) => value).sort();

describe.skipIf(!hasSocat)('an analyser on a pseudo-terminal (needs socat)', () => {
  test('sends its results, is unplugged, comes back by itself and sends more; a wrong path is told', async () => {
    const pair = new PtyPair(tempFolder());
    onTestFinished(() => pair.unplug());
    await pair.plug();
    const desk = await testDesk();
    vi.useRealTimers();
    const lab = desk.as('lab');
    const { id } = await lab.analysers.save({ name: 'Counter', protocol: 'astm', line: { kind: 'serial', path: pair.near, line } });
    await stands(lab, { state: 'connected', address: pair.near });
    await deliver(pair.far, records('5.4'));
    await vi.waitFor(async () => { expect(await values(lab)).toEqual([5.4]); }, { timeout: 20_000 });
    await pair.unplug();
    await stands(lab, { state: 'fault' });
    await pair.plug();
    await stands(lab, { state: 'connected' });
    await deliver(pair.far, records('6.1'));
    await vi.waitFor(async () => { expect(await values(lab)).toEqual([5.4, 6.1]); }, { timeout: 20_000 });
    await lab.analysers.save({ id, name: 'Counter', protocol: 'astm', line: { kind: 'serial', path: `${pair.near}-elsewhere`, line } });
    await stands(lab, { state: 'fault', lastFault: 'absent' });
    await desk.close();
  }, 90_000);
});
