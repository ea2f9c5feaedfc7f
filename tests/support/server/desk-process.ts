import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DeskOrder, DeskReply, DeskState } from './desk-orders.ts';

const CHILD = join(import.meta.dirname, 'desk-child.ts');

interface Said {
  readonly id: number;
  readonly reply?: DeskReply;
  readonly error?: string;
}

/** A desk in a process of its own, which can be killed at any moment and started again on the same folder. */
export class DeskProcess {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #ids = 0;
  readonly #waiting = new Map<number, (said: Said) => void>();

  constructor(folder: string) {
    this.#folder = folder;
    onTestFinished(() => { this.#child?.kill('SIGKILL'); });
  }

  /** Resolves when its store is open. */
  async start(): Promise<void> {
    const child = fork(CHILD, [this.#folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    const open = this.#next(0);
    child.on('message', (said: Said) => {
      this.#waiting.get(said.id)?.(said);
      this.#waiting.delete(said.id);
    });
    child.once('exit', () => {
      for (const [id, settle] of this.#waiting) settle({ id, error: 'the desk ended' });
      this.#waiting.clear();
    });
    await open;
  }

  /** `kill -9`: nothing it had in hand is finished. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGKILL');
    await ended;
  }

  async tell(order: DeskOrder): Promise<DeskReply> {
    const id = ++this.#ids;
    const reply = this.#next(id);
    this.#child?.send({ id, order }, () => undefined);
    return reply;
  }

  async state(): Promise<DeskState> {
    return (await this.tell({ do: 'state' })) as DeskState;
  }

  #next(id: number): Promise<DeskReply> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ reply, error }) => {
        if (error === undefined) resolve(reply ?? null);
        else reject(new Error(error));
      });
    });
  }
}
