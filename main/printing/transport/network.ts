import { connect, type Socket } from 'node:net';
import { Inbox, LinkError, type OpenLink } from './link.ts';

/** How long a printer is given to hang up after us; most do so at once, some never. */
const LINGER_MS = 1500;

/** A raw TCP line, usually port 9100. */
export const openNetwork = (host: string, port: number): OpenLink => async (signal) => {
  const socket = await connected(host, port, signal);
  const inbox = new Inbox();
  let failure: Error | undefined;
  socket.on('data', (chunk: Buffer) => inbox.put(chunk));
  socket.on('error', (error) => { failure = error; });
  return {
    write: (bytes) => new Promise((resolve, reject) => {
      const hungUp = (): void => reject(failure ?? new LinkError('offline'));
      if (socket.destroyed) return hungUp();
      socket.once('close', hungUp);
      socket.write(bytes, (error) => {
        socket.off('close', hungUp);
        if (error) reject(error);
        else resolve();
      });
    }),
    receive: (ms) => inbox.take(ms),
    finish: () => ended(socket, () => failure),
    destroy: async () => { socket.destroy(); },
  };
};

function connected(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const stop = (): void => { socket.destroy(); };
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      signal.removeEventListener('abort', stop);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** Says goodbye and waits for the printer's; a reset in that time means that bytes were thrown away. */
function ended(socket: Socket, failureOf: () => Error | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      const failure = failureOf();
      if (failure) reject(failure);
      else resolve();
    };
    if (socket.destroyed) return settle();
    const timer = setTimeout(settle, LINGER_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      settle();
    });
    socket.end();
  });
}
