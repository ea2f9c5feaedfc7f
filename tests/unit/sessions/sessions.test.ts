import { describe, expect, test } from 'vitest';
import type { Permission, Role } from '#domain/permissions/permissions.ts';
import { DeskFailure } from '#main/dispatch/failure.ts';
import { Sessions } from '#main/sessions/sessions.ts';

const MINUTE = 60_000;

function someSessions() {
  const world = { now: 0, staff: new Map<string, readonly Role[]>([['amina', ['reception']], ['joseph', ['nurse', 'cashier']]]), made: 0 };
  const sessions = new Sessions({
    now: () => world.now,
    newSecret: () => `secret-${++world.made}`,
    rolesOf: (id) => world.staff.get(id),
    autoLockMs: () => 10 * MINUTE,
    apiToken: (secret) => (secret === 'good' ? { id: 'lab-system', permissions: new Set<Permission>(['patients.read']) } : undefined),
  });
  return { world, sessions };
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'admitted';
  } catch (error) {
    if (error instanceof DeskFailure) return error.code;
    throw error;
  }
}

describe('a session', () => {
  test('gives the rights of all the roles its person holds', () => {
    const { sessions } = someSessions();
    const caller = sessions.caller({ via: 'socket', sessionToken: sessions.open('joseph', undefined) }, false);
    expect(caller.personId).toBe('joseph');
    expect(caller.permissions.has('vitals.write')).toBe(true);
    expect(caller.permissions.has('users.manage')).toBe(false);
  });

  test('replaces the one the window had; another window keeps its own', () => {
    const { sessions } = someSessions();
    const first = sessions.open('amina', undefined);
    const elsewhere = sessions.open('amina', undefined);
    sessions.open('joseph', first);
    expect(codeOf(() => sessions.caller({ via: 'socket', sessionToken: first }, false))).toBe('SIGN_IN_NEEDED');
    expect(codeOf(() => sessions.caller({ via: 'socket', sessionToken: elsewhere }, false))).toBe('admitted');
  });

  test('locks by the clock when nobody moves, and only then', () => {
    const { world, sessions } = someSessions();
    const origin = { via: 'socket', sessionToken: sessions.open('amina', undefined) } as const;
    world.now = 10 * MINUTE;
    expect(codeOf(() => sessions.caller(origin, false))).toBe('admitted');
    world.now += 1;
    expect(codeOf(() => sessions.caller(origin, false))).toBe('SESSION_LOCKED');
    world.now = 0;
    expect(codeOf(() => sessions.caller(origin, false)), 'a clock set back does not unlock').toBe('SESSION_LOCKED');
  });

  test('commands and touches keep it open, background refreshes do not', () => {
    const { world, sessions } = someSessions();
    const origin = { via: 'socket', sessionToken: sessions.open('amina', undefined) } as const;
    world.now = 9 * MINUTE;
    sessions.caller(origin, true);
    world.now = 18 * MINUTE;
    sessions.touch(origin.sessionToken);
    world.now = 27 * MINUTE;
    expect(codeOf(() => sessions.caller(origin, false))).toBe('admitted');
    world.now = 28 * MINUTE + 1;
    expect(codeOf(() => sessions.caller(origin, false))).toBe('SESSION_LOCKED');
    sessions.touch(origin.sessionToken);
    expect(codeOf(() => sessions.caller(origin, false)), 'a touch does not unlock').toBe('SESSION_LOCKED');
  });

  test('ends when its person no longer works here, and loses rights with the role', () => {
    const { world, sessions } = someSessions();
    const origin = { via: 'socket', sessionToken: sessions.open('joseph', undefined) } as const;
    world.staff.set('joseph', ['cashier']);
    expect(sessions.caller(origin, false).permissions.has('vitals.write')).toBe(false);
    world.staff.delete('joseph');
    expect(codeOf(() => sessions.caller(origin, false))).toBe('SIGN_IN_NEEDED');
    expect(sessions.callerIfAny(origin).personId).toBeNull();
  });

  test('a locked session is nobody to public calls', () => {
    const { sessions } = someSessions();
    const token = sessions.open('amina', undefined);
    expect(sessions.callerIfAny({ via: 'socket', sessionToken: token }).personId).toBe('amina');
    sessions.lock(token);
    expect(sessions.callerIfAny({ via: 'socket', sessionToken: token }).personId).toBeNull();
  });
});

describe('another program', () => {
  test('may do what its token says', () => {
    const { sessions } = someSessions();
    const caller = sessions.caller({ via: 'rest', apiToken: 'good' }, true);
    expect(caller).toEqual({ personId: 'lab-system', permissions: new Set(['patients.read']) });
  });

  test('is refused without a known token, public calls included', () => {
    const { sessions } = someSessions();
    for (const apiToken of ['', 'bad']) {
      expect(codeOf(() => sessions.caller({ via: 'rest', apiToken }, false))).toBe('SIGN_IN_NEEDED');
      expect(codeOf(() => sessions.callerIfAny({ via: 'rest', apiToken }))).toBe('SIGN_IN_NEEDED');
    }
  });

  test('gains nothing from a session token sent along', () => {
    const { sessions } = someSessions();
    const sessionToken = sessions.open('amina', undefined);
    expect(codeOf(() => sessions.caller({ via: 'rest', apiToken: '', sessionToken }, false))).toBe('SIGN_IN_NEEDED');
  });
});
