import { EventEmitter } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CHANNEL, serveElectronChannel } from '#main/transport/electron-channel.ts';
import { electronPort, type DesktopBridge } from '#renderer/api/electron-port.ts';

const router = {
  double: os.input(z.object({ n: z.number() })).handler(({ input }) => input.n * 2),
  photo: os.input(z.instanceof(File)).handler(async ({ input }) => (await input.bytes()).length),
  count: os.handler(async function* () {
    yield 1;
    yield 2;
  }),
};

/** A window whose two ends are joined by structured clones, as the processes are. */
function window(): { bridge: DesktopBridge; contents: Parameters<typeof serveElectronChannel>[0] } {
  const toMain = new EventEmitter();
  const toPage = new EventEmitter();
  const mainFrame = { parent: null, origin: 'app://daybook' };
  return {
    bridge: {
      postMessage: (data) => void queueMicrotask(() => toMain.emit(CHANNEL, { senderFrame: mainFrame }, structuredClone(data))),
      onMessage: (callback) => void toPage.on('message', callback),
    },
    contents: {
      mainFrame,
      isDestroyed: () => false,
      send: (_channel, data) => void queueMicrotask(() => toPage.emit('message', structuredClone(data))),
      on: () => undefined,
      ipc: toMain,
    },
  };
}

test('calls, files and event streams cross the channel', async () => {
  const { bridge, contents } = window();
  const handler = new RPCHandler(router);
  serveElectronChannel(contents, { origin: 'app://daybook', attach: (port) => handler.upgrade(port, { context: {} }) });
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: electronPort(bridge) }));

  expect(await client.double({ n: 21 })).toBe(42);
  expect(await client.photo(new File([new Uint8Array(5000)], 'photo.jpg'))).toBe(5000);
  const seen: number[] = [];
  for await (const value of await client.count()) seen.push(value);
  expect(seen).toEqual([1, 2]);
});
