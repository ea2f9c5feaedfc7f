import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Goal, Row } from './bench.ts';

/** What the process of one bench sends back. */
export interface ChildReport {
  readonly name: string;
  readonly yardstick: string;
  readonly goal: Goal;
  readonly rows: readonly Row[];
}

export type ChildEnd = { readonly ok: true; readonly report: ChildReport } | { readonly ok: false; readonly reason: string };

const MINUTE = 60_000;

/**
 * Runs one bench file in a process of its own.
 * @param minutes after which it is ended
 */
export function runChild(file: string, quick: boolean, minutes: number): Promise<ChildEnd> {
  // Made and removed here, because a bench that is ended cannot tidy up behind itself.
  const scratch = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'child.ts'), [file, quick ? 'quick' : 'full', scratch], {
      // A collector that can be called makes figures of memory mean something.
      execArgv: ['--expose-gc'],
      // Numbers such as Infinity survive this form, which JSON would turn into null.
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let end: ChildEnd | undefined;
    const limit = setTimeout(() => {
      end ??= { ok: false, reason: `took more than ${minutes} minutes` };
      child.kill('SIGKILL');
    }, minutes * MINUTE);
    child.once('message', (report) => {
      end = { ok: true, report: report as ChildReport };
    });
    child.once('disconnect', () => {
      if (end?.ok) child.kill();
    });
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      rmSync(scratch, { recursive: true, force: true });
      resolve(end ?? { ok: false, reason: `ended with ${signal ?? code} and no figures` });
    });
  });
}
