import type { EnrolAnswer, ForkRequest, Infer, LinksAnswer } from '#domain/sync/wire/messages.ts';
import { addDevice, readKey } from '../auth/add-device.ts';
import { forkStatement } from '../auth/statements.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { isSignedBy } from './chain.ts';
import { hasLink, linksOf } from './compare-chains.ts';
import { lockClinic, lockDevice } from './device-rows.ts';
import { replacedWrite } from './device-writes.ts';
import { recordIncident } from './events.ts';
import { SyncRefusal } from './refusal.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

/** Links of a device's own stream, by which it finds the last one that it and the server have in common. */
export const links = (parts: SyncParts, clinicId: string, deviceId: string, before: number | undefined): Promise<Infer<typeof LinksAnswer>> =>
  inClinic(parts.database, clinicId, async (tx) => ({ links: await linksOf(tx, clinicId, deviceId, before), now: parts.now() }));

/** A device that splits more often in a day is broken or hostile, and slots are few. */
const FORKS_A_DAY = 10;

/**
 * A device whose stream split goes on as a new one (sync design 2.16): its stream begins after the last link that the
 * server has, and its chain continues there, because the chain does not cover the device. It proves by its old key that
 * it is one of the two; a suspended or revoked one stays so. Asked again, it answers the same.
 * Throws SyncRefusal `unknown-device`, `wrong-signature`, `unknown-link`, `device-exists`, `no-slots`, `bad-key`, `too-many`.
 */
export async function fork(parts: SyncParts, clinicId: string, request: Infer<typeof ForkRequest>): Promise<Infer<typeof EnrolAnswer>> {
  readKey(request.publicKey);
  const chain = Buffer.from(request.chain, 'base64url');
  const answer = await inClinic(parts.database, clinicId, async (tx) => {
    const old = await lockDevice(tx, clinicId, request.device);
    if (!isSignedBy(old.pubkey, forkStatement(clinicId, request), request.signature)) throw new SyncRefusal('wrong-signature', 403);
    if (!(await hasLink(tx, clinicId, old.id, request.from, chain))) throw new SyncRefusal('unknown-link', 409);
    const isNew = !(await tx.selectFrom('device').select('device_id').where('clinic_id', '=', clinicId).where('device_id', '=', request.newDevice).executeTakeFirst());
    if (isNew) await refuseMany(tx, parts, clinicId, old.id);
    const enrolled = await addDevice(tx, parts, clinicId, {
      deviceId: request.newDevice, name: request.name, role: old.role, publicKey: request.publicKey, program: null, schema: null, actor: 'device',
      elder: { deviceId: old.id, status: old.status, dseq: request.from, chain, durableDseq: Math.min(old.durableDseq, request.from) },
    });
    if (!isNew) return enrolled;
    if (request.replaces) await storeOperations(tx, parts, clinicId, await lockClinic(tx, clinicId), { also: [replacedWrite(old.id, request.newDevice)] });
    await recordIncident(tx, parts, clinicId, {
      kind: 'fork', deviceId: old.id, actor: 'device', detail: { from: request.from, last: old.lastDseq, newDevice: request.newDevice, replaces: request.replaces },
    });
    return enrolled;
  });
  parts.hub.ring(clinicId);
  return answer;
}

async function refuseMany(tx: ClinicTx, parts: SyncParts, clinicId: string, deviceId: string): Promise<void> {
  const day = 86_400_000;
  const lately = await tx.selectFrom('clinic_event').select((eb) => eb.fn.countAll<number>().as('n')).where('clinic_id', '=', clinicId).where('kind', '=', 'fork')
    .where('device_id', '=', deviceId).where('at', '>', parts.now() - day).executeTakeFirst();
  if ((lately?.n ?? 0) >= FORKS_A_DAY) throw new SyncRefusal('too-many', 429, day);
}
