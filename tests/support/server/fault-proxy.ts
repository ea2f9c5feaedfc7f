import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface FaultProxy {
  readonly address: string;
  /** While off, everything passes. */
  faults: boolean;
  /** How often each fault struck. */
  readonly struck: Record<Fault, number>;
}

type Fault = 'drop' | 'delay' | 'truncate' | 'html';
const FAULTS: readonly Fault[] = ['drop', 'delay', 'truncate', 'html'];
const PAGE = '<!doctype html><title>Welcome</title><p>Accept the terms to go on.';

/** Stands between desks and server on this machine, and does to connections what a bad network does. `chance` is in [0, 1). */
export async function faultProxy(target: () => number, chance: () => number): Promise<FaultProxy> {
  const struck: Record<Fault, number> = { drop: 0, delay: 0, truncate: 0, html: 0 };
  const open = new Set<Socket>();
  const proxy = { address: '', faults: false, struck };
  const server = createServer((desk) => {
    open.add(desk);
    desk.once('close', () => open.delete(desk));
    desk.on('error', () => desk.destroy());
    const fault = proxy.faults && chance() < 0.4 ? FAULTS[Math.floor(chance() * FAULTS.length)] : undefined;
    if (fault) struck[fault] += 1;
    if (fault === 'drop') desk.destroy();
    else if (fault === 'html') portal(desk);
    else if (fault === 'delay') setTimeout(() => { pass(desk, target(), Infinity); }, 100 + chance() * 900);
    else pass(desk, target(), fault === 'truncate' ? Math.floor(chance() * 2_000) : Infinity);
    // A kept connection would meet no fault any more.
    if (proxy.faults) setTimeout(() => desk.destroy(), 300 + chance() * 1_500).unref();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const bound = server.address();
  return Object.assign(proxy, { address: `http://127.0.0.1:${String(typeof bound === 'object' ? bound?.port : 0)}` });
}

/** A captive portal: whatever is asked, a page with status 200. */
function portal(desk: Socket): void {
  desk.once('data', () => {
    desk.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${String(PAGE.length)}\r\nconnection: close\r\n\r\n${PAGE}`);
  });
}

function pass(desk: Socket, port: number, most: number): void {
  if (desk.destroyed) return;
  const server = connect(port, '127.0.0.1');
  let left = most;
  server.on('error', () => desk.destroy());
  server.once('close', () => desk.destroy());
  desk.once('close', () => server.destroy());
  desk.pipe(server);
  server.on('data', (piece: Buffer) => {
    desk.write(piece.subarray(0, left));
    left -= piece.length;
    if (left <= 0) desk.destroy();
  });
}
