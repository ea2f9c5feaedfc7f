import type { Readable, Writable } from 'node:stream';

export type Params = Readonly<Record<string, unknown>>;
export type EventHandler = (method: string, params: Params) => void;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

interface Waiting {
  readonly method: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** A connection in Chromium's DevTools protocol over a pipe: JSON messages, each ended by a NUL byte. */
export class DevTools {
  private readonly waiting = new Map<number, Waiting>();
  private readonly handlers = new Map<string, EventHandler>();
  private out: Writable | undefined;
  private lastId = 0;
  private rest = '';

  connect(toBrowser: Writable, fromBrowser: Readable): void {
    this.out = toBrowser;
    fromBrowser.setEncoding('utf8');
    fromBrowser.on('data', (chunk: string) => this.receive(chunk));
    // The browser may close its end first while the program quits.
    toBrowser.on('error', () => undefined);
  }

  /** Sends one command; without a session it goes to the browser itself. Rejects with Chromium's own message. */
  async send<T = unknown>(method: string, params: Params = {}, sessionId?: string): Promise<T> {
    const { out } = this;
    if (!out) throw new Error(`stand-in electron: ${method} before Chromium runs`);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { method, resolve, reject });
      out.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
  }

  /** Routes the events of one session, or of the browser itself under the empty name. */
  onEvents(sessionId: string, handler: EventHandler): void {
    this.handlers.set(sessionId, handler);
  }

  forget(sessionId: string): void {
    this.handlers.delete(sessionId);
  }

  private receive(chunk: string): void {
    const messages = (this.rest + chunk).split('\0');
    this.rest = messages.pop() ?? '';
    for (const text of messages) this.take(JSON.parse(text) as Message);
  }

  private take(message: Message): void {
    if (message.method) {
      this.handlers.get(message.sessionId ?? '')?.(message.method, message.params ?? {});
      return;
    }
    const waiting = this.waiting.get(message.id ?? 0);
    if (!waiting) return;
    this.waiting.delete(message.id ?? 0);
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting.resolve(message.result as never);
  }
}

export const devtools = new DevTools();
