import { simulatedBody } from '../simulated-body.ts';
import { simulators } from '../drivers/simulators.ts';
import { RunningSimulator } from '../run-simulator.ts';
import type { Timers } from '../timers.ts';
import { PortError, type Ports } from './line.ts';

/** Ports that exist only in a training clinic: `training:DRIVER:SEED`. */
const TRAINING = /^training:([\w-]+):(\d+)$/;

export const trainingPath = (driver: string, seed: number): string => `training:${driver}:${seed}`;

/** How often somebody steps on a simulated scale or starts a simulated cuff, milliseconds. */
const ACT_MS = 3 * 60_000;
const FIRST_ACT_MS = 5000;

/** The ports of this PC, and beside them simulated devices that send the exact bytes of the real ones. Only for a training store. */
export function withSimulatedPorts(real: Ports, timers: Timers): Ports {
  return {
    list: () => real.list(),
    present: (path) => TRAINING.test(path) || real.present(path),
    anySpeed: (path) => TRAINING.test(path) || real.anySpeed(path),
    open(path, settings, events) {
      const [, driver = '', seed = ''] = TRAINING.exec(path) ?? [];
      if (driver === '') return real.open(path, settings, events);
      const make = simulators[driver];
      if (!make) return Promise.reject(new PortError('absent'));
      const simulator = make();
      const running = new RunningSimulator({ simulator, body: simulatedBody(Number(seed)), timers, send: (bytes) => { events.data(bytes); } });
      let stopActing = (): void => undefined;
      const actAfter = (ms: number): void => {
        stopActing = timers.after(ms, () => {
          running.act();
          actAfter(ACT_MS);
        });
      };
      if (simulator.act) actAfter(FIRST_ACT_MS);
      return Promise.resolve({
        write: (bytes: Uint8Array) => { running.receive(bytes); },
        close: () => {
          running.stop();
          stopActing();
          return Promise.resolve();
        },
      });
    },
  };
}
