import { z } from 'zod';
import type { AnyRoute, Call } from '../http/route.ts';
import { route } from '../sync/routes/answering.ts';
import type { SyncParts } from '../sync/sync-parts.ts';
import { listProgramTokens, makeProgramToken, PROGRAM_PERMISSIONS, revokeProgramToken } from './program-tokens.ts';

const TokenWanted = z.object({ name: z.string().trim().min(1).max(120), permissions: z.array(z.enum(PROGRAM_PERMISSIONS)).min(1) });

/** What an administrator does about the programs that may work with a clinic. */
export function tokenRoutes(parts: SyncParts): readonly AnyRoute[] {
  const actorOf = ({ identity }: Call<'admin'>): string => `admin:${identity.adminId}`;
  return [
    route<'admin'>({
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/tokens', auth: 'admin', queue: 'control',
      handle: async (call) => ({ status: 201, json: await makeProgramToken(parts, { clinicId: call.params.clinic ?? '', actor: actorOf(call), ...call.json(TokenWanted) }) }),
    }),
    route<'admin'>({
      method: 'GET', path: '/v1/admin/clinics/{clinic:uuid}/tokens', auth: 'admin', queue: 'control',
      handle: async (call) => ({ json: { tokens: await listProgramTokens(parts, call.params.clinic ?? '') } }),
    }),
    route<'admin'>({
      method: 'POST', path: '/v1/admin/clinics/{clinic:uuid}/tokens/{token:uuid}/revoke', auth: 'admin', queue: 'control',
      handle: async (call) => {
        await revokeProgramToken(parts, call.params.token ?? '', actorOf(call), call.params.clinic ?? '');
        return { json: { now: parts.now() } };
      },
    }),
  ];
}
