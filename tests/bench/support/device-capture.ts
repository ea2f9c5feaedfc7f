/** What a simulated device sends in some minutes, with its session talking to it in virtual time. */
import { joinBytes } from '#main/devices/bytes/join.ts';
import { sketchMapping } from '#main/devices/drivers/mapped/simulate.ts';
import type { Driver, SessionPort } from '#main/devices/driver.ts';
import { simulatedBody } from '#main/devices/simulated-body.ts';
import type { Simulator } from '#main/devices/simulator.ts';

export interface Capture {
  readonly driver: Driver;
  readonly bytes: Uint8Array;
  /** How long the device takes for these bytes, ms: until its last one was there, and never less than the line needs. */
  readonly realMs: number;
}

const ASKED_AFTER_MS = 2_000;
const BITS_OF_A_BYTE = 10;

export function captureOf(known: Driver, simulator: Simulator, spanMs: number): Capture {
  const driver = known.withMapping?.(sketchMapping) ?? known;
  const body = simulatedBody(1);
  const parts: Uint8Array[] = [];
  const waiting: { readonly at: number; readonly work: () => void }[] = [];
  const framer = driver.newFramer();
  let now = 0;
  let lastAt = 0;

  const after: SessionPort['after'] = (ms, work) => {
    const entry = { at: now + ms, work };
    waiting.push(entry);
    return () => {
      const at = waiting.indexOf(entry);
      if (at >= 0) waiting.splice(at, 1);
    };
  };
  const arrive = (bytes: Uint8Array): void => {
    parts.push(bytes);
    if (bytes.length > 0) lastAt = now;
    for (const frame of framer.push(bytes)) session?.frame(frame);
  };
  const write = (bytes: Uint8Array): void => {
    after(1, () => { for (const answer of simulator.receive(bytes, now, body)) arrive(answer); });
  };
  const session = driver.newSession?.({ write, after }, { decoded: () => undefined, state: () => undefined });
  const tick = (): void => {
    const ticked = simulator.tick(now, body, null);
    if (!ticked) return;
    arrive(ticked.bytes);
    after(ticked.nextMs, tick);
  };

  session?.open();
  tick();
  after(ASKED_AFTER_MS, () => {
    for (const command of ['start', 'download'] as const) if (driver.facts.commands.includes(command)) session?.command(command);
    for (const bytes of simulator.act?.('start', now, body) ?? []) arrive(bytes);
  });
  for (;;) {
    const next = waiting.reduce<(typeof waiting)[number] | undefined>((first, each) => (first === undefined || each.at < first.at ? each : first), undefined);
    if (!next || next.at > spanMs) break;
    waiting.splice(waiting.indexOf(next), 1);
    now = next.at;
    next.work();
  }
  const bytes = joinBytes(...parts);
  const lineMs = (bytes.length * BITS_OF_A_BYTE * 1000) / (driver.facts.lines[0]?.baudRate ?? 9_600);
  return { driver, bytes, realMs: Math.max(lastAt, lineMs) };
}
