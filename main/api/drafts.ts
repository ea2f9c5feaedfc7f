import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { findDraft, keepDraft, removeDraft } from '#db/queries/drafts.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';

/** What was typed and not yet saved. A draft belongs to its author. */
export function draftHandlers(): Handlers<Contract['drafts']> {
  return {
    save: (call, { key, content }) => call.write((tx) => {
      keepDraft(tx, { personId: authorOf(call), key, content, savedAt: new Date(call.now).toISOString() });
      return done;
    }),
    get: (call, { key }) => findDraft(call.read, authorOf(call), key) ?? { content: null, savedAt: null },
    remove: (call, { key }) => call.write((tx) => {
      removeDraft(tx, authorOf(call), key);
      return done;
    }),
  };
}

function authorOf(call: Call): string {
  if (call.caller.personId === null) throw fail('SIGN_IN_NEEDED');
  return call.caller.personId;
}
