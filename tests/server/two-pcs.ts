import { randomFillSync } from 'node:crypto';
import { expect, vi } from 'vitest';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { sumsOfStore } from '#tests/support/sync-pc.ts';
import { httpServer, type HttpServer } from './sync/support.ts';

const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);

/** The clinic's first PC on a server, and a second one that joined it: both as people use them. */
export async function twoPcs(): Promise<{ server: HttpServer; first: DeskUnderTest; second: DeskUnderTest; one: Client; two: Client }> {
  const server = await httpServer();
  // The server keeps the real time, the desks' clock stands still: neither minds.
  const code = await issueAdminCode(server.database, random, Date.now);
  const first = await testDesk();
  const one = first.as('manager');
  await one.sync.connect({ server: server.running.address, code, pcName: 'Reception' });
  const second = await testDesk({ setUp: false });
  await inStep(first);
  const join = await one.sync.joinCode({});
  await second.nobody.sync.join({ server: server.running.address, code: join.code, pcName: 'Nurse' });
  await vi.waitFor(async () => { expect((await second.nobody.setup.status({})).ready).toBe(true); }, WAIT);
  const two = second.as({ session: second.desk.parts.sessions.open(first.personOf('manager'), undefined) });
  return { server, first, second, one, two };
}

/** A starved machine needs long; a passing test does not. */
export const TEST_MS = 120_000;
export const WAIT = { timeout: 40_000, interval: 50 };

/**
 * Waits until nothing waits to be sent and all of the clinic's log is here, as far as a PC has heard of it. What one has just sent
 * others may not have heard of: where nothing is set aside, each also has the same rows.
 */
export async function inStep(...desks: readonly DeskUnderTest[]): Promise<void> {
  await vi.waitFor(() => {
    for (const { desk } of desks) {
      const { state, progress } = desk.parts.sync.status();
      const waiting = lastOwn(desk.parts.store.read) - (placeOf(desk.parts.store.read)?.acked ?? 0);
      expect({ state, waiting, behind: progress.head - progress.here }).toEqual({ state: 'online', waiting: 0, behind: 0 });
    }
    if (desks.some(({ desk }) => desk.parts.sync.status().setAside > 0)) return;
    const [sums, ...others] = desks.map(({ desk }) => sumsOfStore(desk.parts.store.read));
    for (const other of others) expect(other).toEqual(sums);
  }, WAIT);
}
