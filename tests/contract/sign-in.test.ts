import { describe, expect, test } from 'vitest';
import { failureOf, manager, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { rowsOf } from '#tests/support/store.ts';

const MINUTE = 60_000;
const WRONG = '1470';

async function managerOf(desk: DeskUnderTest): Promise<string> {
  const { people } = await desk.nobody.session.people({});
  return people.find((person) => person.name === manager.name)?.id ?? '';
}

const tryPin = (desk: DeskUnderTest, personId: string, secret: string) => failureOf(desk.nobody.session.signIn({ personId, secret, using: 'pin' }));

describe('signing in', () => {
  test('by PIN or password gives a session with the person\'s rights', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    for (const [using, secret] of [['pin', manager.pin], ['password', manager.password]] as const) {
      const session = await desk.nobody.session.signIn({ personId, secret, using });
      expect(session).toMatchObject({ locked: false, person: { id: personId, name: manager.name, roles: ['manager'], hasPin: true } });
      expect((await desk.as({ session: session.token }).users.list({})).people.length).toBeGreaterThan(0);
    }
  });

  test('replaces whoever was signed in at the same window', async () => {
    const desk = await testDesk();
    const nurse = desk.sessionOf('nurse');
    const window = desk.as({ session: nurse });
    const { token } = await window.session.signIn({ personId: await managerOf(desk), secret: manager.pin, using: 'pin' });
    expect(token).not.toBe(nurse);
    expect(await failureOf(window.queue.today({}))).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    expect(await failureOf(desk.as({ session: token }).queue.today({}))).toBeUndefined();
  });

  test('never shows names of people who left, nor any secret', async () => {
    const desk = await testDesk();
    const boss = desk.as('manager');
    const { id } = await boss.users.save({ name: 'Gone Nurse', roles: ['nurse'], language: null, active: true, pin: '7391' });
    await boss.users.save({ id, name: 'Gone Nurse', roles: ['nurse'], language: null, active: false });
    const shown = JSON.stringify([await desk.nobody.session.people({}), await boss.users.list({}), await boss.audit.list({ limit: 200 })]);
    expect(shown).not.toContain('argon2');
    expect((await desk.nobody.session.people({})).people.map((person) => person.name)).not.toContain('Gone Nurse');
    expect(await tryPin(desk, id, '7391')).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('wrong PINs', () => {
  test('count down, then lock out for a minute, then for two', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    const round = async (): Promise<unknown[]> => {
      const failures = [];
      for (let i = 0; i < 5; i++) failures.push(await tryPin(desk, personId, WRONG));
      return failures.map((failure) => failure?.data);
    };
    expect(await round()).toEqual([{ triesLeft: 4 }, { triesLeft: 3 }, { triesLeft: 2 }, { triesLeft: 1 }, { untilMs: Date.now() + MINUTE }]);
    expect(await tryPin(desk, personId, manager.pin), 'not even the right one').toMatchObject({ code: 'LOCKED_OUT' });
    desk.advance(MINUTE);
    expect((await round()).at(-1)).toEqual({ untilMs: Date.now() + 2 * MINUTE });
    desk.advance(2 * MINUTE);
    expect(await tryPin(desk, personId, manager.pin)).toBeUndefined();
    expect((await round()).at(-1), 'a right one starts afresh').toEqual({ untilMs: Date.now() + MINUTE });
  });

  test('lock out through a restart', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    for (let i = 0; i < 5; i++) await tryPin(desk, personId, WRONG);
    await desk.close();
    const again = await testDesk({ folder: desk.folder });
    expect(await tryPin(again, personId, manager.pin)).toMatchObject({ code: 'LOCKED_OUT' });
    again.advance(MINUTE);
    expect(await tryPin(again, personId, manager.pin)).toBeUndefined();
  });

  test('count over PIN and password together, and by the person, not the window', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    for (let i = 0; i < 4; i++) await failureOf(desk.as('nurse').session.signIn({ personId, secret: WRONG, using: i % 2 ? 'pin' : 'password' }));
    expect(await tryPin(desk, personId, WRONG)).toMatchObject({ code: 'LOCKED_OUT' });
  });

  const guesses = Array.from({ length: 12 }, (_, i) => String(1400 + i));

  test('sent all at once count like any others', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    const outcomes = await Promise.all(guesses.map((pin) => tryPin(desk, personId, pin)));
    expect(outcomes.map((outcome) => outcome?.code).sort()).toEqual([...Array<string>(8).fill('LOCKED_OUT'), ...Array<string>(4).fill('WRONG_PIN')]);
    expect(await tryPin(desk, personId, manager.pin)).toMatchObject({ code: 'LOCKED_OUT' });
  });

  // Known fault: the right PIN is not held against the lock-out that began while it was being checked.
  test('sent all at once do not let the right one through among them', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    const outcomes = await Promise.all([...guesses, manager.pin].map((pin) => tryPin(desk, personId, pin)));
    expect(outcomes.at(-1)).toMatchObject({ code: 'LOCKED_OUT' });
  });

  test('end when a manager unlocks', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    for (let i = 0; i < 5; i++) await tryPin(desk, personId, WRONG);
    await desk.as('manager').users.unlock({ id: personId });
    expect(await tryPin(desk, personId, manager.pin)).toBeUndefined();
  });

  test('write no more into the log than that somebody signed in', async () => {
    const desk = await testDesk();
    await tryPin(desk, await managerOf(desk), WRONG);
    expect(JSON.stringify(desk.log)).not.toContain(WRONG);
  });
});

