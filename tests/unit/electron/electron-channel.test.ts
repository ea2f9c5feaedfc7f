import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { CHANNEL, serveElectronChannel, type ChannelPort, type SenderFrame } from '#main/transport/electron-channel.ts';

const ORIGIN = 'app://daybook';

/** As much of a window as the channel touches. */
class Contents extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly mainFrame: SenderFrame = { parent: null, origin: ORIGIN };
  readonly sent: unknown[] = [];
  destroyed = false;
  isDestroyed = (): boolean => this.destroyed;
  send = (_channel: string, data: unknown): void => void this.sent.push(data);
  fromPage(data: unknown, senderFrame: SenderFrame | null = this.mainFrame): void {
    this.ipc.emit(CHANNEL, { senderFrame }, data);
  }
}

let contents: Contents;
let ports: { port: ChannelPort; received: unknown[]; closed: boolean }[];
let refused: string[];

beforeEach(() => {
  contents = new Contents();
  ports = [];
  refused = [];
  serveElectronChannel(contents, {
    origin: ORIGIN,
    onRefused: (reason) => void refused.push(reason),
    attach(port) {
      const entry = { port, received: [] as unknown[], closed: false };
      ports.push(entry);
      port.on('message', (event) => entry.received.push(event?.data));
      port.on('close', () => {
        entry.closed = true;
      });
    },
  });
});

test('text and bytes of our page arrive on one port, and answers go back', () => {
  contents.fromPage('one');
  contents.fromPage(new Uint8Array([1, 2]));
  expect(ports).toHaveLength(1);
  expect(ports[0]?.received).toEqual(['one', new Uint8Array([1, 2])]);
  ports[0]?.port.postMessage('answer');
  expect(contents.sent).toEqual(['answer']);
});

test.each([
  ['a frame inside the page', { parent: {}, origin: ORIGIN }, 'not the main frame'],
  ['a main frame of another window', { parent: null, origin: ORIGIN }, 'not the main frame'],
  ['a frame that is gone', null, 'gone'],
])('%s is refused', (_name, frame, reason) => {
  contents.fromPage('forged', frame);
  expect(ports).toHaveLength(0);
  expect(refused[0]).toContain(reason);
});

test('our window on a foreign page is refused', () => {
  Object.assign(contents.mainFrame, { origin: 'https://example.org' });
  contents.fromPage('forged');
  expect(ports).toHaveLength(0);
  expect(refused).toEqual(['the sender is not a page of the program']);
});

test.each([[{ a: 1 }], [undefined], [42], [['x']]])('%j is no message', (data) => {
  contents.fromPage(data);
  expect(ports).toHaveLength(0);
  expect(refused).toHaveLength(1);
});

test('a message of more than 64 MiB is dropped', () => {
  contents.fromPage('x'.repeat(64 * 1024 * 1024 + 1));
  expect(ports).toHaveLength(0);
});

test('leaving a page closes its port; the next page gets its own and no late answers', () => {
  contents.fromPage('old');
  contents.emit('did-navigate');
  expect(ports[0]?.closed).toBe(true);
  ports[0]?.port.postMessage('late');
  contents.fromPage('new');
  expect(ports).toHaveLength(2);
  expect(ports[1]?.received).toEqual(['new']);
  expect(contents.sent).toEqual([]);
});

test.each(['render-process-gone', 'destroyed'])('%s closes the port', (event) => {
  contents.fromPage('x');
  contents.emit(event);
  expect(ports[0]?.closed).toBe(true);
});

test('nothing is sent to a window that is gone', () => {
  contents.fromPage('x');
  contents.destroyed = true;
  ports[0]?.port.postMessage('late');
  expect(contents.sent).toEqual([]);
});
