import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const hasSocat = spawnSync('which', ['socat']).status === 0;

/** A pair of pseudo-terminals: what is written at the far end is heard at the near one. */
export class PtyPair {
  readonly near: string;
  readonly far: string;
  #socat: ChildProcess | undefined;
  #file: number | undefined;

  constructor(folder: string, name = 'line') {
    this.near = join(folder, `${name}-near`);
    this.far = join(folder, `${name}-far`);
  }

  async plug(): Promise<void> {
    this.#socat = spawn('socat', [`pty,raw,echo=0,link=${this.near}`, `pty,raw,echo=0,link=${this.far}`], { stdio: 'ignore' });
    for (let i = 0; i < 500 && !(existsSync(this.near) && existsSync(this.far)); i += 1) await pause(10);
    this.#file = openSync(this.far, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  }

  /** What does not fit, because nobody reads the line, is lost, as on a real one. */
  send(bytes: Uint8Array): void {
    if (this.#file === undefined) return;
    try {
      writeSync(this.#file, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }

  async unplug(): Promise<void> {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    const socat = this.#socat;
    this.#socat = undefined;
    if (!socat || socat.exitCode !== null) return;
    const gone = new Promise((resolve) => { socat.once('exit', resolve); });
    socat.kill();
    await gone;
  }
}
