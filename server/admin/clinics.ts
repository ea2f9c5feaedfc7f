import type { Random } from '#domain/kit/time.ts';
import type { Register } from '../backup/register.ts';
import type { Database } from '../db/database.ts';
import { asServer, inClinic } from '../db/transactions.ts';
import { fail } from '../http/errors.ts';
import { CODE_LIFE_MS, hashCode, newCode } from './codes.ts';

export interface AdminParts {
  readonly database: Database;
  readonly register: Register;
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: Random;
}

export interface NewClinic {
  readonly clinicId: string;
  /** Short and unique on this server, whatever the case: it stands in front of every printed number. */
  readonly code: string;
  readonly name: string;
}

/**
 * Makes a clinic: its row, its cursor at 0, its first timeline and its slot counter. Asked again with the same id and
 * code (an answer was lost), it answers the same. Throws `conflict` when the id or the code belongs to another.
 */
export async function createClinic(parts: AdminParts, clinic: NewClinic): Promise<{ timeline: string }> {
  const { clinicId: clinic_id, code, name } = clinic;
  await asServer(parts.database, async (tx) => {
    const made = await tx.insertInto('clinic').values({ clinic_id, code, name }).onConflict((at) => at.doNothing()).executeTakeFirst();
    if (made.numInsertedOrUpdatedRows === 1n) parts.register.append({ kind: 'clinic', ...clinic });
    const found = await tx.selectFrom('clinic').select('code').where('clinic_id', '=', clinic_id).executeTakeFirst();
    if (found?.code !== code) throw fail('conflict');
  });
  return { timeline: await firstTimeline(parts, clinic_id) };
}

/** The two steps have a transaction each, behind different walls; a cut in between is mended by asking again. */
function firstTimeline({ database, newId }: AdminParts, clinic_id: string): Promise<string> {
  return inClinic(database, clinic_id, async (tx) => {
    const timeline = newId();
    await tx.insertInto('clinic_cursor').values({ clinic_id, last_seq: 0, timeline }).onConflict((at) => at.doNothing()).execute();
    const cursor = await tx.selectFrom('clinic_cursor').select('timeline').where('clinic_id', '=', clinic_id).executeTakeFirstOrThrow();
    if (cursor.timeline !== timeline) return cursor.timeline;
    await tx.insertInto('timeline').values({ clinic_id, ord: 0, timeline, start_seq: 0, reason: 'created' }).execute();
    await tx.insertInto('slot_counter').values({ clinic_id, next_slot: 0 }).execute();
    return timeline;
  });
}

/** A code with which one PC joins the clinic in that role. Throws `not-found`. */
export async function issueJoinCode(parts: AdminParts, clinic_id: string, role: string): Promise<{ code: string; expiresAt: string }> {
  const code = newCode(parts.random);
  const expires = new Date(parts.now() + CODE_LIFE_MS);
  await asServer(parts.database, async (tx) => {
    const clinic = await tx.selectFrom('clinic').select('clinic_id').where('clinic_id', '=', clinic_id).executeTakeFirst();
    if (!clinic) throw fail('not-found');
    await tx.deleteFrom('join_code').where('expires_at', '<', new Date(parts.now() - CODE_LIFE_MS)).execute();
    await tx.insertInto('join_code').values({ code_hash: hashCode(code), clinic_id, role, expires_at: expires }).execute();
  });
  return { code, expiresAt: expires.toISOString() };
}
