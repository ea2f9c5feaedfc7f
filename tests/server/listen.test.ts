import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '#server/http/listen.ts';

/** Longer than a test may take: who waits for it fails. */
const NEVER_MS = 600_000;

test('a server that stops ends with the last call at work, whatever connections are kept open', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<() => void>();
  const listening = await listen({ host: '127.0.0.1', port: 0, portIsFixed: true }, async (_request, response) => {
    // Told to keep the connection before anybody knows that the server is to stop.
    response.writeHead(200, { 'content-length': '2' });
    response.flushHeaders();
    await new Promise<void>((resolve) => { arrive(resolve); });
    response.end('ok');
  });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => { agent.destroy(); });
  const idle = connect(listening.port, '127.0.0.1').on('error', () => undefined);
  await once(idle, 'connect');
  const call = request({ port: listening.port, host: '127.0.0.1', agent }).end();
  const answered = once(call, 'response') as Promise<[NodeJS.ReadableStream]>;
  const finish = await arrived;
  let stopped = false;
  const stopping = listening.close(NEVER_MS).then(() => { stopped = true; });
  const [response] = await answered;
  expect(stopped).toBe(false);
  finish();
  let body = '';
  for await (const part of response) body += String(part);
  expect(body).toBe('ok');
  await stopping;
});
