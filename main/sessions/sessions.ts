import type { Id } from '#domain/kit/ids.ts';
import { permissions as allPermissions, permissionsOf, type Permission, type Role } from '#domain/permissions/permissions.ts';
import type { Caller, CallOrigin } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';

interface OpenSession {
  readonly token: string;
  readonly personId: Id;
  locked: boolean;
  lastActive: number;
}

export interface SessionParts {
  readonly now: () => number;
  /** An unguessable text of at least 128 bits. */
  readonly newSecret: () => string;
  /** The roles of an active person; undefined when unknown or no longer active. */
  readonly rolesOf: (personId: Id) => readonly Role[] | undefined;
  readonly autoLockMs: () => number;
  /** What an API token may do, and its id, under which its writes are logged; undefined when unknown or revoked. */
  readonly apiToken: (secret: string) => { readonly id: Id; readonly permissions: ReadonlySet<Permission> } | undefined;
}

/** A person who came in by another program stays for a day of work. */
const PROGRAM_STAYS_MS = 12 * 3_600_000;
/** So many may be in that way; the oldest go first. */
const MOST_PROGRAMS = 1000;

/** Somebody who has not said who they are. */
export const nobody: Caller = { personId: null, permissions: new Set() };
const owner: Caller = { personId: null, permissions: new Set(allPermissions) };

/** Who is signed in at which window. Kept in memory only: after a restart everybody signs in again. */
export class Sessions {
  readonly #open = new Map<string, OpenSession>();
  readonly #programs = new Map<string, { readonly personId: Id; readonly until: number }>();
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Opens a session and ends the one the same window had. */
  open(personId: Id, replaces: string | undefined): string {
    if (replaces !== undefined) this.#open.delete(replaces);
    const token = this.#parts.newSecret();
    this.#open.set(token, { token, personId, locked: false, lastActive: this.#parts.now() });
    return token;
  }

  /** Lets a person in by another program, for a time. @returns its token, and until when in milliseconds */
  admitProgram(personId: Id, now: number): { token: string; until: number } {
    const token = this.#parts.newSecret();
    const until = now + PROGRAM_STAYS_MS;
    this.#programs.set(token, { personId, until });
    for (const [known, stay] of this.#programs) if (stay.until <= now || this.#programs.size > MOST_PROGRAMS) this.#programs.delete(known);
    return { token, until };
  }

  dismissProgram(token: string | undefined): void {
    if (token !== undefined) this.#programs.delete(token);
  }

  end(token: string | undefined): void {
    if (token !== undefined) this.#open.delete(token);
  }

  lock(token: string | undefined): void {
    const session = token === undefined ? undefined : this.#open.get(token);
    if (session) session.locked = true;
  }

  /** The session of a window, locked by now if nobody moved for long. */
  find(token: string | undefined): OpenSession | undefined {
    const session = token === undefined ? undefined : this.#open.get(token);
    if (!session) return undefined;
    if (this.#parts.now() - session.lastActive > this.#parts.autoLockMs()) session.locked = true;
    return session;
  }

  touch(token: string | undefined): void {
    const session = this.find(token);
    if (session && !session.locked) session.lastActive = this.#parts.now();
  }

  /** The caller of a call that needs one. `acts` marks a command, which keeps auto-lock away as a key press does. */
  caller(origin: CallOrigin, acts: boolean): Caller {
    if (origin.via === 'script') return owner;
    if (origin.apiToken !== undefined) return this.#program(origin.apiToken);
    const session = this.find(origin.sessionToken);
    if (!session) throw fail('SIGN_IN_NEEDED');
    if (session.locked) throw fail('SESSION_LOCKED');
    const roles = this.#parts.rolesOf(session.personId);
    if (!roles) throw fail('SIGN_IN_NEEDED');
    if (acts) session.lastActive = this.#parts.now();
    return { personId: session.personId, permissions: permissionsOf(roles) };
  }

  /** The caller of a public call: somebody if signed in, else nobody. Another program needs its token even here. */
  callerIfAny(origin: CallOrigin): Caller {
    if (origin.via === 'script') return owner;
    if (origin.apiToken !== undefined) return this.#program(origin.apiToken);
    const session = this.find(origin.sessionToken);
    const roles = session && !session.locked ? this.#parts.rolesOf(session.personId) : undefined;
    return session && roles ? { personId: session.personId, permissions: permissionsOf(roles) } : nobody;
  }

  #program(secret: string): Caller {
    const stay = this.#programs.get(secret);
    const roles = stay && this.#parts.now() < stay.until ? this.#parts.rolesOf(stay.personId) : undefined;
    if (stay && roles) return { personId: stay.personId, permissions: permissionsOf(roles) };
    const token = this.#parts.apiToken(secret);
    if (!token) throw fail('SIGN_IN_NEEDED');
    return { personId: token.id, permissions: token.permissions };
  }
}
