import type { z } from 'zod';
import type { TokenAnswer, TokenRequest } from '#domain/sync/wire/messages.ts';
import { asServer } from '../db/transactions.ts';
import { isSignedBy } from '../sync/chain.ts';
import { SERVER_DEVICE } from '../sync/device-rows.ts';
import { SyncRefusal } from '../sync/refusal.ts';
import type { SyncParts } from '../sync/sync-parts.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { tokenStatement } from './statements.ts';
import { NONCE_LASTS_MS, seal, TOKEN_LASTS_MS, unseal } from './token.ts';

/**
 * First a nonce, then for its signature a token of 15 minutes. The nonce is sealed, not stored: only one that was
 * signed rightly is written down, so that it serves once and nobody can fill the table. The PC's clock plays no part.
 * Throws SyncRefusal `not-allowed`, the same for an unknown device and a wrong signature.
 */
export async function issueToken(
  parts: SyncParts, secret: Buffer, directory: DeviceDirectory, clinicId: string, request: z.infer<typeof TokenRequest>,
): Promise<z.infer<typeof TokenAnswer>> {
  const now = parts.now();
  const { device: deviceId, nonce, signature } = request;
  if (nonce === undefined || signature === undefined) return { nonce: seal(secret, 'nonce', { clinicId, deviceId, expiresAt: now + NONCE_LASTS_MS }, parts.random) };
  const claim = unseal(secret, 'nonce', nonce);
  if (!claim || claim.clinicId !== clinicId || claim.deviceId !== deviceId || claim.expiresAt <= now) throw new SyncRefusal('not-allowed', 401);
  const device = await directory.find(clinicId, deviceId);
  if (!device || device.role === SERVER_DEVICE || !isSignedBy(device.pubkey, tokenStatement(clinicId, deviceId, nonce), signature)) throw new SyncRefusal('not-allowed', 401);
  if (!(await useUp(parts, claim, nonce))) throw new SyncRefusal('not-allowed', 401);
  return { token: seal(secret, 'token', { clinicId, deviceId, expiresAt: now + TOKEN_LASTS_MS }, parts.random), lastsMs: TOKEN_LASTS_MS };
}

/** False when this nonce was used before. */
function useUp({ database, now }: SyncParts, { clinicId, deviceId, expiresAt }: { clinicId: string; deviceId: string; expiresAt: number }, nonce: string): Promise<boolean> {
  return asServer(database, async (tx) => {
    await tx.deleteFrom('nonce').where('expires_at', '<', new Date(now() - NONCE_LASTS_MS)).execute();
    const added = await tx.insertInto('nonce').values({ nonce: Buffer.from(nonce, 'base64url'), clinic_id: clinicId, device_id: deviceId, expires_at: new Date(expiresAt) })
      .onConflict((on) => on.column('nonce').doNothing()).executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  });
}
