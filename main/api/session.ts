import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { Session } from '#domain/contract/session.ts';
import { permissionsOf } from '#domain/permissions/permissions.ts';
import { attemptsOf, credentialOf, findPerson, keepAttempts, listPeople } from '#db/queries/people.ts';
import type { ReadDb } from '#db/read.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { afterWrong, isLockedOut, noAttempts, TRIES } from '../sessions/lock-out.ts';
import { hashSecret, isSecret, passwordProblem, pinProblem } from '../sessions/secrets.ts';

type Using = 'pin' | 'password';

/** Who is at the desk. */
export function sessionHandlers(desk: DeskParts): Handlers<Contract['session']> {
  const { sessions } = desk;
  return {
    people: (call) => ({ people: listPeople(call.read).filter((person) => person.active) }),
    current: (call) => ({ session: currentSession(desk, call) }),
    signIn: async (call, { personId, secret, using }) => {
      await proveSecret(desk, call.read, personId, secret, using);
      return describe(call.read, sessions.open(personId, call.origin.sessionToken), personId, false);
    },
    signOut: (call) => {
      sessions.end(call.origin.sessionToken);
      return done;
    },
    lock: (call) => {
      sessions.lock(call.origin.sessionToken);
      return done;
    },
    touch: (call) => {
      sessions.touch(call.origin.sessionToken);
      return done;
    },
    changeSecret: async (call, { current, using, next, nextKind }) => {
      const personId = call.caller.personId;
      if (personId === null) throw fail('SIGN_IN_NEEDED');
      await proveSecret(desk, call.read, personId, current, using);
      const column = await secretColumn(nextKind, next, 'next');
      return call.write((tx) => {
        tx.update('credential', personId, column);
        return done;
      });
    },
  };
}

function currentSession({ sessions }: DeskParts, call: Call): Session | null {
  const session = sessions.find(call.origin.sessionToken);
  return session ? describe(call.read, session.token, session.personId, session.locked) : null;
}

function describe(db: ReadDb, token: string, personId: string, locked: boolean): Session {
  const person = findPerson(db, personId);
  if (!person) throw fail('SIGN_IN_NEEDED');
  return { token, person, permissions: [...permissionsOf(person.roles)], locked };
}

/** Checks a PIN or password; counts wrong ones and locks the person out after too many in a row. */
export async function proveSecret({ store, now }: DeskParts, db: ReadDb, personId: string, secret: string, using: Using): Promise<void> {
  const person = findPerson(db, personId);
  if (!person?.active) throw fail('NOT_FOUND', { what: 'person' });
  const attempts = attemptsOf(db, personId) ?? noAttempts;
  if (isLockedOut(attempts, now())) throw fail('LOCKED_OUT', { untilMs: attempts.lockedUntil });
  const stored = credentialOf(db, personId)?.[using] ?? null;
  const header = { personId, intent: 'session.signIn' };
  if (stored !== null && (await isSecret(stored, secret))) {
    // A burst of guesses sent at once: those that end after the lock-out began do not count, even the right one.
    const since = attemptsOf(db, personId) ?? noAttempts;
    if (isLockedOut(since, now())) throw fail('LOCKED_OUT', { untilMs: since.lockedUntil });
    if (since.failures > 0 || since.round > 0) store.write(header, (tx) => { keepAttempts(tx, personId, null); });
    return;
  }
  // Read again: other wrong tries may have been counted while this one was being checked.
  const next = store.write(header, (tx) => {
    const counted = afterWrong(attemptsOf(tx, personId) ?? noAttempts, now());
    keepAttempts(tx, personId, counted);
    return counted;
  });
  if (isLockedOut(next, now())) throw fail('LOCKED_OUT', { untilMs: next.lockedUntil });
  throw fail('WRONG_PIN', { triesLeft: TRIES - next.failures });
}

/** The column that keeps a new secret, hashed. Throws INVALID when the secret is too weak. */
export async function secretColumn(kind: Using, secret: string, field: string): Promise<{ pin_hash: string } | { password_hash: string }> {
  const problem = kind === 'pin' ? pinProblem(secret) : passwordProblem(secret);
  if (problem) throw invalid(field, problem);
  const hashed = await hashSecret(secret);
  return kind === 'pin' ? { pin_hash: hashed } : { password_hash: hashed };
}
