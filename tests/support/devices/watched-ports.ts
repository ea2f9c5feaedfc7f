/** The serial ports of this PC, with a look at what is going on at them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { PortSettings } from '#domain/contract/devices.ts';
import type { Line, LineEvents, Ports } from '#main/devices/port/line.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';

/** How long a byte on a line of this PC may take at most, milliseconds. */
const ARRIVES_MS = 5000;

export class WatchedPorts implements Ports {
  readonly #pending = new Set<Promise<unknown>>();
  readonly #open = new Map<string, { heard: number }>();
  readonly #openings = new Map<string, number>();
  readonly list = serialPorts.list;
  readonly present = serialPorts.present;
  readonly anySpeed = serialPorts.anySpeed;

  open(path: string, settings: PortSettings, events: LineEvents): Promise<Line> {
    const line = { heard: 0 };
    const gone = (): void => { if (this.#open.get(path) === line) this.#open.delete(path); };
    return this.#watched(serialPorts.open(path, settings, {
      data: (chunk) => {
        line.heard += chunk.length;
        events.data(chunk);
      },
      ended: () => {
        gone();
        events.ended();
      },
    }).then((opened) => {
      this.#open.set(path, line);
      this.#openings.set(path, this.openings(path) + 1);
      return {
        write: (bytes) => { opened.write(bytes); },
        close: () => {
          gone();
          return this.#watched(opened.close());
        },
      };
    }));
  }

  isOpen = (path: string): boolean => this.#open.has(path);

  /** How often the line was opened so far. */
  openings = (path: string): number => this.#openings.get(path) ?? 0;

  /** Everything that was asked of the system has been done. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  /** Waits until `bytes` more have been heard on an open line after `send`. Rejects when they do not arrive. */
  async heard(path: string, bytes: number, send: () => void): Promise<void> {
    const line = this.#open.get(path);
    if (!line) throw new Error('nobody listens');
    const wanted = line.heard + bytes;
    send();
    await until(() => line.heard >= wanted);
  }

  /** The system has told that the line is gone. */
  ended = (path: string): Promise<void> => until(() => !this.#open.has(path));

  #watched<T>(work: Promise<T>): Promise<T> {
    const pending = work.finally(() => { this.#pending.delete(pending); });
    this.#pending.add(pending);
    pending.catch(() => undefined);
    return work;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const began = performance.now();
  for (let looks = 0; !holds(); looks += 1) {
    if (performance.now() - began > ARRIVES_MS) throw new Error('the line did not do it in time');
    await (looks < 200 ? new Promise((resolve) => { setImmediate(resolve); }) : pause(1));
  }
}
