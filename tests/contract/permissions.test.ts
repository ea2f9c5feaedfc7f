import { describe, expect, test } from 'vitest';
import { permissions, permissionsOf, type Permission, type Role } from '#domain/permissions/permissions.ts';
import { endpoints, leastInput, type WalkedEndpoint } from '#tests/support/contract-walk.ts';
import { everyRole, failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';

/** What the permission table says of an endpoint: the refusal, or null when the caller may. */
function verdict({ meta }: WalkedEndpoint, held: ReadonlySet<Permission> | null): string | null {
  if (meta.permission === 'public' || meta.permission === 'anyone') return null;
  if (held === null) return 'SIGN_IN_NEEDED';
  return meta.permission === 'signed-in' || held.has(meta.permission) ? null : 'NOT_ALLOWED';
}

const refusals = new Set(['NOT_ALLOWED', 'SIGN_IN_NEEDED', 'SESSION_LOCKED']);

/** How a caller is refused; null when the handler was reached, whatever it then said; `no handler` when there is none. */
async function refusalOf(endpoint: WalkedEndpoint, desk: DeskUnderTest, session: string | undefined): Promise<string | null> {
  const client = session === undefined ? desk.nobody : desk.as({ session });
  const failure = await failureOf(endpoint.call(client, leastInput(endpoint.input)));
  // The contract's own NOT_FOUND always says what was not found.
  if (failure?.code === 'NOT_FOUND' && failure.data === undefined) return 'no handler';
  return failure && refusals.has(failure.code) ? failure.code : null;
}

describe('each endpoint of the contract', () => {
  test('says what kind it is, whom it admits and whose record it opens', () => {
    const known = new Set<string>([...permissions, 'public', 'anyone', 'signed-in']);
    for (const { name, meta } of endpoints) {
      expect(['query', 'command', 'stream'], name).toContain(meta.kind);
      expect(known.has(meta.permission), name).toBe(true);
      expect(['none', 'patient'], name).toContain(meta.audit);
    }
  });

  test('that opens a patient\'s record says which', () => {
    const audited = endpoints.filter(({ meta }) => meta.audit === 'patient');
    expect(audited.length).toBeGreaterThan(2);
    for (const { name, input } of audited) expect(leastInput(input), name).toHaveProperty('patientId');
  });

  test('that shows one patient writes the look into the log', () => {
    const shows = endpoints.filter(({ name, meta, input }) =>
      meta.kind === 'query' && /^(patients|vitals|printing)\./.test(name) && Object.hasOwn(leastInput(input) as object, 'patientId'));
    expect(shows.length).toBeGreaterThan(2);
    for (const { name, meta } of shows) expect(meta.audit, name).toBe('patient');
  });

  test('has a name and an input that a program can make', () => {
    expect(endpoints.length).toBeGreaterThan(60);
    expect(new Set(endpoints.map(({ name }) => name)).size).toBe(endpoints.length);
    for (const { name, input } of endpoints) expect(() => leastInput(input), name).not.toThrow();
  });

  test('that answers anyone only lets in whoever proves who they are', () => {
    expect(endpoints.filter(({ meta }) => meta.permission === 'anyone').map(({ name }) => name)).toEqual(['auth.login']);
  });

  test('that is public shows nothing of a patient', () => {
    // The display and its announcements show what the clinic's privacy setting allows; the rest is about staff and set-up.
    expect(endpoints.filter(({ meta }) => meta.permission === 'public').map(({ name }) => name)).toEqual([
      'setup.status', 'setup.run', 'session.people', 'session.current', 'session.signIn', 'session.signOut', 'session.lock',
      'clinic.capabilities', 'queue.display', 'queue.announcements', 'queue.spoken', 'printing.recoveryPdf', 'faults.report', 'sync.join', 'clock.state', 'clock.answer',
    ]);
  });
});

describe('the walk through the role table', () => {
  const callers: readonly (Role | 'nobody')[] = ['nobody', ...everyRole];

  test.each(callers)('%s is admitted exactly where the table says so', async (caller) => {
    const desk = await testDesk();
    const held = caller === 'nobody' ? null : permissionsOf([caller]);
    const seen: Record<string, string | null> = {};
    const wanted: Record<string, string | null> = {};
    for (const endpoint of endpoints) {
      // A session of its own for each call: some calls end or lock theirs.
      seen[endpoint.name] = await refusalOf(endpoint, desk, caller === 'nobody' ? undefined : desk.sessionOf(caller));
      wanted[endpoint.name] = verdict(endpoint, held);
    }
    expect(seen).toEqual(wanted);
    expect(desk.log.filter((line) => line.event === 'bug')).toEqual([]);
  });

  test('a locked window is refused everything but what is public, without a word about rights', async () => {
    const desk = await testDesk();
    for (const endpoint of endpoints) {
      const session = desk.sessionOf('cashier');
      desk.desk.parts.sessions.lock(session);
      expect(await refusalOf(endpoint, desk, session), endpoint.name).toBe(['public', 'anyone'].includes(endpoint.meta.permission) ? null : 'SESSION_LOCKED');
    }
  });

  test('a refusal names the permission that is missing, and nothing else', async () => {
    const desk = await testDesk();
    expect(await failureOf(desk.as('cashier').users.list({}))).toEqual({ code: 'NOT_ALLOWED', data: { permission: 'users.manage' }, message: 'NOT_ALLOWED' });
    expect(await failureOf(desk.nobody.users.list({}))).toEqual({ code: 'SIGN_IN_NEEDED', data: undefined, message: 'SIGN_IN_NEEDED' });
  });
});
