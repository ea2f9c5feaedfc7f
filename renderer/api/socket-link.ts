import { ORPCError, type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client';

/** The part of a WebSocket that matters here. */
export type SocketLike = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close'>;

export interface SocketLinkOptions<S extends SocketLike> {
  readonly open: () => S;
  readonly linkTo: (socket: S) => ClientLink<ClientContext>;
  readonly onState: (state: 'open' | 'lost') => void;
  /** Says when to open the line; a call that comes before opens it. */
  readonly soon: (open: () => void) => void;
  /** Runs `run` once after `ms`. */
  readonly later: (run: () => void, ms: number) => void;
}

/** One socket, and the link that speaks over it. */
interface Line<S> {
  readonly socket: S;
  readonly link: ClientLink<ClientContext>;
}

const OPEN = 1;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;
/** A call made while the line is down waits this long before it fails. */
const WAIT_MS = 15_000;
const TRIES = 3;

/** The line is down and stayed down; nothing is known about the call's effect. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/**
 * A link over a WebSocket that is opened again whenever it closes, with growing pauses. A call cut off on the way is
 * sent again as it was: queries change nothing, and commands carry an id by which a repetition is recognised.
 */
export function createSocketLink<S extends SocketLike>(options: SocketLinkOptions<S>): ClientLink<ClientContext> {
  let current: Line<S> | undefined;
  let pause = FIRST_PAUSE_MS;
  const waiting = new Set<() => void>();

  const connect = (): Line<S> => {
    const socket = options.open();
    const made = { socket, link: options.linkTo(socket) };
    current = made;
    socket.addEventListener('open', () => {
      pause = FIRST_PAUSE_MS;
      options.onState('open');
      const all = [...waiting];
      waiting.clear();
      for (const go of all) go();
    });
    socket.addEventListener('close', () => {
      options.onState('lost');
      options.later(connect, pause);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    });
    return made;
  };
  const line = (): Line<S> => current ?? connect();
  options.soon(line);

  const untilOpen = async (signal: AbortSignal | undefined): Promise<void> => {
    if (line().socket.readyState === OPEN) return;
    await new Promise<void>((resolve, reject) => {
      waiting.add(resolve);
      const stop = (): void => {
        waiting.delete(resolve);
        reject(new ConnectionLost());
      };
      options.later(stop, WAIT_MS);
      signal?.addEventListener('abort', stop, { once: true });
    });
  };

  return {
    async call(path, input, callOptions: ClientOptions<ClientContext>) {
      for (let left = TRIES; ; left -= 1) {
        await untilOpen(callOptions.signal);
        const { socket, link } = line();
        try {
          return await link.call(path, input, callOptions);
        } catch (error) {
          const cut = !(error instanceof ORPCError) && socket.readyState !== OPEN && !callOptions.signal?.aborted;
          if (!cut) throw error;
          if (left <= 1) throw new ConnectionLost();
        }
      }
    },
  };
}
