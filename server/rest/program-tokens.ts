import { permissions, type Permission } from '#domain/permissions/permissions.ts';
import { hashToken, newToken } from '../admin/codes.ts';
import { asServer, inClinic } from '../db/transactions.ts';
import { fail } from '../http/errors.ts';
import type { Authenticators } from '../http/dispatch.ts';
import { lockClinic } from '../sync/device-rows.ts';
import { recordEvent } from '../sync/events.ts';
import { storeOperations } from '../sync/store-operations.ts';
import type { SyncParts } from '../sync/sync-parts.ts';

/** What a program may be given on the server: all that it has endpoints for. */
export const PROGRAM_PERMISSIONS = ['patients.read', 'patients.write', 'patients.archive'] as const satisfies readonly Permission[];
export type ProgramPermission = (typeof PROGRAM_PERMISSIONS)[number];

const PREFIX = 'dbs_';
/** In place of a hash in the row that PCs see: no token of a desk has it. */
const OF_THE_SERVER = 'server';
/** That a token was used is written down this often. */
const USE_NOTED_MS = 60_000;

/** What making and ending tokens works with. */
export type TokenParts = Pick<SyncParts, 'database' | 'now' | 'newId' | 'random' | 'key' | 'hub'>;

export interface ProgramToken {
  readonly tokenId: string;
  readonly clinicId: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** A token as its holder sends it, with what tells it from a desk's own. */
const hashOf = (token: string): Buffer => hashToken(token.slice(PREFIX.length));

/**
 * Makes a token for one clinic; the secret is shown this once and stored as a hash. Every PC of the clinic sees the
 * token's name among its own, so that changes made with it have an author. Throws `not-found` for an unknown clinic.
 */
export async function makeProgramToken(
  parts: TokenParts, wanted: { readonly clinicId: string; readonly name: string; readonly permissions: readonly ProgramPermission[]; readonly actor: string },
): Promise<{ tokenId: string; token: string }> {
  const { clinicId, name } = wanted;
  const [tokenId, secret, held] = [parts.newId(), newToken(parts.random), JSON.stringify(wanted.permissions)];
  const token = `${PREFIX}${secret}`;
  await asServer(parts.database, async (tx) => {
    const clinic = await tx.selectFrom('clinic').select('clinic_id').where('clinic_id', '=', clinicId).executeTakeFirst();
    if (!clinic) throw fail('not-found');
    await tx.insertInto('program_token').values({ token_id: tokenId, clinic_id: clinicId, name, permissions: held, token_hash: hashOf(token), created_at: new Date(parts.now()) }).execute();
  });
  await inClinic(parts.database, clinicId, async (tx) => {
    await storeOperations(tx, parts, clinicId, await lockClinic(tx, clinicId), { also: [{
      table: 'api_token', rowId: tokenId, values: { name, permissions: held, secret_hash: OF_THE_SERVER, created_at: new Date(parts.now()).toISOString(), active: 1 },
    }] });
    await recordEvent(tx, parts, clinicId, { kind: 'program-token-made', deviceId: null, actor: wanted.actor, detail: { tokenId } });
  });
  parts.hub.ring(clinicId);
  return { tokenId, token };
}

/** Tokens of one clinic, or of all; never the secrets. */
export async function listProgramTokens({ database }: Pick<SyncParts, 'database'>, clinicId: string | null): Promise<ProgramToken[]> {
  const rows = await asServer(database, (tx) => {
    const all = tx.selectFrom('program_token').selectAll().orderBy('created_at');
    return (clinicId === null ? all : all.where('clinic_id', '=', clinicId)).execute();
  });
  return rows.map((row) => ({
    tokenId: row.token_id, clinicId: row.clinic_id, name: row.name, permissions: JSON.parse(row.permissions) as string[], createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null, revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
}

/** Ends a token for good. Throws `not-found` for one that is not, or not of that clinic, or has ended already. */
export async function revokeProgramToken(parts: TokenParts, tokenId: string, actor: string, ofClinic?: string): Promise<void> {
  const clinicId = await asServer(parts.database, async (tx) => {
    const row = await tx.updateTable('program_token').set({ revoked_at: new Date(parts.now()) }).where('token_id', '=', tokenId).where('revoked_at', 'is', null)
      .$if(ofClinic !== undefined, (query) => query.where('clinic_id', '=', ofClinic ?? '')).returning('clinic_id').executeTakeFirst();
    if (!row) throw fail('not-found');
    return row.clinic_id;
  });
  await inClinic(parts.database, clinicId, async (tx) => {
    await storeOperations(tx, parts, clinicId, await lockClinic(tx, clinicId), { also: [{ table: 'api_token', rowId: tokenId, values: { active: 0 } }] });
    await recordEvent(tx, parts, clinicId, { kind: 'program-token-revoked', deviceId: null, actor, detail: { tokenId } });
  });
  parts.hub.ring(clinicId);
}

const isPermission = (name: unknown): name is Permission => permissions.some((one) => one === name);

/** Knows a program by its token, and notes now and then that it was used. Throws `not-allowed`. */
export function programAuthenticator({ database, now }: Pick<SyncParts, 'database' | 'now'>): Authenticators['program'] {
  return async ({ headers }) => {
    const [scheme, token, ...more] = (headers.authorization ?? '').split(' ').filter((part) => part !== '');
    if (scheme?.toLowerCase() !== 'bearer' || !token?.startsWith(PREFIX) || more.length > 0) throw fail('not-allowed');
    return asServer(database, async (tx) => {
      const row = await tx.selectFrom('program_token').select(['token_id', 'clinic_id', 'permissions', 'last_used_at']).where('token_hash', '=', hashOf(token))
        .where('revoked_at', 'is', null).executeTakeFirst();
      if (!row) throw fail('not-allowed');
      if (now() - (row.last_used_at?.getTime() ?? 0) > USE_NOTED_MS) {
        await tx.updateTable('program_token').set({ last_used_at: new Date(now()) }).where('token_id', '=', row.token_id).execute();
      }
      return { clinicId: row.clinic_id, tokenId: row.token_id, permissions: new Set((JSON.parse(row.permissions) as unknown[]).filter(isPermission)) };
    });
  };
}
