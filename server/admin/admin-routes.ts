import { z } from 'zod';
import { asServer, inClinic } from '../db/transactions.ts';
import { fail } from '../http/errors.ts';
import type { AnyRoute, Route } from '../http/route.ts';
import { createClinic, issueJoinCode, type AdminParts } from './clinics.ts';
import { hashToken, newToken } from './codes.ts';

const label = z.string().trim().min(1).max(120);
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

const clinicShape = z.object({ clinicId: uuid, code: z.string().regex(/^[0-9A-Za-z]{2,8}$/), name: label });
const roleShape = z.object({ role: z.enum(['desk', 'relay']).default('desk') });

/** What an administrator may do on the server: become one with the code, make clinics, let PCs join, see them. */
export function adminRoutes(parts: AdminParts): readonly AnyRoute[] {
  return [
    claim(parts),
    { method: 'GET', path: '/v1/admin/clinics', auth: 'admin', queue: 'control', handle: async () => ({ json: { clinics: await clinics(parts) } }) },
    {
      method: 'POST', path: '/v1/admin/clinics', auth: 'admin', queue: 'control',
      handle: async (call) => {
        const clinic = call.json(clinicShape);
        return { json: { clinicId: clinic.clinicId, ...(await createClinic(parts, clinic)) } };
      },
    },
    {
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/join-codes', auth: 'admin', queue: 'control',
      handle: async (call) => ({ json: await issueJoinCode(parts, call.params.clinic ?? '', call.json(roleShape).role) }),
    },
    {
      method: 'GET', path: '/v1/admin/clinics/{clinic:uuid}/devices', auth: 'admin', queue: 'control',
      handle: async (call) => ({ json: { devices: await devices(parts, call.params.clinic ?? '') } }),
    },
  ];
}

/** Trades the one-time code for a lasting token, which is shown this once. */
function claim({ database, newId, now, random }: AdminParts): Route<'admin-code'> {
  return {
    method: 'POST', path: '/v1/admin/claim', auth: 'admin-code', queue: 'control',
    handle: async (call) => {
      const { name } = call.json(z.object({ name: label }));
      const adminId = newId();
      const token = newToken(random);
      await asServer(database, async (tx) => {
        const used = await tx.updateTable('admin_code').set({ used_at: new Date(now()) })
          .where('code_hash', '=', call.identity.codeHash).where('used_at', 'is', null).where('expires_at', '>', new Date(now())).executeTakeFirst();
        if (used.numUpdatedRows !== 1n) throw fail('not-allowed');
        await tx.insertInto('admin').values({ admin_id: adminId, name, token_hash: hashToken(token) }).execute();
      });
      return { json: { adminId, token } };
    },
  };
}

function clinics({ database }: AdminParts): Promise<readonly object[]> {
  return asServer(database, (tx) => tx.selectFrom('clinic').select(['clinic_id as clinicId', 'code', 'name', 'created_at as createdAt']).orderBy('code').execute());
}

/** One line per PC for the fleet view (sync design 2.20). */
function devices({ database }: AdminParts, clinic: string): Promise<readonly object[]> {
  return inClinic(database, clinic, (tx) => tx.selectFrom('device').select([
    'device_id as deviceId', 'name', 'slot', 'role', 'status', 'last_dseq as lastDseq', 'acked_seq as ackedSeq', 'durable_dseq as durableDseq',
    'app_version as appVersion', 'sv', 'last_seen as lastSeen', 'skew_ms as skewMs', 'report', 'forked_from as forkedFrom', 'enrolled_at as enrolledAt',
  ]).where('clinic_id', '=', clinic).orderBy('slot').execute());
}
