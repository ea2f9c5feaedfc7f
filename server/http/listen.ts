import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Socket } from 'node:net';
import { urlOf } from '#domain/kit/reachable.ts';
import { Problem } from '../problem.ts';
import type { Dispatch } from './dispatch.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Without it, the next free port is taken when this one is in use. */
  readonly portIsFixed: boolean;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

export interface Listening {
  readonly port: number;
  readonly address: string;
  connections(): number;
  /** Stops accepting and waits for calls at work, then cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Limits against callers that hold connections without using them. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 300_000, connectionsCheckingInterval: 2_000, keepAliveTimeout: 65_000, maxHeaderSize: 16 * 1024 };
const MOST_CONNECTIONS = 4000;
const PORTS_TO_TRY = 20;
const SWEEP_MS = 50;

export async function listen(options: ListenOptions, dispatch: Dispatch): Promise<Listening> {
  const respond: Dispatch = async (request, response) => {
    await dispatch(request, response).catch(() => { response.destroy(); });
  };
  const onRequest = (...args: Parameters<Dispatch>): void => { void respond(...args); };
  const server: Server = options.tls ? createHttps({ ...LIMITS, ...options.tls, minVersion: 'TLSv1.2' }, onRequest) : createHttp(LIMITS, onRequest);
  server.maxConnections = MOST_CONNECTIONS;
  // A body that must not come is refused before it is sent.
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  const port = await bindFree(server, options);
  const sockets = new Set<Socket>();
  /** Connections that have carried no call yet; Node does not count them as idle. */
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => { sockets.delete(socket); });
  });
  server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => { unused.delete(socket); });
  });
  server.on('request', ({ socket }) => { unused.delete(socket); });
  return {
    port,
    address: urlOf(options.host, port, options.tls !== undefined),
    connections: () => sockets.size,
    close: (graceMs) => new Promise((resolve) => {
      const cut = setTimeout(() => { for (const socket of sockets) socket.destroy(); }, graceMs);
      // A call that ends after this would leave its connection waiting for the next one.
      const sweep = (): void => {
        server.closeIdleConnections();
        for (const socket of unused) socket.destroy();
      };
      const sweeping = setInterval(sweep, SWEEP_MS);
      server.close(() => {
        clearTimeout(cut);
        clearInterval(sweeping);
        resolve();
      });
      sweep();
    }),
  };
}

async function bindFree(server: Server, { host, port, portIsFixed }: ListenOptions): Promise<number> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await bind(server, port === 0 ? 0 : port + tried, host);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EADDRINUSE' && !portIsFixed && tried < PORTS_TO_TRY) continue;
      if (code === 'EADDRINUSE') throw new Problem(`Port ${port + tried} is in use. Choose another with --port N.`);
      if (code === 'EACCES') throw new Problem(`Port ${port} may not be opened by this account. Choose one from 1024 on with --port N.`);
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Problem(`${host} is not an address of this machine. Choose another with --host ADDRESS.`);
      throw error;
    }
  }
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => { reject(error); };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });
}
