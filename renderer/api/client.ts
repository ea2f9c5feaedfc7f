import { createORPCClient, ORPCError, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#domain/contract/contract.ts';
import { idSource } from '#domain/kit/ids.ts';
import { withCommandIds } from './command-ids.ts';
import { pickTransport } from './transport.ts';

export type Client = ContractRouterClient<Contract>;

type SessionEnd = 'SIGN_IN_NEEDED' | 'SESSION_LOCKED' | 'REMOVED';

const ends: ReadonlySet<string> = new Set<SessionEnd>(['SIGN_IN_NEEDED', 'SESSION_LOCKED', 'REMOVED']);

let onSessionEnd: (code: SessionEnd) => void = () => undefined;

/** Called when the program says that nobody is signed in here, that this window is locked, or that this PC was taken out of its clinic. */
export function whenSessionEnds(listener: (code: SessionEnd) => void): void {
  onSessionEnd = listener;
}

const newId = idSource(() => Date.now(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>));

function withSessionWatch(link: ClientLink<ClientContext>): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      try {
        return await link.call(path, input, options);
      } catch (error) {
        if (error instanceof ORPCError && ends.has(error.code as string)) onSessionEnd(error.code as SessionEnd);
        throw error;
      }
    },
  };
}

/** Everything the program can be asked, typed by the contract: `await client.queue.today({})`. */
export const client: Client = createORPCClient(withSessionWatch(withCommandIds(pickTransport(), newId)));
