import type { CloneCodec, makeCloneCodec } from '../clone-codec.ts';

/** One world's end of the bridge between the page's own scripts and the preload script. */
export interface WorldBridge {
  readonly codec: CloneCodec;
  /** Delivers a named message; the other world has dealt with it when this returns. */
  tell(name: string, payload: unknown): void;
  onTold(name: string, listener: (payload: unknown) => void): void;
}

/**
 * Two JavaScript worlds of a page share its DOM but no objects. Text in an event's `detail` passes between them
 * at once, so functions and promises are passed as numbers and called by message, which is what contextBridge does.
 * The function is sent into both worlds as source text, so it may use nothing from outside itself.
 * @param heard event name this world listens to
 * @param spoken event name the other world listens to
 */
export function worldBridge(heard: string, spoken: string, makeCodec: typeof makeCloneCodec): WorldBridge {
  const dispatch = window.dispatchEvent.bind(window);
  const listeners = new Map<string, (payload: unknown) => void>();
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  const returned = new Map<number, { ok: boolean; wire: unknown }>();
  let lastId = 0;
  const nextId = (): number => (lastId += 1);

  const send = (message: object): void => void dispatch(new CustomEvent(spoken, { detail: JSON.stringify(message) }));
  const outcomeOf = (run: () => unknown): { ok: boolean; wire: unknown } => {
    try {
      return { ok: true, wire: codec.encode(run()) };
    } catch (error) {
      return { ok: false, wire: codec.encode(new Error(error instanceof Error ? error.message : String(error))) };
    }
  };
  const remember = (value: (...args: unknown[]) => unknown): number => {
    const id = nextId();
    functions.set(id, value);
    return id;
  };
  const follow = (promise: Promise<unknown>): number => {
    const id = nextId();
    promise.then(
      (value) => send({ kind: 'settle', id, ...outcomeOf(() => value) }),
      (error: unknown) => send({ kind: 'settle', id, ok: false, wire: outcomeOf(() => { throw error; }).wire }),
    );
    return id;
  };
  const call = (id: number, args: unknown[]): unknown => {
    const callId = nextId();
    send({ kind: 'call', id, callId, wire: codec.encode(args) });
    const outcome = returned.get(callId);
    returned.delete(callId);
    if (!outcome) throw new Error('stand-in electron: the other world did not answer');
    if (!outcome.ok) throw codec.decode(outcome.wire) as Error;
    return codec.decode(outcome.wire);
  };
  const await_ = (id: number): Promise<unknown> => {
    const pending = Promise.withResolvers<unknown>();
    promises.set(id, pending);
    return pending.promise;
  };

  const codec = makeCodec({
    encode(value) {
      if (typeof value === 'function') return ['function', remember(value as (...args: unknown[]) => unknown)];
      return value instanceof Promise ? ['promise', follow(value)] : undefined;
    },
    decode([kind, id]) {
      if (kind === 'function') return { value: (...args: unknown[]) => call(id as number, args) };
      return kind === 'promise' ? { value: await_(id as number) } : undefined;
    },
  });

  interface Message { kind: string; id: number; callId: number; ok: boolean; wire: unknown; name: string }
  const receive = (message: Message): void => {
    if (message.kind === 'call') {
      const outcome = outcomeOf(() => functions.get(message.id)?.(...(codec.decode(message.wire) as unknown[])));
      send({ kind: 'return', callId: message.callId, ...outcome });
    } else if (message.kind === 'return') {
      returned.set(message.callId, message);
    } else if (message.kind === 'settle') {
      const pending = promises.get(message.id);
      promises.delete(message.id);
      if (message.ok) pending?.resolve(codec.decode(message.wire));
      else pending?.reject(codec.decode(message.wire));
    } else {
      listeners.get(message.name)?.(codec.decode(message.wire));
    }
  };
  window.addEventListener(heard, (event) => receive(JSON.parse((event as CustomEvent<string>).detail) as Message), true);

  return {
    codec,
    tell: (name, payload) => send({ kind: 'told', name, wire: codec.encode(payload) }),
    onTold: (name, listener) => void listeners.set(name, listener),
  };
}
