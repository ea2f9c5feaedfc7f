import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { WebSocketServer } from 'ws';
import { openApiPage } from '#domain/contract/openapi-page.ts';
import { listensEverywhere, reachableAt, urlOf, type OwnAddress } from '#domain/kit/reachable.ts';
import type { Desk } from '../compose.ts';
import { fileSecurityHeaders, newNonce } from './content-security.ts';
import { cookieHeader, hasCookie, isAddressedToUs, sameSecret, type GuardOptions, type StartLinks } from './host-guard.ts';
import { openApiDocument } from './openapi.ts';
import type { ReadFile } from './renderer-files.ts';

export interface HostOptions {
  readonly desk: Desk;
  /** 127.0.0.1 unless the clinic opened this PC to its network. */
  readonly address: string;
  /** What the network cards of this PC are called by others: they may come and go where it listens on every address. */
  readonly ownAddresses: () => readonly OwnAddress[];
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly files: ReadFile;
  readonly links: StartLinks;
  readonly cookieSecret: string;
  /** Known only to processes that can read the store's folder; asks for further start links. */
  readonly linkSecret: string;
}

/** Largest message of a window: an uploaded file of 64 MB and its envelope. */
const MAX_MESSAGE = 80 * 1024 * 1024;

export interface Host {
  readonly port: number;
  /** As it was asked for, or the one that means all of them. */
  readonly address: string;
  close(): Promise<void>;
}

/** The same program for browsers: files, WebSocket and REST on one port. */
export async function startHost(options: HostOptions): Promise<Host> {
  let hosts = (): ReadonlySet<string> => new Set();
  const guard: GuardOptions = { hosts: () => hosts(), cookieSecret: options.cookieSecret };
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    answer(options, guard, request, response).catch(() => {
      if (!response.headersSent) plain(response, 500, 'Something went wrong');
      else response.destroy();
    });
  };
  const server: Server = options.tls ? createHttps(options.tls, respond) : createHttp(respond);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/rpc' || !isAddressedToUs(request, guard) || request.headers.origin === undefined || !hasCookie(request, guard)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (upgraded) => { void options.desk.attachSocket(upgraded); });
  });
  const { port, address } = await listen(server, options.port, options.address);
  const secure = options.tls !== undefined;
  const local = ['127.0.0.1', 'localhost'].map((name) => urlOf(name, port, secure));
  const names = (): ReadonlySet<string> => new Set([...local, ...reachableAt(address, port, secure, options.ownAddresses())].map((url) => new URL(url).host));
  const fixed = names();
  hosts = listensEverywhere(address) ? names : () => fixed;
  return {
    port, address,
    close: () => new Promise((resolve) => {
      for (const socket of sockets.clients) socket.terminate();
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

/** Gives the address as it was asked for, unless that turns out to be all of them. */
function listen(server: Server, port: number, address: string): Promise<{ readonly port: number; readonly address: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address();
      if (typeof bound !== 'object' || bound === null) reject(new Error('no port'));
      else resolve({ port: bound.port, address: listensEverywhere(bound.address) ? bound.address : address });
    });
  });
}

async function answer(options: HostOptions, guard: GuardOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isAddressedToUs(request, guard)) {
    plain(response, 403, 'This address does not belong to Daybook');
    return;
  }
  const url = new URL(request.url ?? '/', 'http://daybook.invalid');
  if (url.pathname === '/link' && request.method === 'POST') giveLink(options, request, response);
  else if (url.pathname === '/api' || url.pathname.startsWith('/api/')) await rest(options, url, request, response);
  else if (url.pathname === '/fhir' || url.pathname.startsWith('/fhir/')) await options.desk.handleFhir(`${options.tls ? 'https' : 'http'}://${request.headers.host ?? ''}/fhir`, request, response);
  else if (request.method !== 'GET' && request.method !== 'HEAD') plain(response, 405, 'Only GET is understood here');
  else if (url.searchParams.has('start')) admit(options, url, response);
  else if (!hasCookie(request, guard)) plain(response, 401, 'Open Daybook with the link it printed when it started, or ask for a new one: npm run daybook -- link');
  else {
    const file = await options.files(url.pathname, options.desk.startFacts);
    response.writeHead(file.status, file.headers).end(request.method === 'HEAD' ? undefined : file.body);
  }
}

function giveLink({ links, linkSecret }: HostOptions, request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers['x-daybook-link'];
  if (typeof given !== 'string' || !sameSecret(given, linkSecret)) plain(response, 403, 'Not allowed');
  else response.writeHead(200, { 'content-type': 'application/json', ...fileSecurityHeaders() }).end(JSON.stringify({ start: links.make() }));
}

/** Trades a start link for the cookie, and takes the token out of the address and the history. */
function admit({ links, cookieSecret, tls }: HostOptions, url: URL, response: ServerResponse): void {
  if (!links.use(url.searchParams.get('start') ?? '')) {
    plain(response, 403, 'This link has been used or is too old. Ask for a new one: npm run daybook -- link');
    return;
  }
  url.searchParams.delete('start');
  const location = `${url.pathname.startsWith('//') ? '/' : url.pathname}${url.search}`;
  response.writeHead(303, { location, 'set-cookie': cookieHeader(cookieSecret, tls !== undefined), ...fileSecurityHeaders() }).end();
}

async function rest({ desk }: HostOptions, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (url.pathname === '/api/openapi.json') {
    response.writeHead(200, { 'content-type': 'application/json', ...fileSecurityHeaders() }).end(JSON.stringify(await openApiDocument()));
  } else if (url.pathname === '/api' || url.pathname === '/api/') {
    const nonce = newNonce(desk.parts.random);
    const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...fileSecurityHeaders() };
    response.writeHead(200, headers).end(openApiPage(await openApiDocument(), nonce));
  } else if (!(await desk.handleRest(request, response))) {
    plain(response, 404, 'No such endpoint; the list is at /api');
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...fileSecurityHeaders() }).end(`${text}\n`);
}
