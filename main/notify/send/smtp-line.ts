import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SendFault } from '#domain/notifications/outbox.ts';
import { isTlsFault } from './tls-fault.ts';

/** The connection is gone, or nothing came in time. */
export class LineFailure extends Error {
  readonly fault: SendFault;

  constructor(fault: SendFault) {
    super(fault);
    this.name = 'LineFailure';
    this.fault = fault;
  }
}

export interface Reply {
  /** Three digits (RFC 5321 §4.2). */
  readonly code: number;
  readonly lines: readonly string[];
}

/** A server that says more in one answer is none. */
const MOST_REPLY = 64 * 1024;

/** Answers and commands of a mail server, one line after the other. */
export class SmtpLine {
  #socket: Socket;
  #rest = '';
  #lines: string[] = [];
  #failure: LineFailure | undefined;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  /** Throws LineFailure: unreachable, timeout, tls. */
  static async open({ host, port, tls, certificate, timeoutMs, signal }: { host: string; port: number; tls: boolean; certificate: string; timeoutMs: number; signal: AbortSignal }): Promise<SmtpLine> {
    const socket = tls ? connectTls({ host, port, ...trustOf(host, certificate) }) : connectTcp({ host, port });
    await ready(socket, tls ? 'secureConnect' : 'connect', timeoutMs, signal);
    return new SmtpLine(socket);
  }

  /** Goes on encrypted. What was said in the clear before is forgotten, so that nobody on the way can put words in. */
  async encrypt(host: string, certificate: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners();
    [this.#rest, this.#lines] = ['', []];
    const secured = connectTls({ socket: plain, ...trustOf(host, certificate) });
    this.#socket = secured;
    await ready(secured, 'secureConnect', timeoutMs, signal);
    this.#listen();
  }

  write(text: string): void {
    this.#socket.write(text);
  }

  async reply(timeoutMs: number, signal: AbortSignal): Promise<Reply> {
    const lines: string[] = [];
    const until = performance.now() + timeoutMs;
    for (;;) {
      const line = await this.#next(until - performance.now(), signal);
      const found = /^(\d{3})([ -]?)(.*)$/.exec(line);
      if (!found) throw new LineFailure('bad-answer');
      lines.push(found[3] ?? '');
      if (found[2] !== '-') return { code: Number(found[1]), lines };
    }
  }

  end(): void {
    this.#socket.destroy();
  }

  #listen(): void {
    const fail = (fault: SendFault): void => {
      this.#failure ??= new LineFailure(fault);
      this.#wake();
    };
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (chunk: string) => {
      const parts = (this.#rest + chunk).split('\n');
      this.#rest = parts.pop() ?? '';
      this.#lines.push(...parts.map((line) => line.replace(/\r$/, '')));
      if (this.#rest.length + this.#lines.reduce((sum, line) => sum + line.length, 0) > MOST_REPLY) fail('bad-answer');
      this.#wake();
    });
    this.#socket.on('error', (error) => { fail(isTlsFault(error) ? 'tls' : 'unreachable'); });
    this.#socket.on('close', () => { fail('unreachable'); });
  }

  async #next(leftMs: number, signal: AbortSignal): Promise<string> {
    const line = this.#lines.shift();
    if (line !== undefined) return line;
    if (this.#failure) throw this.#failure;
    if (signal.aborted || leftMs <= 0) throw new LineFailure('timeout');
    const since = performance.now();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, leftMs);
      signal.addEventListener('abort', done);
      this.#wake = done;
    });
    return this.#next(leftMs - (performance.now() - since), signal);
  }
}

/** A certificate given by hand names no host that has to fit: it is the server, or it is not. */
const trustOf = (host: string, certificate: string): object =>
  ({ ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }), ...(certificate === '' ? {} : { ca: certificate, checkServerIdentity: () => undefined }) });

function ready(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (failure?: LineFailure): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', late);
      socket.removeListener('error', failed);
      socket.removeListener('close', closed);
      if (!failure) return resolve();
      // A late error of a connection nobody waits for any more has no other listener.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(failure);
    };
    const failed = (error: unknown): void => { settle(new LineFailure(isTlsFault(error) ? 'tls' : 'unreachable')); };
    const closed = (): void => { settle(new LineFailure(event === 'secureConnect' ? 'tls' : 'unreachable')); };
    const late = (): void => { settle(new LineFailure('timeout')); };
    const timer = setTimeout(late, timeoutMs);
    signal.addEventListener('abort', late);
    socket.once(event, () => { settle(); });
    socket.on('error', failed);
    socket.on('close', closed);
  });
}
