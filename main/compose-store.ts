import { randomBytes, webcrypto } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { forgetAnswersBefore } from '#db/queries/commands.ts';
import { openStore } from '#db/store.ts';
import { placeOf as syncPlaceOf } from '#db/sync/place.ts';
import { replayDeferred } from '#db/sync/replay-deferred.ts';
import { DeskClock } from './clock/desk-clock.ts';
import type { StoreParts } from './desk.ts';
import { StoreIdentity } from './identity/store-identity.ts';
import { jsonLog, type Log } from './log.ts';
import { freeBytes } from './native/free-bytes.ts';
import type { KeyVault } from './native/key-vault.ts';
import { machineId } from './native/machine-id.ts';
import { finishRemoval, Removal } from './removal/removal.ts';
import { storeSecret } from './store-key.ts';
import { pause } from './sync/pause.ts';
import { SyncService } from './sync/sync-service.ts';
import { VERSION } from './version.ts';

export interface StoreOptions {
  readonly storeDir: string;
  readonly keyVault: KeyVault;
  /** Where a store leaves notes outside its own folder; see `marksDir`. */
  readonly marksDir: string;
  readonly training: boolean;
  /** Where log lines go; standard error by default. */
  readonly log?: Log;
}

/** An open store with its clock and its line to the server. */
export interface OpenedStore {
  readonly parts: StoreParts;
  /** Has this ended before the store is closed, whoever closes it. */
  endFirst(end: () => Promise<void>): void;
  /** Begins to talk to the server. */
  start(): void;
  close(): Promise<void>;
}

const ANSWERS_KEPT_MS = 7 * 24 * 60 * 60_000;

/**
 * Opens a store with the real clock, randomness and disk: all that a command needs which only works on it. What people
 * and devices reach it by (compose.ts) takes three times the memory.
 */
export async function composeStore(options: StoreOptions): Promise<OpenedStore> {
  const { storeDir, keyVault } = options;
  const clock = new DeskClock(() => Date.now());
  const { now } = clock;
  const random = (bytes: Uint8Array): Uint8Array => webcrypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
  const newId = idSource(now, pooledRandom());
  const log = options.log ?? jsonLog((line) => process.stderr.write(`${line}\n`), now);
  await finishRemoval(storeDir, keyVault);
  const secret = await storeSecret(storeDir, keyVault, random);
  const store = openStore({ folder: storeDir, key: secret.key, now, newId });
  const identity = await StoreIdentity.open({
    store, storeDir, marksDir: options.marksDir, machine: await machineId(), newId, chance: Math.random, system: clock.system,
  });
  clock.begin(identity.lastRan, syncPlaceOf(store.read)?.clock ?? null);
  store.write({ personId: null, intent: 'system.start' }, (tx) => { forgetAnswersBefore(tx, now() - ANSWERS_KEPT_MS); });
  const replayed = replayDeferred(store);
  if (replayed > 0) log.info('sync-replayed', { operations: replayed });
  identity.follow(() => clock.lastRan());
  const ends: (() => Promise<void>)[] = [() => identity.close(), async () => { store.close(); }];
  /** Ends everything that uses the store, once: at the program's end, or when the record goes. */
  const closeStore = async (): Promise<void> => { for (const end of ends.splice(0)) await end(); };
  const removal = new Removal({ folder: storeDir, vault: keyVault, closeStore, clinicName: () => findClinic(store.read)?.name ?? '' });
  if (syncPlaceOf(store.read)?.stopped === 'revoked') removal.begin();
  const sync = new SyncService({
    store, log, now: clock.system, clock, newId, chance: Math.random, wait: pause, program: VERSION, removal, diskFree: () => freeBytes(storeDir),
    // Nothing was written, but what the status line says has changed.
    onState: () => { store.announce('sync'); },
  });
  return {
    parts: { store, log, now, newId, random, sync, removal, clock, training: options.training, version: VERSION, recoveryKey: secret.recoveryKey, storeFolder: storeDir },
    endFirst: (end) => { ends.splice(-1, 0, end); },
    start: () => { sync.start(); },
    async close() {
      await sync.close();
      await closeStore();
    },
  };
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
