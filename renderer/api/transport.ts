import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketRpcLink } from '@orpc/client/websocket';
import { electronPort } from './electron-port.ts';
import { useConnection } from './connection.ts';
import { sessionToken } from './session-token.ts';
import { createSocketLink } from './socket-link.ts';

/** Says for each call who sits at this window. */
const headers = (): Record<string, string> => {
  const token = sessionToken();
  return token === null ? {} : { 'x-daybook-session': token };
};

/** The way to the program, chosen once: the desktop program's pipe, or a WebSocket to where the page came from. */
export function pickTransport(): ClientLink<ClientContext> {
  if (window.daybook) {
    useConnection.setState({ state: 'open' }, true);
    return new PortLink({ port: electronPort(window.daybook), headers });
  }
  const address = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/rpc`;
  return createSocketLink({
    open: () => new WebSocket(address),
    linkTo: (websocket) => new SocketRpcLink({ websocket, headers }),
    later: (run, ms) => { setTimeout(run, ms); },
    // After the first frame: the sign-in screen is drawn from what the page brought.
    soon: (open) => { requestAnimationFrame(() => { setTimeout(open); }); },
    onState: (state) => {
      if (state === 'open') useConnection.setState({ state }, true);
      else if (useConnection.getState().state !== 'lost') useConnection.setState({ state, since: Date.now() }, true);
    },
  });
}
