import { onTestFinished, vi } from 'vitest';
import { saveAnalyser, type AnalyserSetup } from '#db/queries/analysers.ts';
import { AnalyserService, type AnalyserState, type ServiceParts } from '#main/devices/analysers/analyser-service.ts';
import { tcpPort } from '#main/devices/analysers/tcp-port.ts';
import type { LogFields } from '#main/log.ts';
import type { StoreUnderTest } from '../store.ts';

export const analyserId = '00000000-0000-7000-8000-0000000000a1';

/** Waiting that a test makes pass. */
export class HandTimers {
  readonly #waiting = new Set<{ readonly at: number; readonly work: () => void }>();
  #now = 0;

  readonly after = (ms: number, work: () => void): (() => void) => {
    const timer = { at: this.#now + ms, work };
    this.#waiting.add(timer);
    return () => { this.#waiting.delete(timer); };
  };

  get count(): number {
    return this.#waiting.size;
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = [...this.#waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#waiting.delete(next);
      this.#now = next.at;
      next.work();
    }
    this.#now = until;
  }
}

export interface ServiceUnderTest {
  readonly service: AnalyserService;
  readonly timers: HandTimers;
  readonly log: string[];
  state(): AnalyserState;
  /** Where an analyser reaches it. */
  address(): Promise<string>;
  stop(): Promise<void>;
}

const setup: AnalyserSetup = { id: analyserId, name: 'Chemistry', protocol: 'astm', line: { kind: 'tcp', host: '127.0.0.1', port: 0 }, withoutEnquiry: false, active: true };

/** The real service on a real store, one analyser on a TCP port that the system chose; time passes by hand. */
export function testService(store: StoreUnderTest, wanted: Partial<AnalyserSetup> & Pick<Partial<ServiceParts>, 'ordered'> = {}): ServiceUnderTest {
  const { ordered = () => undefined, ...changes } = wanted;
  const timers = new HandTimers();
  const log: string[] = [];
  const keep = (event: string, _fields?: LogFields): void => { log.push(event); };
  store.change((tx) => { saveAnalyser(tx, { ...setup, ...changes }, '2026-01-01T00:00:00.000Z'); });
  const service = new AnalyserService({
    store, now: () => store.clock.ms, newId: store.newId, log: { info: keep, warn: keep, error: keep }, clock: () => null, ordered, after: timers.after,
    openPort: ({ line }) => (line.kind === 'tcp' ? tcpPort(line.host, line.port) : () => { throw new Error('no serial line here'); }),
    changed: () => undefined,
  });
  service.start();
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (!stopped) await service.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return {
    service, timers, log, state: () => service.stateOf(analyserId), stop,
    address: () => vi.waitFor(() => {
      const { address } = service.stateOf(analyserId);
      if (address === null) throw new Error('not listening yet');
      return address;
    }, { timeout: 10_000 }),
  };
}
