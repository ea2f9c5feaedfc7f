import { z } from 'zod';
import { QuarantineDecision, StatusRequest } from '#domain/sync/wire/messages.ts';
import type { DeviceDirectory } from '../../auth/device-directory.ts';
import { inClinic } from '../../db/transactions.ts';
import type { AnyRoute, Call } from '../../http/route.ts';
import { openContribution } from '../contribute.ts';
import { changeStatus } from '../devices.ts';
import { admit, discard, listQuarantine } from '../quarantine.ts';
import type { SyncParts } from '../sync-parts.ts';
import { route } from './answering.ts';

const HOUR_MS = 3_600_000;
const OpenRequest = z.object({ hours: z.int().min(1).max(24 * 30) });

const byAdmin = (): Promise<void> => Promise.resolve();

/** What an administrator of the server does for a clinic. What a record says is not among it: lists come without contents. */
export function syncAdminRoutes(parts: SyncParts, directory: DeviceDirectory): readonly AnyRoute[] {
  const decision = (call: Call<'admin'>) => ({ opId: call.params.operation ?? '', actor: `admin:${call.identity.adminId}`, ...call.json(QuarantineDecision) });
  const done = () => ({ json: { now: parts.now() } });
  return [
    route<'admin'>({
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/contribution', auth: 'admin', queue: 'control',
      handle: async (call) => {
        await openContribution(parts, call.params.clinic ?? '', `admin:${call.identity.adminId}`, call.json(OpenRequest).hours * HOUR_MS);
        return done();
      },
    }),
    route<'admin'>({
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/devices/{device:uuid}/status', auth: 'admin', queue: 'control',
      handle: async (call) => {
        const [clinicId, deviceId] = [call.params.clinic ?? '', call.params.device ?? ''];
        await changeStatus(parts, clinicId, { deviceId, ...call.json(StatusRequest), actor: `admin:${call.identity.adminId}` }, byAdmin);
        directory.forget(clinicId, deviceId);
        return done();
      },
    }),
    route<'admin'>({
      method: 'GET', path: '/v1/admin/clinics/{clinic:uuid}/quarantine', auth: 'admin', queue: 'control',
      handle: async (call) => {
        const clinicId = call.params.clinic ?? '';
        return { json: await inClinic(parts.database, clinicId, (tx) => listQuarantine(tx, clinicId, false, parts.now())) };
      },
    }),
    route<'admin'>({
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/quarantine/{operation:uuid}/admit', auth: 'admin', queue: 'control',
      handle: async (call) => {
        await admit(parts, call.params.clinic ?? '', decision(call), byAdmin);
        return done();
      },
    }),
    route<'admin'>({
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/quarantine/{operation:uuid}/discard', auth: 'admin', queue: 'control',
      handle: async (call) => {
        await discard(parts, call.params.clinic ?? '', decision(call), byAdmin);
        return done();
      },
    }),
  ];
}
