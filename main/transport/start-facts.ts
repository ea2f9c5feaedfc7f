import { createRouterClient, type Router } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#domain/contract/contract.ts';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import type { RouterContext } from '../dispatch/router.ts';

/** What a window in which nobody is signed in may ask, asked on its behalf through the dispatcher like any call. */
export function startFactsOf(router: Router<Contract, RouterContext>): () => Promise<StartFacts> {
  const nobody = createRouterClient(router, { context: { origin: { via: 'socket' } } }) as unknown as ContractRouterClient<Contract>;
  return async () => {
    const [status, capabilities, people] = await Promise.all([nobody.setup.status({}), nobody.clinic.capabilities({}), nobody.session.people({})]);
    return { status, capabilities, people };
  };
}
