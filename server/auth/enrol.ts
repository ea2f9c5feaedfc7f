import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { EnrolAnswer, FoundRequest, Infer, JoinRequest } from '#domain/sync/wire/messages.ts';
import { createClinic } from '../admin/clinics.ts';
import { hashCode } from '../admin/codes.ts';
import type { ServerTx } from '../db/schema.ts';
import { asServer, inClinic } from '../db/transactions.ts';
import { HttpFailure } from '../http/errors.ts';
import { SyncRefusal } from '../sync/refusal.ts';
import type { SyncParts } from '../sync/sync-parts.ts';
import { addDevice, answerAgain, readKey } from './add-device.ts';
import { SERVER_DEVICE } from '../sync/device-rows.ts';

type Enrolled = Infer<typeof EnrolAnswer>;
type Founding = Infer<typeof FoundRequest>;

/** Nobody learns whether a code was wrong, used or too old. */
const codeRefused = (): SyncRefusal => new SyncRefusal('code-refused', 401);

/**
 * The first PC brings a clinic that exists already (sync design 2.11, 2.15): its slot and letter stay, because they are
 * printed on cards. The code is used up first; the same PC asking again with it gets the same answer.
 * Throws SyncRefusal `code-refused`, `clinic-exists`, `device-exists`, `bad-key`.
 */
export async function foundClinic(parts: SyncParts, request: Founding): Promise<Enrolled> {
  const { clinic, deviceId, device } = request;
  const key = readKey(device.publicKey);
  const codeHash = hashCode(request.code);
  const first = await asServer(parts.database, (tx) => useAdminCode(tx, codeHash, parts.now()));
  if (!first) return foundAgain(parts, request, key);
  await makeClinic(parts, clinic);
  return inClinic(parts.database, clinic.id, async (tx) => {
    const others = await tx.selectFrom('device').select('device_id').where('clinic_id', '=', clinic.id).where('role', '!=', SERVER_DEVICE).limit(1).executeTakeFirst();
    if (others && others.device_id !== deviceId) throw new SyncRefusal('clinic-exists', 409);
    return addDevice(tx, parts, clinic.id, {
      deviceId, name: device.name, role: 'desk', publicKey: device.publicKey, program: device.program, schema: device.schema,
      wished: { slot: request.slot, letter: request.letter }, actor: 'admin-code',
    });
  });
}

async function foundAgain(parts: SyncParts, { clinic, deviceId }: Founding, key: Buffer): Promise<Enrolled> {
  const known = await inClinic(parts.database, clinic.id, (tx) => answerAgain(tx, parts, clinic.id, deviceId, key)).catch((error: unknown) => {
    throw error instanceof SyncRefusal ? codeRefused() : error;
  });
  if (!known) throw codeRefused();
  return known;
}

/** True when the code was good and is used up by this call; false when it was used within its life. Throws `code-refused`. */
async function useAdminCode(tx: ServerTx, codeHash: Buffer, now: number): Promise<boolean> {
  const found = await tx.selectFrom('admin_code').select(['code_hash', 'used_at']).where('code_hash', '=', codeHash).where('expires_at', '>', new Date(now)).forUpdate().executeTakeFirst();
  if (!found || !timingSafeEqual(found.code_hash, codeHash)) throw codeRefused();
  if (found.used_at) return false;
  await tx.updateTable('admin_code').set({ used_at: new Date(now) }).where('code_hash', '=', codeHash).execute();
  return true;
}

/** A clinic's code is random and cannot change once it is printed, so two clinics may share one: the later is listed with a number behind it. */
async function makeClinic(parts: SyncParts, { id, code, name }: Founding['clinic']): Promise<void> {
  const known = await asServer(parts.database, (tx) => tx.selectFrom('clinic').select('code').where('clinic_id', '=', id).executeTakeFirst());
  for (let number = 1; ; number += 1) {
    const listed = known?.code ?? (number === 1 ? code : `${code}-${String(number)}`);
    try {
      await createClinic(parts, { clinicId: id, code: listed, name });
      return;
    } catch (error) {
      if (!(error instanceof HttpFailure) || error.code !== 'conflict' || known || number >= 20) throw error;
    }
  }
}

/**
 * Another PC joins the clinic its code was made for. The code serves one device id, which may ask again.
 * Throws SyncRefusal `code-refused`, `device-exists`, `no-slots`, `bad-key`.
 */
export async function joinClinic(parts: SyncParts, request: Infer<typeof JoinRequest>): Promise<Enrolled> {
  const { deviceId, device } = request;
  readKey(device.publicKey);
  const codeHash = hashCode(request.code);
  const now = new Date(parts.now());
  const claimed = await asServer(parts.database, async (tx) => {
    const found = await tx.selectFrom('join_code').select(['code_hash', 'clinic_id', 'role', 'used_at', 'used_by']).where('code_hash', '=', codeHash)
      .where('expires_at', '>', now).forUpdate().executeTakeFirst();
    if (!found || !timingSafeEqual(found.code_hash, codeHash) || (found.used_at && found.used_by !== deviceId)) throw codeRefused();
    await tx.updateTable('join_code').set({ used_at: sql`COALESCE(used_at, ${now})`, used_by: deviceId }).where('code_hash', '=', codeHash).execute();
    return found;
  });
  const enrolled = await inClinic(parts.database, claimed.clinic_id, (tx) => addDevice(tx, parts, claimed.clinic_id, {
    deviceId, name: device.name, role: claimed.role, publicKey: device.publicKey, program: device.program, schema: device.schema, actor: 'join-code',
  }));
  parts.hub.ring(claimed.clinic_id);
  return enrolled;
}
