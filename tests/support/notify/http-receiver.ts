import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
}

/** A real HTTP server on this machine; `answer` says what each request gets, 200 unless it does. */
export async function httpReceiver(answer: (response: ServerResponse, request: ReceivedRequest) => void = (response) => { response.end(); }, tls?: { cert: string; key: string }): Promise<Receiver> {
  const received: ReceivedRequest[] = [];
  const server = (tls ? createSecure.bind(null, tls) : createServer)((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => { chunks.push(chunk); });
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${String((server.address() as AddressInfo).port)}`, received };
}
