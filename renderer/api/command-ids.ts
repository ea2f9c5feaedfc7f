import type { ClientContext, ClientLink } from '@orpc/client';
import type { Id } from '#domain/kit/ids.ts';

/**
 * Gives every call an id of its own. A repetition inside the link below keeps it, so that the program answers a
 * command sent twice with the first answer; queries ignore it.
 */
export function withCommandIds(link: ClientLink<ClientContext>, newId: () => Id): ClientLink<ClientContext> {
  return {
    call(path, input, options) {
      const isObject = input === undefined || (typeof input === 'object' && input !== null && !Array.isArray(input));
      return link.call(path, isObject ? { commandId: newId(), ...input } : input, options);
    },
  };
}
