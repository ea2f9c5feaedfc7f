/** A session and a simulated device on one line, in virtual time: nothing waits, and every byte the host writes is kept. */
import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Reading } from '#domain/devices/reading.ts';
import type { Decoded, Driver, Session } from '#main/devices/driver.ts';
import type { SimulatedBody, SimulatedFault, Simulator } from '#main/devices/simulator.ts';
import { toHex } from './replay.ts';

type Values = ReturnType<SimulatedBody['at']>;

/** A body whose values do not move unless a test says so. */
export const steadyBody = (changes: Partial<Values> | ((ms: number) => Partial<Values>) = {}): SimulatedBody => ({
  at: (ms) => ({
    spo2: 97, heartRate: 72, systolic: 128, diastolic: 82, mean: 97, temperature: 36.7, respiratoryRate: 16, weight: 70.5, height: 171, glucose: 5.4, pleth: 0.5,
    ...(typeof changes === 'function' ? changes(ms) : changes),
  }),
});

export interface VirtualLineOptions {
  readonly driver: Driver;
  /** Null: nobody answers. */
  readonly simulator: Simulator | null;
  readonly body?: SimulatedBody;
  /** What becomes of the bytes on their way to the host; the count says how many sendings came before. */
  readonly onTheWay?: (bytes: Uint8Array, sendings: number) => Uint8Array;
}

const ON_THE_WAY_MS = 15;

export class VirtualLine {
  readonly written: string[] = [];
  readonly decoded: Decoded[] = [];
  /** States in order, with the device's own code where it gave one: `failed 87`. */
  readonly states: string[] = [];
  fault: SimulatedFault | null = null;
  now = 0;
  readonly #options: VirtualLineOptions;
  readonly #body: SimulatedBody;
  readonly #session: Session<unknown>;
  readonly #framer;
  #waiting: { at: number; work: () => void }[] = [];
  #sendings = 0;

  constructor(options: VirtualLineOptions) {
    this.#options = options;
    this.#body = options.body ?? steadyBody();
    this.#framer = options.driver.newFramer();
    const { driver } = options;
    const nothing = (): void => undefined;
    // Without a session each frame is decoded.
    this.#session = driver.newSession?.(
      { write: (bytes) => this.#write(bytes), after: (ms, work) => this.#after(ms, work) },
      {
        decoded: (decoded) => this.decoded.push(decoded),
        state: (state, code) => this.states.push(code === undefined ? state : `${state} ${code}`),
      },
    ) ?? { open: nothing, close: nothing, command: nothing, frame: (frame) => this.decoded.push(...[driver.decode(frame)].filter((each) => each !== null)) };
    this.#tick();
  }

  get readings(): readonly Reading[] {
    return this.decoded.flatMap(({ reading }) => reading ?? []);
  }

  get records(): readonly Reading[] {
    return this.readings.filter(({ kind }) => kind === 'record');
  }

  open(): this {
    this.#session.open();
    return this;
  }

  command(command: DeviceCommand): this {
    this.#session.command(command);
    return this;
  }

  close(): void {
    this.#session.close();
  }

  /** The line's bytes to the host, as if the device had sent them. */
  send(bytes: Uint8Array): void {
    for (const frame of this.#framer.push(bytes)) this.#session.frame(frame);
  }

  run(ms: number): this {
    const end = this.now + ms;
    for (;;) {
      const next = this.#waiting.reduce<{ at: number; work: () => void } | null>((first, each) => (each.at <= end && (!first || each.at < first.at) ? each : first), null);
      if (!next) break;
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.now = Math.max(this.now, next.at);
      next.work();
    }
    this.now = end;
    return this;
  }

  #after(ms: number, work: () => void): () => void {
    const entry = { at: this.now + ms, work };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
    };
  }

  #write(bytes: Uint8Array): void {
    this.written.push(toHex(bytes));
    const sent = bytes.slice();
    this.#after(ON_THE_WAY_MS, () => {
      for (const answer of this.#options.simulator?.receive(sent, this.now, this.#body) ?? []) this.#arrive(answer);
    });
  }

  #arrive(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const { onTheWay } = this.#options;
    const arrived = onTheWay ? onTheWay(bytes, this.#sendings) : bytes;
    this.#sendings += 1;
    this.#after(ON_THE_WAY_MS, () => this.send(arrived));
  }

  #tick(): void {
    const ticked = this.#options.simulator?.tick(this.now, this.#body, this.fault);
    if (!ticked) return;
    this.#arrive(ticked.bytes);
    this.#after(ticked.nextMs, () => this.#tick());
  }
}
