import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as askHttp, type IncomingMessage } from 'node:http';
import { request as askHttps } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listensEverywhere, reachableAt, urlOf, type OwnAddress } from '#domain/kit/reachable.ts';
import { ownAddresses } from '../native/own-addresses.ts';
import { say, UsageError, type CliArgs } from './args.ts';

/** Where a running host says how to ask it for links; readable by the owner of the store only. */
export const hostFile = (store: string): string => join(store, 'host.json');

export interface RunningHost {
  /** Where it listens. */
  readonly address: string;
  readonly port: number;
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
  const { url, display, further } = linksTo(host, start);
  say(args, { url, display }, `${url}\nFor a public display instead (one of the two, once): ${display}${further}`);
}

export interface Links {
  readonly base: string;
  readonly url: string;
  readonly display: string;
  /** The line about a PC with several addresses. */
  readonly further: string;
}

/** What opens a running host with this start token: only once, whichever it is. */
export function linksTo({ address, port, cert }: RunningHost, start: string, own: readonly OwnAddress[] = ownAddresses()): Links {
  const [base = '', ...others] = reachableAt(address, port, cert !== undefined, own);
  // Which of them another PC reaches, only its network knows.
  const further = others.length === 0 ? '' : `\nWhere that address is not reached, put another in its place: ${others.join(' or ')}`;
  return { base, url: `${base}/?start=${start}`, display: `${base}/display?start=${start}`, further };
}

/** A fresh start token of a running host; undefined when it gives none. Over TLS exactly the host's own certificate counts. */
async function askForLink({ address, port, secret, cert }: RunningHost): Promise<string | undefined> {
  // The clinic's certificate is often its own: no authority stands behind it, and it may name the PC differently.
  const trust = cert === undefined ? {} : { ca: cert, allowPartialTrustChain: true, checkServerIdentity: () => undefined };
  const base = urlOf(listensEverywhere(address) ? '127.0.0.1' : address, port, cert !== undefined);
  const request = (cert === undefined ? askHttp : askHttps)(`${base}/link`, { method: 'POST', headers: { 'x-daybook-link': secret }, ...trust });
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
