import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { permissions } from '#domain/permissions/permissions.ts';
import { listTokens } from '#db/queries/tokens.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { digestToken, newToken } from '../sessions/secrets.ts';

/** Tokens for other programs. A token can do no more than the person who made it. */
export function tokenHandlers(): Handlers<Contract['tokens']> {
  return {
    list: (call) => ({ tokens: listTokens(call.read) }),
    create: (call, input) => {
      const known: ReadonlySet<string> = new Set(permissions);
      const refused = input.permissions.find((wanted) => !known.has(wanted) || !(call.caller.permissions as ReadonlySet<string>).has(wanted));
      if (refused !== undefined) throw invalid('permissions', 'not-yours-to-give', refused);
      const secret = `dbk_${newToken()}`;
      return call.write((tx) => {
        const id = tx.newId();
        const createdAt = new Date(call.now).toISOString();
        tx.insert('api_token', {
          id, name: input.name.trim(), permissions: JSON.stringify(input.permissions), secret_hash: digestToken(secret),
          created_at: createdAt, active: 1,
        });
        return { secret, token: { id, name: input.name.trim(), permissions: input.permissions, createdAt, lastUsedAt: null, active: true } };
      });
    },
    revoke: (call, { id }) => call.write((tx) => {
      if (!tx.row('api_token', id)) throw fail('NOT_FOUND', { what: 'token' });
      tx.update('api_token', id, { active: 0 });
      return done;
    }),
  };
}
