import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '#domain/contract/contract.ts';

export type WindowClient = ContractRouterClient<Contract>;

/** A window without a screen: the socket a page would open, and who sits at it. */
export interface Window {
  readonly client: WindowClient;
  /** From here on its calls are this person's. */
  signIn(name: string, pin: string): Promise<void>;
  close(): void;
}

/** Opens one where a page is served, with the cookie that the page was given (`name=value`). */
export function openWindow(address: string, cookie: string): Window {
  const { origin, host } = new URL(address);
  const socket = new WebSocket(`ws://${host}/rpc`, { origin, headers: { cookie } });
  let session: string | undefined;
  const headers = (): Record<string, string> => (session === undefined ? {} : { 'x-daybook-session': session });
  const client: WindowClient = createORPCClient(new RPCLink({ websocket: socket as never, headers }));
  return {
    client,
    async signIn(name, pin) {
      const person = (await client.session.people({})).people.find((each) => each.name === name);
      if (!person) throw new Error(`Nobody here is called ${name}.`);
      session = (await client.session.signIn({ personId: person.id, secret: pin, using: 'pin' })).token;
    },
    close: () => { socket.close(); },
  };
}

/** Trades a start link, which works once, for the cookie of a window, as a browser does. */
export async function cookieOf(link: string): Promise<string> {
  return (await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? '';
}
