import { StoreError } from '#db/errors.ts';
import { Crash, type Execution } from './context.ts';
import type { Pc } from './pc.ts';
import { rememberWritten } from './write.ts';

/** Runs a part of the program that may be stopped: then it starts again from its disk. */
export async function running(execution: Execution, pc: Pc, crash: number | undefined, part: () => Promise<void>): Promise<void> {
  const { store } = pc;
  pc.crashIn = crash ?? null;
  try {
    await part();
  } catch (error) {
    pc.crashIn = null;
    if (error instanceof Crash) {
      if (pc.store === store && !pc.gone) pc.restart();
    } else if (!(error instanceof StoreError && error.problem === 'full')) throw error;
  } finally {
    pc.crashIn = null;
  }
  if (!pc.gone) rememberWritten(execution, pc);
}
