import type { Target } from '#server/db/database.ts';
import { taskProcess } from './task-process.ts';

/** A clinic and the PCs that take part in it. */
export interface BenchClinic {
  readonly id: string;
  readonly timeline: string;
  readonly devices: readonly { readonly id: string; readonly publicKey: string }[];
}

export type ServerQuestion =
  | { readonly kind: 'clinic'; readonly clinic: BenchClinic }
  | { readonly kind: 'admin-code' | 'memory' | 'spent' | 'stop' };

export interface ServerAnswer {
  readonly address?: string;
  readonly target?: Target;
  readonly code?: string;
  readonly restingMb?: number;
  readonly mostMb?: number;
  readonly spent?: number;
}

/** The server of a bench, working in its own process beside this one as it would beside its PCs. */
export interface SyncServerProcess {
  readonly address: string;
  /** Its PostgreSQL, for yardsticks. */
  readonly target: Target;
  /** Makes a clinic whose PCs are known already. */
  addClinic(clinic: BenchClinic): Promise<void>;
  adminCode(): Promise<string>;
  /** Resident megabytes at rest, and the most there ever were. */
  memory(): Promise<{ restingMb: number; mostMb: number }>;
  /** Processor time of its own process since it started, seconds; PostgreSQL's is not in it. */
  spent(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server with an empty store below `folder`. */
export async function syncServerProcess(folder: string): Promise<SyncServerProcess> {
  const { started, ask, leave } = await taskProcess<ServerQuestion, ServerAnswer>('sync-server-task.ts', [folder], ['--expose-gc', '--max-semi-space-size=64']);
  return {
    address: started.address ?? '', target: started.target ?? {},
    addClinic: async (clinic) => { await ask({ kind: 'clinic', clinic }); },
    adminCode: async () => (await ask({ kind: 'admin-code' })).code ?? '',
    memory: async () => {
      const { restingMb = 0, mostMb = 0 } = await ask({ kind: 'memory' });
      return { restingMb, mostMb };
    },
    spent: async () => (await ask({ kind: 'spent' })).spent ?? 0,
    stop: async () => {
      await ask({ kind: 'stop' });
      leave();
    },
  };
}
