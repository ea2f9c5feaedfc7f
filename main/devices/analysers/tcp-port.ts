import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { AnalyserPort, OpenPort, PortState } from './analyser-port.ts';

/** An analyser holds one connection, a middleware a few; more is somebody else. */
const MOST_CONNECTIONS = 16;
/** Milliseconds without a byte after which the system asks whether the other end still lives. */
const ALIVE_AFTER_MS = 60_000;
/** Bytes that wait to be sent to an analyser that does not read: answers are a few bytes each. */
const MOST_UNSENT = 256 * 1024;

const problems: Readonly<Record<string, PortState>> = { EADDRINUSE: 'held', EACCES: 'refused' };

/** Waits for analysers that call over TCP. */
export const tcpPort = (host: string, port: number): OpenPort => (events) => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, ALIVE_AFTER_MS);
    const channel = events.opened((bytes) => {
      if (socket.writableLength > MOST_UNSENT) socket.destroy();
      else socket.write(bytes);
    });
    socket.on('data', (chunk) => { channel.receive(chunk); });
    // An end that was cut off is told by 'close' as well.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      channel.close();
      events.state(sockets.size > 0 ? 'connected' : 'waiting');
    });
    events.state('connected');
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('error', (error: NodeJS.ErrnoException) => { events.failed(problems[error.code ?? ''] ?? 'fault', error.code ?? ''); });
  server.listen({ host, port, exclusive: true }, () => { events.state('waiting', addressOf(server)); });
  return portOf(server, sockets);
};

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return family === 'IPv6' ? `[${address}]:${String(port)}` : `${address}:${String(port)}`;
}

const portOf = (server: Server, sockets: ReadonlySet<Socket>): AnalyserPort => ({
  close: () => new Promise((resolve) => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) server.close(() => { resolve(); });
    else resolve();
  }),
});
