import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newToken } from '#main/sessions/secrets.ts';
import { StartLinks } from '#main/transport/host-guard.ts';
import { startHost } from '#main/transport/http-host.ts';
import { rendererFiles, type ReadFile } from '#main/transport/renderer-files.ts';
import { benchDesk } from './bench-desk.ts';
import type { ScratchStore } from './scratch-store.ts';

export interface ServedDesk {
  /** Admits the browser that opens it; works once. */
  readonly startUrl: string;
  readonly url: string;
  /** A page with nothing on it, answered by the same host with the same headers. */
  readonly emptyUrl: string;
  close(): Promise<void>;
}

const EMPTY = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title></head><body></body></html>';

/**
 * The built screens and a set-up desk behind the browser host, on a free port of 127.0.0.1.
 * @param simulated whether its devices are opened, and may be simulated ones
 */
export async function servedDesk(scratch: ScratchStore, simulated = false): Promise<ServedDesk> {
  const { parts, wires } = benchDesk(scratch, Date.now, simulated);
  const random = (bytes: Uint8Array): void => { bytes.set(randomBytes(bytes.length)); };
  const screens = rendererFiles(join(import.meta.dirname, '../../../out/renderer'), (bytes) => { random(bytes); return bytes; });
  const files: ReadFile = async (path, startFacts) => (
    path === '/empty' ? { ...(await screens('/')), body: new TextEncoder().encode(EMPTY) } : screens(path, startFacts)
  );
  const links = new StartLinks(newToken, Date.now);
  const { port, close } = await startHost({
    desk: { parts, ...wires, close: () => Promise.resolve() }, address: '127.0.0.1', port: 0, ownAddresses: () => [], files, links, linkSecret: newToken(), cookieSecret: newToken(),
  });
  const url = `http://127.0.0.1:${port}/`;
  return { url, startUrl: `${url}?start=${links.make()}`, emptyUrl: `${url}empty`, close };
}
