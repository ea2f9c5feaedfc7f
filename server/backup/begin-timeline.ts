import { sql, type Kysely } from 'kysely';
import type { Schema } from '../db/schema.ts';

/** Slots a server that went back leaves out, for those given meanwhile that no register knows (sync design 2.15). */
export const SLOTS_SKIPPED = 64;

export interface Beginning {
  /** The last place of the log that the lives have in common; its end when absent. */
  readonly start?: number;
  readonly reason: 'restored' | 'went-back';
}

/** Begins another life of one clinic's log, and leaves out slots that may have been given since. */
export async function beginTimeline(db: Kysely<Schema>, clinic_id: string, newId: () => string, { start, reason }: Beginning): Promise<void> {
  const { last_seq } = await db.selectFrom('clinic_cursor').select('last_seq').where('clinic_id', '=', clinic_id).executeTakeFirstOrThrow();
  const timeline = newId();
  const last = await db.selectFrom('timeline').select((eb) => eb.fn.max('ord').as('ord')).where('clinic_id', '=', clinic_id).executeTakeFirst();
  await db.insertInto('timeline').values({ clinic_id, ord: (last?.ord ?? -1) + 1, timeline, start_seq: start ?? last_seq, reason }).execute();
  await db.updateTable('clinic_cursor').set({ timeline }).where('clinic_id', '=', clinic_id).execute();
  await db.updateTable('slot_counter').set({ next_slot: sql<number>`next_slot + ${SLOTS_SKIPPED}` }).where('clinic_id', '=', clinic_id).execute();
}
