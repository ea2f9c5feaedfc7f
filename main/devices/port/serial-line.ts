import { readSync } from 'node:fs';
import type { SerialPort } from 'serialport';
import { nextBeat } from './beat.ts';
import { PortError, type Line, type LineEvents } from './line.ts';

type Binding = typeof SerialPort.binding;
/** A port as the system's library has it, opened. */
export type SystemPort = Pick<Awaited<ReturnType<Binding['open']>>, 'isOpen' | 'fd' | 'read' | 'write' | 'set' | 'flush' | 'close'> & {
  /** Tells when there is something to read. Windows has none. */
  readonly poller?: { once(event: 'readable', told: (error: unknown) => void): unknown };
};
/** What opens one; the three systems differ only in options that are not used here. */
export interface OpensPorts {
  open(options: Parameters<Binding['open']>[0]): Promise<SystemPort>;
}

/** A port whose driver hangs while it closes is not waited for any longer; its claim is given back. */
const CLOSE_MS = 3000;
/** What is read at once, bytes: as much as a system keeps for a line. */
const ROOM = 4096;
/** Being told of bytes by the system costs more than looking in vain a few times. */
const EMPTY_BEATS = 3;
/** What a system answers when it has no bytes for the moment. */
const NOTHING_YET: ReadonlySet<string> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

/**
 * One open serial line. It reads by itself and not through the library's stream, which asks the system twice for every few
 * bytes: a device that sends all the time is read on the common beat, whatever has gathered until then.
 */
export class SerialLine implements Line {
  readonly #port: SystemPort;
  readonly #events: LineEvents;
  readonly #release: () => void;
  readonly #room = Buffer.allocUnsafe(ROOM);
  #open = true;
  #closed = false;
  /** Something was said to the device: its answer is waited for and not left to the next beat. */
  #asked = false;
  /** Beats that are still waited for bytes, before the system is asked to tell when there are some. */
  #beats = 0;
  #writing: Promise<void> = Promise.resolve();

  /** @param release gives back the claim on the port */
  constructor(port: SystemPort, events: LineEvents, release: () => void) {
    this.#port = port;
    this.#events = events;
    this.#release = release;
    void this.#read();
  }

  write(bytes: Uint8Array): void {
    if (!this.#open) return;
    this.#asked = true;
    const copy = Buffer.from(bytes);
    this.#writing = this.#writing.then(() => (this.#open ? this.#port.write(copy) : undefined)).catch((error: unknown) => { this.#failed(error); });
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#closed = true;
    if (this.#port.isOpen) {
      // Unsent bytes are dropped: closing would wait for a device that takes none.
      const closed = this.#port.flush().catch(() => undefined).then(() => this.#shut());
      await Promise.race([closed, later(CLOSE_MS)]);
    }
    this.#release();
  }

  async #read(): Promise<void> {
    for (;;) {
      this.#asked = false;
      const bytes = await this.#next();
      if (!bytes || !this.#open) return;
      this.#events.data(bytes);
      this.#beats = this.#asked || bytes.length === ROOM ? 0 : EMPTY_BEATS;
    }
  }

  /** Waits for bytes; undefined when the line is closed. */
  async #next(): Promise<Uint8Array | undefined> {
    try {
      let bytesRead = this.#beats === 0 ? this.#gathered() : 0;
      for (; this.#beats > 0 && bytesRead === 0; this.#beats -= 1) {
        await nextBeat();
        if (!this.#open) return undefined;
        bytesRead = this.#gathered();
      }
      if (bytesRead === 0) bytesRead = await this.#awaited();
      // A copy: who hears it may keep it.
      return new Uint8Array(this.#room.subarray(0, bytesRead));
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** Waits for bytes without looking in between. */
  async #awaited(): Promise<number> {
    const { poller } = this.#port;
    if (!poller) return (await this.#port.read(this.#room, 0, ROOM)).bytesRead;
    // The library's own reading would ask a line that is hung up without end, and never say that it is.
    for (;;) {
      const bytesRead = this.#gathered();
      if (bytesRead > 0) return bytesRead;
      await new Promise<void>((resolve, reject) => {
        poller.once('readable', (error) => { if (error) reject(error as Error); else resolve(); });
      });
    }
  }

  /** Takes what is there into the room without waiting; how much, 0 for nothing. On Windows there is no such reading. */
  #gathered(): number {
    const { fd, poller } = this.#port;
    if (fd === null || !poller) return 0;
    try {
      const bytesRead = readSync(fd, this.#room, 0, ROOM, null);
      // A line that is hung up is read without end.
      if (bytesRead === 0) throw new PortError('absent');
      return bytesRead;
    } catch (error) {
      if (NOTHING_YET.has((error as NodeJS.ErrnoException).code ?? '')) return 0;
      throw error;
    }
  }

  /** The system gave the line up: it is closed, and said so. */
  #failed(error: unknown): void {
    if (!this.#open || (error as { canceled?: unknown } | null)?.canceled === true) return;
    this.#open = false;
    void this.#shut().then(() => {
      this.#release();
      if (!this.#closed) this.#events.ended();
    });
  }

  async #shut(): Promise<void> {
    if (this.#port.isOpen) await this.#port.close().catch(() => undefined);
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms).unref(); });
