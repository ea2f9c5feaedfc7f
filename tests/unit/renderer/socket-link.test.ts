import { beforeEach, expect, test } from 'vitest';
import { ORPCError } from '@orpc/client';
import { withCommandIds } from '#renderer/api/command-ids.ts';
import { ConnectionLost, createSocketLink, type SocketLike } from '#renderer/api/socket-link.ts';

/** A socket opened and closed by hand. */
class FakeSocket implements SocketLike {
  readyState: SocketLike['readyState'] = 0;
  readonly #listeners = new Map<string, (() => void)[]>();
  addEventListener(type: string, listener: unknown): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener as () => void]);
  }
  removeEventListener(): void { /* never needed here */ }
  send(): void { /* the link below stands for it */ }
  close(): void { this.turn(3, 'close'); }
  turn(state: SocketLike['readyState'], event: string): void {
    this.readyState = state;
    for (const listener of this.#listeners.get(event) ?? []) listener();
  }
}

let sockets: FakeSocket[];
let inputs: unknown[];
let timers: { run: () => void; ms: number }[];
let states: string[];
/** What the link over the current socket does with a call. */
let answer: (socket: FakeSocket, input: unknown) => Promise<unknown>;

beforeEach(() => {
  sockets = [];
  inputs = [];
  timers = [];
  states = [];
  answer = () => Promise.resolve('ok');
});

const make = (soon: (open: () => void) => void = (open) => { open(); }) => createSocketLink<FakeSocket>({
  open: () => { const socket = new FakeSocket(); sockets.push(socket); return socket; },
  linkTo: (socket) => ({ call: (_path, input) => { inputs.push(input); return answer(socket, input); } }),
  onState: (state) => { states.push(state); },
  later: (run, ms) => { timers.push({ run, ms }); },
  soon,
});
const options = { context: {} };
const settle = async (): Promise<void> => { for (let i = 0; i < 6; i += 1) await Promise.resolve(); };

test('a call waits for the line to open', async () => {
  const link = make();
  const called = link.call(['queue', 'today'], {}, options);
  await settle();
  expect(inputs).toEqual([]);
  sockets[0]?.turn(1, 'open');
  await expect(called).resolves.toBe('ok');
});

test('the line opens when it is time, or at the first call before that, and once', async () => {
  let itIsTime = (): void => undefined;
  const link = make((open) => { itIsTime = open; });
  expect(sockets).toHaveLength(0);
  const called = link.call(['session', 'signIn'], {}, options);
  expect(sockets).toHaveLength(1);
  itIsTime();
  expect(sockets).toHaveLength(1);
  sockets[0]?.turn(1, 'open');
  await expect(called).resolves.toBe('ok');
});

test('a command cut off on the way is sent again with the same id', async () => {
  let ids = 0;
  const link = withCommandIds(make(), () => `id-${String((ids += 1))}`);
  sockets[0]?.turn(1, 'open');
  answer = (socket) => {
    if (sockets.length > 1) return Promise.resolve('stored once');
    socket.close();
    return Promise.reject(new Error('closed'));
  };
  const called = link.call(['queue', 'issue'], { patientId: 'p' }, options);
  await settle();
  timers[0]?.run();
  sockets[1]?.turn(1, 'open');
  await expect(called).resolves.toBe('stored once');
  expect(inputs).toEqual([{ commandId: 'id-1', patientId: 'p' }, { commandId: 'id-1', patientId: 'p' }]);
});

test('a refusal by the program is not repeated', async () => {
  const link = make();
  sockets[0]?.turn(1, 'open');
  answer = () => Promise.reject(new ORPCError('CONFLICT', { data: { reason: 'token-is-done' } }));
  await expect(link.call(['queue', 'call'], {}, options)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(inputs).toHaveLength(1);
});

test('pauses between attempts to reconnect grow to a bound and begin anew after success', () => {
  make();
  const pauses = [];
  for (let i = 0; i < 7; i += 1) {
    sockets.at(-1)?.close();
    const timer = timers.at(-1);
    pauses.push(timer?.ms);
    timer?.run();
  }
  expect(pauses).toEqual([250, 500, 1000, 2000, 3000, 3000, 3000]);
  sockets.at(-1)?.turn(1, 'open');
  sockets.at(-1)?.close();
  expect(timers.at(-1)?.ms).toBe(250);
  expect(states.slice(-2)).toEqual(['open', 'lost']);
});

test('a call gives up when the line stays down', async () => {
  const link = make();
  const called = link.call(['queue', 'today'], {}, options);
  await settle();
  timers.at(-1)?.run();
  await expect(called).rejects.toBeInstanceOf(ConnectionLost);
});
