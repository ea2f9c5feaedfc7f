import type { SimulatedBody, SimulatedFault, Simulator } from './simulator.ts';
import type { Timers } from './timers.ts';

interface Parts {
  readonly simulator: Simulator;
  readonly body: SimulatedBody;
  readonly timers: Timers;
  /** Where what the device sends goes. */
  readonly send: (bytes: Uint8Array) => void;
}

/** A device that only answers is asked again so often whether it has begun to speak, milliseconds. */
const IDLE_MS = 500;

/** Lets a simulated device live at its own pace. */
export class RunningSimulator {
  fault: SimulatedFault | null = null;
  readonly #parts: Parts;
  readonly #started: number;
  #stopWaiting: () => void;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#started = parts.timers.steady();
    this.#stopWaiting = parts.timers.after(0, () => { this.#next(0); });
  }

  /** What the host wrote. */
  receive(chunk: Uint8Array): void {
    const { simulator, body } = this.#parts;
    for (const answer of simulator.receive(chunk, this.#ms(), body)) this.#send(answer);
  }

  /** Somebody at the device starts a measurement, steps on it, presses its key. */
  act(): void {
    const { simulator, body } = this.#parts;
    for (const bytes of simulator.act?.('start', this.#ms(), body) ?? []) this.#send(bytes);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopWaiting();
  }

  #ms = (): number => this.#parts.timers.steady() - this.#started;

  /** @param due when this sending was due: what is late does not make the next later */
  #next(due: number): void {
    const { simulator, body, timers } = this.#parts;
    const sending = simulator.tick(due, body, this.fault);
    if (sending) this.#send(sending.bytes);
    const next = Math.max(due + (sending?.nextMs ?? IDLE_MS), this.#ms() - 1000);
    this.#stopWaiting = timers.after(Math.max(0, next - this.#ms()), () => { this.#next(next); });
  }

  #send(bytes: Uint8Array): void {
    if (!this.#stopped && bytes.length > 0) this.#parts.send(bytes);
  }
}
