import { randomFillSync } from 'node:crypto';
import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#domain/contract/contract.ts';
import { findClinic, listServices } from '#db/queries/clinic.ts';
import { findPerson, listPeople } from '#db/queries/people.ts';
import { findToken } from '#db/queries/tokens.ts';
import type { Permission } from '#domain/permissions/permissions.ts';
import { addClinic, addPlaces, newClinicSettings } from '#main/api/setup.ts';
import { deskHandlers } from '#main/api/handlers.ts';
import type { DeskParts } from '#main/desk.ts';
import type { CallOrigin } from '#main/dispatch/call.ts';
import { buildRouter } from '#main/dispatch/router.ts';
import { DeskClock } from '#main/clock/desk-clock.ts';
import { fileVault } from '#main/native/file-vault.ts';
import { Removal } from '#main/removal/removal.ts';
import { digestToken } from '#main/sessions/secrets.ts';
import { Sessions } from '#main/sessions/sessions.ts';
import { pause } from '#main/sync/pause.ts';
import { SyncService } from '#main/sync/sync-service.ts';
import { wireHandlers, type DeskWires } from '#main/transport/wires.ts';
import type { ScratchStore } from './scratch-store.ts';

export interface BenchDesk {
  /** Calls as a signed-in nurse and receptionist makes them: input check, dispatcher, handler, output check. */
  readonly client: ContractRouterClient<Contract>;
  /** The same way in, with the rights of the PC's owner. */
  readonly owner: ContractRouterClient<Contract>;
  readonly serviceIds: readonly string[];
  readonly parts: DeskParts;
  /** The ends that transports attach to. */
  readonly wires: DeskWires;
}

/**
 * A desk on a scratch store, set up when it is new, with one person signed in and no transport in between.
 * @param now the desk's clock
 * @param simulated whether its devices are opened, and may be simulated ones
 */
export function benchDesk(scratch: ScratchStore, now: () => number = Date.now, simulated = false): BenchDesk {
  const { store, folder, newId } = scratch;
  const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);
  if (!findClinic(store.read)) setUp(scratch, random);
  const personId = listPeople(store.read)[0]?.id ?? '';
  const sessions = new Sessions({
    now, newSecret: () => 'bench-session', apiToken: (secret) => {
      const token = findToken(store.read, digestToken(secret));
      return token && { id: token.id, permissions: new Set(token.permissions as Permission[]) };
    },
    rolesOf: (id) => findPerson(store.read, id)?.roles,
    autoLockMs: () => (findClinic(store.read)?.autoLockMinutes ?? 10) * 60_000,
  });
  const silent = (): void => undefined;
  const log = { info: silent, warn: silent, error: (...line: unknown[]) => console.error(...line) };
  const removal = new Removal({ folder, vault: fileVault(folder), closeStore: async () => undefined, clinicName: () => '' });
  const clock = new DeskClock(now);
  const sync = new SyncService({ store, log, now, clock, newId, chance: () => 0, wait: pause, program: 'bench', onState: silent, removal, diskFree: async () => null });
  const parts: DeskParts = {
    store, sync, removal, clock, sessions, newId, random, now, log,
    shell: { kind: 'browser' }, training: simulated, version: '0.0.0', recoveryKey: '', storeFolder: folder, devices: simulated ? 'opened' : 'closed',
  };
  const router = buildRouter(parts, deskHandlers(parts).handlers);
  const origin = { via: 'socket', sessionToken: sessions.open(personId, undefined) } as const;
  const clientOf = (by: CallOrigin): never => createRouterClient(router, { context: { origin: by } }) as never;
  return { client: clientOf(origin), owner: clientOf({ via: 'script' }), serviceIds: listServices(store.read).map((service) => service.id), parts, wires: wireHandlers(router, parts) };
}

function setUp({ store, newId }: ScratchStore, random: (bytes: Uint8Array) => Uint8Array): void {
  store.write({ personId: null, intent: 'setup.run' }, (tx) => {
    const settings = { ...newClinicSettings, name: 'Bench', zone: 'Africa/Nairobi', languages: ['en'], autoLockMinutes: NEVER };
    addClinic(tx, { random }, settings);
    tx.insert('person', { id: newId(), name: 'Bench', roles: '["reception","nurse"]', language: null, color: '#000000', active: 1 });
    addPlaces(tx, ['Room 1', 'Room 2'], ['Clinic', 'Laboratory']);
  });
}

/** Minutes: a bench may let its clock run through many days. */
const NEVER = 10_000_000;
