import { randomBytes, webcrypto } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import type { Permission } from '#domain/permissions/permissions.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { forgetAnswersBefore } from '#db/queries/commands.ts';
import { findPerson } from '#db/queries/people.ts';
import { findToken, noteTokenUse } from '#db/queries/tokens.ts';
import { openStore, type Store } from '#db/store.ts';
import { placeOf as syncPlaceOf } from '#db/sync/place.ts';
import { replayDeferred } from '#db/sync/replay-deferred.ts';
import { deskHandlers } from './api/handlers.ts';
import { DeskClock } from './clock/desk-clock.ts';
import type { DeskParts, Shell } from './desk.ts';
import { StoreIdentity } from './identity/store-identity.ts';
import { freeBytes } from './native/free-bytes.ts';
import { machineId } from './native/machine-id.ts';
import { finishRemoval, Removal } from './removal/removal.ts';
import { buildRouter } from './dispatch/router.ts';
import { jsonLog, type Log } from './log.ts';
import type { KeyVault } from './native/key-vault.ts';
import { Sessions } from './sessions/sessions.ts';
import { digestToken, newToken } from './sessions/secrets.ts';
import { storeSecret } from './store-key.ts';
import { pause } from './sync/pause.ts';
import { SyncService } from './sync/sync-service.ts';
import { wireHandlers, type DeskWires } from './transport/wires.ts';
import { VERSION } from './version.ts';

export interface DeskOptions {
  readonly storeDir: string;
  readonly keyVault: KeyVault;
  /** Where a store leaves notes outside its own folder; see `marksDir`. */
  readonly marksDir: string;
  readonly shell: Shell;
  readonly training: boolean;
  /** Whether the devices of this PC are opened; they are, unless a command only works on the store. */
  readonly devices?: 'opened' | 'closed';
  /** Where log lines go; standard error by default. */
  readonly log?: Log;
}

/** A running installation: the store, its router, and the ends that transports attach to. */
export interface Desk extends DeskWires {
  readonly parts: DeskParts;
  close(): Promise<void>;
}

const ANSWERS_KEPT_MS = 7 * 24 * 60 * 60_000;

/** Builds a desk from the real clock, randomness and store: the only file that knows everybody. */
export async function composeDesk(options: DeskOptions): Promise<Desk> {
  const clock = new DeskClock(() => Date.now());
  const { now } = clock;
  const random = (bytes: Uint8Array): Uint8Array => webcrypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
  const newId = idSource(now, pooledRandom());
  const log = options.log ?? jsonLog((line) => process.stderr.write(`${line}\n`), now);
  await finishRemoval(options.storeDir, options.keyVault);
  const secret = await storeSecret(options.storeDir, options.keyVault, random);
  const store = openStore({ folder: options.storeDir, key: secret.key, now, newId });
  const identity = await StoreIdentity.open({
    store, storeDir: options.storeDir, marksDir: options.marksDir, machine: await machineId(), newId, chance: Math.random, system: clock.system,
  });
  clock.begin(identity.lastRan, syncPlaceOf(store.read)?.clock ?? null);
  store.write({ personId: null, intent: 'system.start' }, (tx) => { forgetAnswersBefore(tx, now() - ANSWERS_KEPT_MS); });
  const replayed = replayDeferred(store);
  if (replayed > 0) log.info('sync-replayed', { operations: replayed });
  identity.follow(() => clock.lastRan());
  const ends: (() => Promise<void>)[] = [() => identity.close()];
  /** Ends everything that uses the store, once: at the program's end, or when the record goes. */
  const closeStore = async (): Promise<void> => { for (const end of ends.splice(0)) await end(); };
  const removal = new Removal({ folder: options.storeDir, vault: options.keyVault, closeStore, clinicName: () => findClinic(store.read)?.name ?? '' });
  if (syncPlaceOf(store.read)?.stopped === 'revoked') removal.begin();
  const sync = new SyncService({
    store, log, now: clock.system, clock, newId, chance: Math.random, wait: pause, program: VERSION, removal, diskFree: () => freeBytes(options.storeDir),
    // Nothing was written, but what the status line says has changed.
    onState: () => { store.announce('sync'); },
  });
  const parts: DeskParts = {
    store, log, now, newId, random, sync, removal, clock, sessions: makeSessions(store, clock.system), shell: options.shell, training: options.training,
    version: VERSION, recoveryKey: secret.recoveryKey, storeFolder: options.storeDir,
    devices: options.devices ?? 'opened',
  };
  const { handlers, close } = deskHandlers(parts);
  ends.push(close, async () => { store.close(); });
  const router = buildRouter(parts, handlers);
  sync.start();
  log.info('desk-open', { training: options.training, shell: options.shell.kind });
  return {
    parts,
    ...wireHandlers(router, parts),
    async close() {
      await sync.close();
      await closeStore();
    },
  };
}

/** How exactly the last use of a token is known; a commit for every call would double its cost. */
const USE_NOTED_MS = 60_000;

function tokenUseNotes(store: Store, now: () => number): (tokenId: string) => void {
  const noted = new Map<string, number>();
  return (tokenId) => {
    const at = now();
    if (at - (noted.get(tokenId) ?? 0) < USE_NOTED_MS) return;
    noted.set(tokenId, at);
    store.write({ personId: null, intent: 'tokens.use' }, (tx) => { noteTokenUse(tx, tokenId, new Date(at).toISOString()); });
  };
}

function makeSessions(store: Store, now: () => number): Sessions {
  const noteUse = tokenUseNotes(store, now);
  return new Sessions({
    now,
    newSecret: newToken,
    rolesOf: (personId) => {
      const person = findPerson(store.read, personId);
      return person?.active ? person.roles : undefined;
    },
    autoLockMs: () => (findClinic(store.read)?.autoLockMinutes ?? 10) * 60_000,
    apiToken: (secret) => {
      const token = findToken(store.read, digestToken(secret));
      if (!token) return undefined;
      noteUse(token.id);
      return { id: token.id, permissions: new Set(token.permissions as Permission[]) };
    },
  });
}

/** Draws randomness from the system in blocks: one call for many ids. */
function pooledRandom(): (bytes: Uint8Array) => Uint8Array {
  let pool = randomBytes(4096);
  let used = 0;
  return (bytes) => {
    if (used + bytes.length > pool.length) {
      pool = randomBytes(4096);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + bytes.length));
    used += bytes.length;
    return bytes;
  };
}
