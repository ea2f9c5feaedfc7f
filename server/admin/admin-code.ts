import type { Random } from '#domain/kit/time.ts';
import type { Database } from '../db/database.ts';
import { asServer } from '../db/transactions.ts';
import { CODE_LIFE_MS, hashCode, newCode } from './codes.ts';

/** Makes a one-time administrator code; earlier ones that were not used stop working. */
export async function issueAdminCode(database: Database, random: Random, now: () => number): Promise<string> {
  const code = newCode(random);
  await asServer(database, async (tx) => {
    await tx.deleteFrom('admin_code').where('used_at', 'is', null).execute();
    await tx.insertInto('admin_code').values({ code_hash: hashCode(code), expires_at: new Date(now() + CODE_LIFE_MS) }).execute();
  });
  return code;
}

/** Whether somebody has used an administrator code: as an administrator, or to bring the first clinic. */
export async function isClaimed(database: Database): Promise<boolean> {
  return asServer(database, async (tx) => {
    const admin = await tx.selectFrom('admin').select('admin_id').where('revoked_at', 'is', null).limit(1).executeTakeFirst();
    const clinic = await tx.selectFrom('clinic').select('clinic_id').limit(1).executeTakeFirst();
    return admin !== undefined || clinic !== undefined;
  });
}
