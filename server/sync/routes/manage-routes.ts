import { QuarantineDecision, StatusRequest } from '#domain/sync/wire/messages.ts';
import { issueJoinCode } from '../../admin/clinics.ts';
import type { DeviceDirectory } from '../../auth/device-directory.ts';
import { requirePermission } from '../../auth/person-permission.ts';
import { DeviceStatus, type ClinicTx } from '../../db/schema.ts';
import { inClinic } from '../../db/transactions.ts';
import type { AnyRoute, Call } from '../../http/route.ts';
import { changeStatus, devicesOf } from '../devices.ts';
import { recordEvent } from '../events.ts';
import { admit, discard, listQuarantine } from '../quarantine.ts';
import { SyncRefusal } from '../refusal.ts';
import type { SyncParts } from '../sync-parts.ts';
import { route } from './answering.ts';

/** Who asks at the PC: `daybook-person: <id>`. */
const personOf = ({ headers }: Call): string | undefined => {
  const given = headers['daybook-person'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : undefined;
};

/** What a manager does from a PC of the clinic: let others in, stop them, decide about what was set aside. */
export function manageRoutes(parts: SyncParts, directory: DeviceDirectory): readonly AnyRoute[] {
  const managing = (call: Call<'device'>) => {
    const person = personOf(call as Call);
    const allowed = async (tx: ClinicTx): Promise<void> => {
      if (call.identity.status !== DeviceStatus.active) throw new SyncRefusal('forbidden', 403);
      await requirePermission(tx, call.identity.clinicId, person, 'clinic.manage');
    };
    return { clinicId: call.identity.clinicId, actor: `person:${person ?? ''}`, allowed };
  };
  const read = <T>(call: Call<'device'>, work: (tx: ClinicTx, clinicId: string) => Promise<T>): Promise<T> => {
    const { clinicId, allowed } = managing(call);
    return inClinic(parts.database, clinicId, async (tx) => {
      await allowed(tx);
      return work(tx, clinicId);
    });
  };
  const decision = (call: Call<'device'>, actor: string) => ({ opId: call.params.operation ?? '', actor, ...call.json(QuarantineDecision) });
  const done = () => ({ json: { now: parts.now() } });
  return [
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/join-codes', auth: 'device', queue: 'control',
      handle: async (call) => {
        const { actor } = managing(call);
        await read(call, (tx, clinicId) => recordEvent(tx, parts, clinicId, { kind: 'join-code-made', deviceId: call.identity.deviceId, actor, detail: {} }));
        return { json: await issueJoinCode(parts, call.identity.clinicId, 'desk') };
      },
    }),
    route<'device'>({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/devices', auth: 'device', queue: 'control',
      handle: async (call) => ({ json: await read(call, (tx, clinicId) => devicesOf(tx, parts, clinicId)) }),
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/devices/{device:uuid}/status', auth: 'device', queue: 'control',
      handle: async (call) => {
        const { clinicId, actor, allowed } = managing(call);
        const deviceId = call.params.device ?? '';
        await changeStatus(parts, clinicId, { deviceId, ...call.json(StatusRequest), actor }, allowed);
        directory.forget(clinicId, deviceId);
        return done();
      },
    }),
    route<'device'>({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/quarantine', auth: 'device', queue: 'control',
      handle: async (call) => ({ json: await read(call, (tx, clinicId) => listQuarantine(tx, clinicId, call.query.get('contents') === '1', parts.now())) }),
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/quarantine/{operation:uuid}/admit', auth: 'device', queue: 'control',
      handle: async (call) => {
        const { clinicId, actor, allowed } = managing(call);
        await admit(parts, clinicId, decision(call, actor), allowed);
        return done();
      },
    }),
    route<'device'>({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/quarantine/{operation:uuid}/discard', auth: 'device', queue: 'control',
      handle: async (call) => {
        const { clinicId, actor, allowed } = managing(call);
        await discard(parts, clinicId, decision(call, actor), allowed);
        return done();
      },
    }),
  ];
}
