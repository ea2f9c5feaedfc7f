import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

export interface ApiTokenRow {
  id: string; name: string; permissions: string[]; createdAt: string; lastUsedAt: string | null; active: boolean;
}

/** All tokens given to other programs, newest first. The secret itself is not stored. */
export function listTokens(db: ReadDb): ApiTokenRow[] {
  return db.all(db.build.selectFrom('api_token').leftJoin('token_use', 'token_use.token_id', 'api_token.id')
    .select(['api_token.id', 'name', 'permissions', 'created_at', 'last_used_at', 'active']).orderBy('api_token.rid', 'desc'))
    .map((row) => ({
      id: row.id, name: row.name, permissions: JSON.parse(row.permissions) as string[], createdAt: row.created_at,
      lastUsedAt: row.last_used_at, active: row.active === 1,
    }));
}

/** The active token whose secret has this digest. */
export function findToken(db: ReadDb, secretHash: string): { id: string; permissions: string[] } | undefined {
  const row = db.first(db.build.selectFrom('api_token').select(['id', 'permissions'])
    .where('secret_hash', '=', secretHash).where('active', '=', 1));
  return row && { id: row.id, permissions: JSON.parse(row.permissions) as string[] };
}

export function noteTokenUse(tx: WriteDb, tokenId: string, at: string): void {
  tx.local(tx.build.insertInto('token_use').values({ token_id: tokenId, last_used_at: at })
    .onConflict((conflict) => conflict.column('token_id').doUpdateSet({ last_used_at: at })));
}
