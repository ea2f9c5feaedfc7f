import { nothing, spoiled } from './drivers/faults.ts';
import type { SimulatedBody, SimulatedFault, Simulator } from './simulator.ts';

/** A device that sends of its own accord, again and again. */
export interface StreamFacts {
  readonly driver: string;
  /** Milliseconds from one sending to the next. */
  readonly everyMs: number;
  /** The bytes of one sending. `fault` is the device's own: a sensor off, a battery low. */
  bytes(body: SimulatedBody, ms: number, fault: SimulatedFault | null): Uint8Array;
  /** What a wrong checksum looks like; absent where there is none. */
  wrongSum?(bytes: Uint8Array): Uint8Array;
  /** What the device does with what the host wrote. Absent: it never listens. */
  hear?(chunk: Uint8Array, ms: number, body: SimulatedBody): Uint8Array[];
  /** Whether it sends at all; absent: always. */
  sends?(ms: number): boolean;
}

export function streamSimulator(facts: StreamFacts): Simulator {
  let stuckAt: number | null = null;
  return {
    driver: facts.driver,
    tick(ms, body, fault) {
      stuckAt = fault === 'stuck' ? (stuckAt ?? ms) : null;
      if (facts.sends && !facts.sends(ms)) return { bytes: nothing, nextMs: facts.everyMs };
      const bytes = facts.bytes(body, stuckAt ?? ms, fault);
      const sent = fault === 'bad-checksum' && facts.wrongSum ? facts.wrongSum(bytes) : bytes;
      return { bytes: spoiled(sent, fault, Math.round(ms)), nextMs: facts.everyMs };
    },
    receive: (chunk, ms, body) => facts.hear?.(chunk, ms, body) ?? [],
  };
}
