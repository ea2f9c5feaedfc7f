import type { Permission } from '#domain/permissions/permissions.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { findPerson } from '#db/queries/people.ts';
import { findToken, noteTokenUse } from '#db/queries/tokens.ts';
import type { Store } from '#db/store.ts';
import { deskHandlers } from './api/handlers.ts';
import { followClock } from './clock/follow-clock.ts';
import { composeStore, type StoreOptions } from './compose-store.ts';
import type { DeskParts, Shell } from './desk.ts';
import { buildRouter } from './dispatch/router.ts';
import { Sessions } from './sessions/sessions.ts';
import { digestToken, newToken } from './sessions/secrets.ts';
import { wireHandlers, type DeskWires } from './transport/wires.ts';

export interface DeskOptions extends StoreOptions {
  readonly shell: Shell;
  /** Whether the devices of this PC are opened; they are, unless a command only works on the store. */
  readonly devices?: 'opened' | 'closed';
}

/** A running installation: the store, its router, and the ends that transports attach to. */
export interface Desk extends DeskWires {
  readonly parts: DeskParts;
  close(): Promise<void>;
}

/** Builds a desk around its store: the only file that knows everybody. */
export async function composeDesk(options: DeskOptions): Promise<Desk> {
  const { parts: own, endFirst, start, close } = await composeStore(options);
  const parts: DeskParts = { ...own, sessions: makeSessions(own.store, own.clock.system), shell: options.shell, devices: options.devices ?? 'opened' };
  const area = deskHandlers(parts);
  endFirst(area.close);
  const endClock = followClock(own.clock, () => { own.store.announce('clinic'); });
  endFirst(async () => { endClock(); });
  const router = buildRouter(parts, area.handlers);
  start();
  own.log.info('desk-open', { training: options.training, shell: options.shell.kind });
  return { parts, ...wireHandlers(router, parts), close };
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
