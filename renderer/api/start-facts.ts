import type { StartFacts } from '#domain/contract/start-facts.ts';
import { client } from './client.ts';
import { takeGivenFacts } from './given-facts.ts';

/** What the page brought with it, once; after that, and where it brought nothing, the program is asked. */
export async function startFacts(): Promise<StartFacts | { readonly status: StartFacts['status']; readonly capabilities: undefined; readonly people: undefined }> {
  const facts = takeGivenFacts();
  if (facts) return facts;
  // The status alone is always told: a PC that was taken out of its clinic says nothing else.
  const status = await client.setup.status({});
  if (status.removed.phase !== 'no') return { status, capabilities: undefined, people: undefined };
  const [capabilities, people] = await Promise.all([client.clinic.capabilities({}), client.session.people({})]);
  return { status, capabilities, people };
}
