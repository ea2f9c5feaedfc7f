import { limits } from '#domain/sync/wire/limits.ts';
import { ContributeRequest, DeviceReport, PushRequest, WentBackRequest, type Infer } from '#domain/sync/wire/messages.ts';
import type { AnyRoute } from '../../http/route.ts';
import { contribute } from '../contribute.ts';
import { links } from '../fork.ts';
import { hello, noteReport } from '../hello.ts';
import { answerText, pull } from '../pull.ts';
import { push } from '../push.ts';
import { SyncRefusal } from '../refusal.ts';
import type { SyncParts } from '../sync-parts.ts';
import { wentBack } from '../went-back.ts';
import { route, whole, wholeOrNone } from './answering.ts';

/** A single operation with a long text may come, to be set aside; usual messages stay under `limits.messageBytes`. */
const LARGEST_MESSAGE = { sent: 24 * 1024 * 1024, inflated: 24 * 1024 * 1024 };

/** The daily exchange of a device: where it stands, what it has, what others have. */
export function exchangeRoutes(parts: SyncParts): readonly AnyRoute[] {
  return [
    route<'device'>({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/hello', auth: 'device', queue: 'control',
      handle: async (call) => ({
        json: await hello(parts, call.identity.clinicId, {
          device: call.identity.deviceId, deviceNow: wholeOrNone(call, 'now') ?? null, since: wholeOrNone(call, 'since') ?? null,
          aside: wholeOrNone(call, 'aside') ?? null, at: wholeOrNone(call, 'at') ?? null,
        }),
      }),
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/went-back', auth: 'device', queue: 'control',
      handle: async (call) => ({ json: await wentBack(parts, call.identity.clinicId, call.identity.deviceId, call.json(WentBackRequest)) }),
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/report', auth: 'device', queue: 'control',
      handle: async (call) => {
        await noteReport(parts, call.identity.clinicId, call.identity.deviceId, call.json(DeviceReport));
        return { json: { now: parts.now() } };
      },
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/push', auth: 'device', queue: 'push', limit: LARGEST_MESSAGE,
      handle: async (call) => {
        const read = (): Infer<typeof PushRequest> => {
          const request = call.json(PushRequest);
          if (request.device !== call.identity.deviceId) throw new SyncRefusal('foreign-operation', 422);
          return request;
        };
        return { json: await push(parts, call.identity.clinicId, read) };
      },
    }),
    route<'device'>({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/pull', auth: 'device', queue: 'pull',
      handle: async (call) => ({
        text: answerText(await pull(parts, call.identity.clinicId, {
          device: call.identity.deviceId, after: whole(call, 'after'), timeline: call.query.get('timeline') ?? '',
          limit: Math.min(Math.max(1, whole(call, 'limit', limits.opsPerPull)), limits.opsPerPull), waitMs: whole(call, 'wait', 0) * 1000,
          schema: wholeOrNone(call, 'schema') ?? null,
        }, call)),
      }),
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/contribute', auth: 'device', queue: 'push', limit: LARGEST_MESSAGE,
      handle: async (call) => ({ json: await contribute(parts, call.identity.clinicId, call.identity.deviceId, call.json(ContributeRequest)) }),
    }),
    route<'device'>({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/links', auth: 'device', queue: 'control',
      handle: async (call) => ({ json: await links(parts, call.identity.clinicId, call.identity.deviceId, wholeOrNone(call, 'before')) }),
    }),
  ];
}
