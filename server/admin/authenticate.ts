import type { Database } from '../db/database.ts';
import { asServer } from '../db/transactions.ts';
import type { Asking, Authenticators } from '../http/dispatch.ts';
import { fail } from '../http/errors.ts';
import { programAuthenticator } from '../rest/program-tokens.ts';
import { hashCode, hashToken } from './codes.ts';

/** The ways in that the server itself knows; devices are sync's own. Codes are only looked up here and used up by their handler. */
export function adminAuthenticators(database: Database, now: () => number): Omit<Authenticators, 'device'> {
  const admin = async (asking: Asking): Promise<{ adminId: string }> => {
    const token = credential(asking, 'Bearer');
    const found = await asServer(database, (tx) =>
      tx.selectFrom('admin').select('admin_id').where('token_hash', '=', hashToken(token)).where('revoked_at', 'is', null).executeTakeFirst());
    if (!found) throw fail('not-allowed');
    return { adminId: found.admin_id };
  };
  return {
    program: programAuthenticator({ database, now }),
    none: async () => null,
    operator: async (asking) => {
      if (!asking.fromHere) await admin(asking);
      return null;
    },
    admin,
    'admin-code': async (asking) => {
      const codeHash = hashCode(credential(asking, 'Code'));
      const found = await asServer(database, (tx) =>
        tx.selectFrom('admin_code').select('code_hash').where('code_hash', '=', codeHash).where('used_at', 'is', null).where('expires_at', '>', new Date(now())).executeTakeFirst());
      if (!found) throw fail('not-allowed');
      return { codeHash };
    },
    'join-code': async (asking) => {
      const codeHash = hashCode(credential(asking, 'Code'));
      const found = await asServer(database, (tx) =>
        tx.selectFrom('join_code').select(['clinic_id', 'role']).where('code_hash', '=', codeHash).where('used_at', 'is', null).where('expires_at', '>', new Date(now())).executeTakeFirst());
      if (!found) throw fail('not-allowed');
      return { codeHash, clinicId: found.clinic_id, role: found.role };
    },
  };
}

/** `Authorization: <scheme> <value>`. */
export function credential({ headers }: Pick<Asking, 'headers'>, scheme: 'Bearer' | 'Code'): string {
  const [given, value, ...more] = (headers.authorization ?? '').split(' ').filter((part) => part !== '');
  if (given?.toLowerCase() !== scheme.toLowerCase() || value === undefined || more.length > 0) throw fail('not-allowed');
  return value;
}
