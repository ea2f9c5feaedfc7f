import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, UsageError, type CliArgs } from './args.ts';

/** Where a running host says how to ask it for links; readable by the owner of the store only. */
export const hostFile = (store: string): string => join(store, 'host.json');

interface RunningHost {
  readonly url: string;
  readonly secret: string;
}

/** Prints a fresh one-time address of the desk that is running on this store. */
export async function runLink(args: CliArgs): Promise<void> {
  const host = runningHost(args.store);
  const response = host && (await fetch(`${host.url}/link`, { method: 'POST', headers: { 'x-daybook-link': host.secret } }).catch(() => undefined));
  if (!host || !response?.ok) throw new UsageError('No Daybook is running on this store. Start it with: npm start');
  const { start } = (await response.json()) as { start: string };
  const url = `${host.url}/?start=${start}`;
  const display = `${host.url}/display?start=${start}`;
  say(args, { url, display }, `${url}\nFor a public display instead (one of the two, once): ${display}`);
}

function runningHost(store: string): RunningHost | undefined {
  try {
    return JSON.parse(readFileSync(hostFile(store), 'utf8')) as RunningHost;
  } catch {
    return undefined;
  }
}
