import { request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startHost } from '#main/transport/http-host.ts';
import { StartLinks } from '#main/transport/host-guard.ts';
import { rendererFiles } from '#main/transport/renderer-files.ts';
import { testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { systemRandom, tempFolder } from '#tests/support/store.ts';

export interface Asked {
  readonly token: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
export interface Answered<T> {
  readonly status: number;
  readonly type: string;
  readonly location: string | undefined;
  readonly body: T;
}

/** A desk that answers over HTTP until the test is finished. */
export async function servedDesk(): Promise<{ desk: DeskUnderTest; port: number }> {
  const desk = await testDesk();
  const host = await startHost({
    desk: desk.desk, address: '127.0.0.1', port: 0, ownAddresses: () => [], files: rendererFiles(join(tempFolder(), 'none'), systemRandom),
    links: new StartLinks(() => 'x', desk.desk.parts.now), cookieSecret: 'c', linkSecret: 'l',
  });
  onTestFinished(() => host.close());
  return { desk, port: host.port };
}

/** One request to `/fhir` + path; the answer's body is read as JSON. */
export const askFhir = <T>(port: number, path: string, { token, method = 'GET', headers = {}, body }: Asked): Promise<Answered<T>> => new Promise((resolve, reject) => {
  const call = request({ host: '127.0.0.1', port, path: `/fhir${path}`, method, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
    let text = '';
    response.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), location: response.headers.location, body: JSON.parse(text) as T });
    });
  });
  call.on('error', reject);
  call.end(body);
});
