import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as askHttp, type IncomingMessage } from 'node:http';
import { request as askHttps } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { say, UsageError, type CliArgs } from './args.ts';

/** Where a running host says how to ask it for links; readable by the owner of the store only. */
export const hostFile = (store: string): string => join(store, 'host.json');

export interface RunningHost {
  readonly url: string;
  readonly secret: string;
  readonly pid: number;
  /** Its certificate, where it serves over TLS (PEM). */
  readonly cert?: string;
}

/** Prints a fresh one-time address of the desk that is running on this store. */
export async function runLink(args: CliArgs): Promise<void> {
  const host = runningHost(args.store);
  const start = host && (await askForLink(host).catch(() => undefined));
  if (!host || start === undefined) throw new UsageError('No Daybook is running on this store. Start it with: npm start');
  const url = `${host.url}/?start=${start}`;
  const display = `${host.url}/display?start=${start}`;
  say(args, { url, display }, `${url}\nFor a public display instead (one of the two, once): ${display}`);
}

/** A fresh start token of a running host; undefined when it gives none. Over TLS exactly the host's own certificate counts. */
async function askForLink({ url, secret, cert }: RunningHost): Promise<string | undefined> {
  // The clinic's certificate is often its own: no authority stands behind it, and it may name the PC differently.
  const trust = cert === undefined ? {} : { ca: cert, allowPartialTrustChain: true, checkServerIdentity: () => undefined };
  const request = (cert === undefined ? askHttp : askHttps)(`${url}/link`, { method: 'POST', headers: { 'x-daybook-link': secret }, ...trust });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const answer = await text(response);
  return response.statusCode === 200 ? (JSON.parse(answer) as { start: string }).start : undefined;
}

function runningHost(store: string): RunningHost | undefined {
  try {
    return JSON.parse(readFileSync(hostFile(store), 'utf8')) as RunningHost;
  } catch {
    return undefined;
  }
}