describe('a window left alone', () => {
  test('locks after the clinic\'s time and opens again by PIN, in the same place', async () => {
    const desk = await testDesk();
    const { token } = await desk.nobody.session.signIn({ personId: await managerOf(desk), secret: manager.pin, using: 'pin' });
    const window = desk.as({ session: token });
    await window.clinic.saveSettings({ autoLockMinutes: 3 });
    desk.advance(3 * MINUTE + 1);
    expect(await failureOf(window.queue.today({}))).toMatchObject({ code: 'SESSION_LOCKED' });
    expect((await window.session.current({})).session).toMatchObject({ locked: true, person: { name: manager.name } });
    const again = await window.session.signIn({ personId: await managerOf(desk), secret: manager.pin, using: 'pin' });
    expect(await failureOf(desk.as({ session: again.token }).queue.today({}))).toBeUndefined();
  });

  test('locks although it keeps asking for the queue, and stays open while its person moves', async () => {
    const desk = await testDesk();
    const [idle, moving] = [desk.as('nurse'), desk.as('doctor')];
    for (let minute = 0; minute < 12; minute++) {
      desk.advance(MINUTE);
      await failureOf(idle.queue.today({}));
      await failureOf(moving.session.touch({}));
    }
    expect(await failureOf(idle.queue.today({}))).toMatchObject({ code: 'SESSION_LOCKED' });
    expect(await failureOf(moving.queue.today({}))).toBeUndefined();
  });

  test('signing out and locking end at once', async () => {
    const desk = await testDesk();
    const [out, locked] = [desk.as('nurse'), desk.as('nurse')];
    await out.session.signOut({});
    await locked.session.lock({});
    expect(await failureOf(out.queue.today({}))).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    expect(await failureOf(locked.queue.today({}))).toMatchObject({ code: 'SESSION_LOCKED' });
  });
});

describe('who manages', () => {
  test('the last manager can neither give up the role nor leave', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    const session = desk.desk.parts.sessions.open(personId, undefined);
    const boss = desk.as({ session });
    const change = { id: personId, name: manager.name, language: null };
    expect(await failureOf(boss.users.save({ ...change, roles: ['nurse'], active: true }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'last-manager' } });
    expect(await failureOf(boss.users.save({ ...change, roles: ['manager'], active: false }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'last-manager' } });
    await boss.users.save({ name: 'Second', roles: ['manager', 'nurse'], language: null, active: true, pin: '7391' });
    expect(await failureOf(boss.users.save({ ...change, roles: ['nurse'], active: true }))).toBeUndefined();
    expect(await failureOf(boss.users.list({})), 'the change holds at once').toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('changing one\'s PIN needs the old one, and the new one must be good', async () => {
    const desk = await testDesk();
    const personId = await managerOf(desk);
    const boss = desk.as({ session: desk.desk.parts.sessions.open(personId, undefined) });
    const change = (current: string, next: string) => failureOf(boss.session.changeSecret({ current, using: 'pin', next, nextKind: 'pin' }));
    expect(await change(WRONG, '7391')).toMatchObject({ code: 'WRONG_PIN' });
    expect(await change(manager.pin, '1234')).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'next', code: 'pin-too-simple' }] } });
    expect(await change(manager.pin, '7391')).toBeUndefined();
    expect(await tryPin(desk, personId, manager.pin)).toMatchObject({ code: 'WRONG_PIN' });
    expect(await tryPin(desk, personId, '7391')).toBeUndefined();
  });
});

describe('first run', () => {
  test('happens once, and what was answered is stored', async () => {
    const desk = await testDesk();
    expect(await desk.nobody.setup.status({})).toMatchObject({ ready: true, training: false });
    const again = desk.nobody.setup.run({
      clinicName: 'Other', zone: 'UTC', languages: ['en'], manager: { name: 'Mallory', pin: '7391', password: 'open the door now' }, rooms: ['R'], services: ['S'],
    });
    expect(await failureOf(again)).toMatchObject({ code: 'CONFLICT', data: { reason: 'already-set-up' } });
    expect(rowsOf(desk.desk.parts.store, 'clinic').map((row) => row.name)).toEqual(['Kilimani Health Centre']);
    expect(desk.recoveryKey).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
  });

  test('at two windows at once makes one clinic', async () => {
    const desk = await testDesk({ setUp: false });
    const run = (name: string) => failureOf(desk.nobody.setup.run({
      clinicName: name, zone: 'UTC', languages: ['en'], manager: { name, pin: '7391', password: 'open the door now' }, rooms: ['R'], services: ['S'],
    }));
    const outcomes = await Promise.all([run('One'), run('Two')]);
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(rowsOf(desk.desk.parts.store, 'clinic')).toHaveLength(1);
    expect(rowsOf(desk.desk.parts.store, 'person')).toHaveLength(1);
  });
});
