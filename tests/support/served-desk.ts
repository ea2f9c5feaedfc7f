import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { StartLinks } from '#main/transport/host-guard.ts';
import { startHost } from '#main/transport/http-host.ts';
import { rendererFiles } from '#main/transport/renderer-files.ts';
import { testDesk, type DeskUnderTest } from './desk.ts';
import { systemRandom, tempFolder } from './store.ts';

export interface RestAnswer {
  readonly status: number;
  /** What was sent back as JSON; undefined for an empty answer. */
  readonly body: unknown;
}

/** A desk that other programs reach over HTTP. */
export interface ServedDesk {
  readonly desk: DeskUnderTest;
  /** Asks an address under `/api`, as a program with this bearer token, or with none. */
  rest(method: string, path: string, token?: string, body?: unknown): Promise<RestAnswer>;
}

export async function serveDesk(): Promise<ServedDesk> {
  const desk = await testDesk();
  const host = await startHost({
    desk: desk.desk, address: '127.0.0.1', port: 0, ownAddresses: () => [], files: rendererFiles(join(tempFolder(), 'none'), systemRandom),
    links: new StartLinks(() => 'start', desk.desk.parts.now), cookieSecret: 'cookie', linkSecret: 'link',
  });
  onTestFinished(() => host.close());
  return {
    desk,
    async rest(method, path, token, body) {
      const answer = await fetch(`http://127.0.0.1:${host.port}/api${path}`, {
        method, headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) as unknown };
    },
  };
}
