import { ForkRequest, FoundRequest, JoinRequest, TokenRequest, type EnrolAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import { hashCode } from '../../admin/codes.ts';
import type { Attempts } from '../../auth/attempts.ts';
import type { DeviceDirectory } from '../../auth/device-directory.ts';
import { foundClinic, joinClinic } from '../../auth/enrol.ts';
import { issueToken } from '../../auth/issue-token.ts';
import type { Answer, AnyRoute } from '../../http/route.ts';
import { fork } from '../fork.ts';
import type { SyncParts } from '../sync-parts.ts';
import { route } from './answering.ts';

export interface EnrolParts {
  readonly sync: SyncParts;
  readonly tokenSecret: Buffer;
  readonly directory: DeviceDirectory;
  readonly attempts: Attempts;
}

/** How a PC becomes known, and shows that it is. Codes and signatures are in the body: there is no token yet. */
export function enrolRoutes({ sync, tokenSecret, directory, attempts }: EnrolParts): readonly AnyRoute[] {
  const enrolled = (answer: Infer<typeof EnrolAnswer>): Answer => {
    directory.forget(answer.clinicId, answer.deviceId);
    return { json: answer };
  };
  const keys = (address: string, code: string): string[] => [`address:${address}`, `code:${hashCode(code).toString('base64')}`];
  return [
    route<'none'>({
      method: 'POST', path: '/v1/clinics', auth: 'none', queue: 'control',
      handle: async (call) => {
        const request = call.json(FoundRequest);
        return enrolled(await attempts.limited(keys(call.address, request.code), () => foundClinic(sync, request)));
      },
    }),
    route<'none'>({
      method: 'POST', path: '/v1/join', auth: 'none', queue: 'control',
      handle: async (call) => {
        const request = call.json(JoinRequest);
        return enrolled(await attempts.limited(keys(call.address, request.code), () => joinClinic(sync, request)));
      },
    }),
    route<'none'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/fork', auth: 'none', queue: 'control',
      handle: async (call) => enrolled(await fork(sync, call.params.clinic ?? '', call.json(ForkRequest))),
    }),
    route<'none'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/token', auth: 'none', queue: 'control',
      handle: async (call) => ({ json: await issueToken(sync, tokenSecret, directory, call.params.clinic ?? '', call.json(TokenRequest)) }),
    }),
  ];
}
