import type { SimulatedBody, Simulator } from '#main/devices/simulator.ts';
import type { PtyPair } from '#tests/support/pty.ts';

/** Sends what a device would, at its own pace. @returns how to stop */
export function speak(line: PtyPair, simulator: Simulator, body: SimulatedBody): () => void {
  let timer: NodeJS.Timeout | undefined;
  const started = performance.now();
  const next = (): void => {
    const tick = simulator.tick(performance.now() - started, body, null);
    if (!tick) return;
    line.send(tick.bytes);
    timer = setTimeout(next, tick.nextMs);
  };
  next();
  return () => { clearTimeout(timer); };
}
