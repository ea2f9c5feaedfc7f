import { SERVER_DEVICE } from '../sync/device-rows.ts';
import type { Authenticators } from '../http/dispatch.ts';
import { fail } from '../http/errors.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { unseal } from './token.ts';

/** Knows a device by its token. Throws `token-expired` when a new one would help, `not-allowed`, and its kind `unknown-device`. */
export function deviceAuthenticator(secret: Buffer, directory: DeviceDirectory, now: () => number): Authenticators['device'] {
  return async ({ headers }) => {
    const [scheme, token] = (headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) throw fail('not-allowed');
    const claim = unseal(secret, 'token', token);
    // A token of before the secret changed helps as little as one that has run out.
    if (!claim || claim.expiresAt <= now()) throw fail('token-expired');
    const device = await directory.find(claim.clinicId, claim.deviceId);
    if (!device || device.role === SERVER_DEVICE) throw fail('not-allowed', { data: { code: 'unknown-device' } });
    return { clinicId: claim.clinicId, deviceId: claim.deviceId, role: device.role, status: device.status };
  };
}
