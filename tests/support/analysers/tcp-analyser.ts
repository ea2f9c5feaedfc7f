import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** The analyser's end of a TCP line: it sends what it is told and keeps every byte that comes back. */
export class TcpAnalyser {
  readonly #socket: Socket;
  #heard = Buffer.alloc(0);
  #taken = 0;
  #closed = false;
  #wake: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#heard = Buffer.concat([this.#heard, chunk]);
      this.#wake?.();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed = true;
      this.#wake?.();
    });
  }

  static async connect(address: string): Promise<TcpAnalyser> {
    const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
    const socket = connect({ host: host ?? '', port: Number(port) });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    onTestFinished(() => { socket.destroy(); });
    return new TcpAnalyser(socket);
  }

  send(...parts: readonly (Uint8Array | number)[]): void {
    this.#socket.write(Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part)))));
  }

  /** Waits for so many more bytes of answer. Fewer when the line was closed. */
  async heard(count: number): Promise<Buffer> {
    await this.#until(() => this.#heard.length >= this.#taken + count);
    const answer = this.#heard.subarray(this.#taken, this.#taken + count);
    this.#taken += answer.length;
    return answer;
  }

  /** Waits for an answer that ends with these bytes. */
  async heardUntil(end: Uint8Array): Promise<Buffer> {
    await this.#until(() => this.#heard.indexOf(end, this.#taken) >= 0);
    const stop = this.#heard.indexOf(end, this.#taken);
    const answer = this.#heard.subarray(this.#taken, stop < 0 ? this.#heard.length : stop + end.length);
    this.#taken += answer.length;
    return answer;
  }

  /** Sends and waits for the one byte of answer. */
  async ask(...parts: readonly (Uint8Array | number)[]): Promise<number | undefined> {
    this.send(...parts);
    return (await this.heard(1))[0];
  }

  /** Breaks the line off. */
  async cut(): Promise<void> {
    this.#socket.destroy();
    await this.#until(() => false);
  }

  async #until(enough: () => boolean): Promise<void> {
    while (!enough() && !this.#closed) await new Promise<void>((resolve) => { this.#wake = resolve; });
  }
}
