import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { importJobs } from '#main/api/import-jobs.ts';
import { composeStore } from '#main/compose-store.ts';
import { importFhirPaths } from '#main/exchange/bring-in.ts';
import type { KeyVault } from '#main/native/key-vault.ts';

export interface ImportAnswer {
  readonly status: string;
  readonly refused: number;
  readonly seconds: number;
  /** Processor time of all threads, and of the one that has the store. */
  readonly cpuSeconds: number;
  readonly storeCpuSeconds: number;
  /** The most memory the process ever held, in MB. */
  readonly peakMb: number;
  /** The longest somebody else had to wait for their turn, in ms. */
  readonly longestTurn: number;
}

/**
 * Started by forkTask: imports a folder of FHIR bundles into a store that is set up, with what the command for that
 * loads and nothing else.
 */
const [scratch = '', name = '', secretHex = '', folder = '', alone = ''] = process.argv.slice(2);
const keyVault: KeyVault = {
  kind: 'bench', load: () => Promise.resolve(Buffer.from(secretHex, 'hex')), save: () => Promise.resolve(), destroy: () => Promise.resolve(),
};
const silent = (): void => undefined;
const log = { info: silent, warn: silent, error: (...line: unknown[]) => { console.error(...line); } };
const { parts, start: startSync, close } = await composeStore({ storeDir: join(scratch, name), keyVault, marksDir: scratch, training: false, log });
startSync();
const turns = monitorEventLoopDelay({ resolution: 1 });
turns.enable();
const [all, thread, start] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
const report = await importFhirPaths(importJobs(parts), [folder], '2026-03-14', { dryRun: false, alone: alone === 'alone' });
const inSeconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;
const answer: ImportAnswer = {
  status: report.status, refused: report.refusedCount, seconds: (performance.now() - start) / 1000,
  cpuSeconds: inSeconds(process.cpuUsage(all)), storeCpuSeconds: inSeconds(process.threadCpuUsage(thread)),
  peakMb: process.resourceUsage().maxRSS / 1000, longestTurn: turns.max / 1e6,
};
await close();
process.send?.(answer);
process.disconnect();
