import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { endLeftover } from '#server/postgres/leftover.ts';
import { DeskProcess } from '#tests/support/server/desk-process.ts';
import { faultProxy, type FaultProxy } from '#tests/support/server/fault-proxy.ts';
import { serverProcess, type ServerProcess } from '#tests/support/server/server-process.ts';
import { tempFolder } from '#tests/support/store.ts';
import { Random } from '#tests/sync/random.ts';

/** `npm run sim -- --level process --rounds 20` for many. */
const ROUNDS = Number(process.env.DAYBOOK_ROUNDS ?? 3);
const ROUND_MS = 2_500;
/** A starved machine needs long; a passing round does not. */
const REST = { timeout: 180_000, interval: 250 };

const addressOf = /Daybook server: http:\/\/127\.0\.0\.1:(\d+)/;
const codeOf = /Administrator code: ([0-9A-Z-]{14})/;
const passing = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** The server on its own PostgreSQL, as `npm run server` starts it; always on the same port. */
class KillableServer {
  readonly #data = tempFolder();
  #running: ServerProcess | undefined;
  port = 0;

  constructor() {
    onTestFinished(async () => { await endLeftover(join(this.#data, 'postgres')); });
  }

  async start(): Promise<ServerProcess> {
    this.#running = serverProcess(['--data', this.#data, '--port', String(this.port)]);
    this.port = Number((await this.#running.saying(addressOf))[1]);
    return this.#running;
  }

  async kill(): Promise<void> {
    if (!this.#running) return;
    process.kill(this.#running.pid, 'SIGKILL');
    await this.#running.ended;
  }
}

async function threeDesks(server: KillableServer, proxy: FaultProxy): Promise<DeskProcess[]> {
  const code = (await (await server.start()).saying(codeOf))[1] ?? '';
  const desks = [0, 1, 2].map(() => new DeskProcess(tempFolder()));
  await Promise.all(desks.map((desk) => desk.start()));
  const [first, ...others] = desks;
  await first?.tell({ do: 'found', server: proxy.address, code });
  // The person who makes codes must be known to the server first.
  await vi.waitFor(async () => { expect((await first?.state())?.acked).toBeGreaterThan(0); }, REST);
  for (const [i, desk] of others.entries()) {
    await desk.tell({ do: 'join', server: proxy.address, code: String(await first?.tell({ do: 'join-code' })), name: `Desk ${String(i + 2)}` });
  }
  return desks;
}

test(`killed at random behind a bad network, a server and three desks agree again (${String(ROUNDS)} rounds)`, async () => {
  const random = new Random(Number(process.env.DAYBOOK_SEED ?? 1));
  const server = new KillableServer();
  const proxy = await faultProxy(() => server.port, () => random.next());
  const desks = await threeDesks(server, proxy);
  const victims = [server, ...desks];
  const killed = new Map<unknown, number>();
  for (let round = 1; round <= ROUNDS; round++) {
    proxy.faults = true;
    await Promise.all(desks.map((desk) => desk.tell({ do: 'work', on: true })));
    for (let deaths = 1 + random.int(3); deaths > 0; deaths--) {
      await passing(random.int(ROUND_MS));
      const victim = random.pick(victims);
      killed.set(victim, (killed.get(victim) ?? 0) + 1);
      await victim.kill();
      await passing(random.int(500));
      await victim.start();
      if (victim instanceof DeskProcess) await victim.tell({ do: 'work', on: true });
    }
    await passing(ROUND_MS);
    await Promise.all(desks.map((desk) => desk.tell({ do: 'work', on: false })));
    proxy.faults = false;
    await atRest(desks, round);
  }
  expect([...killed.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(ROUNDS);
  expect(Object.values(proxy.struck).every((count) => count > 0) || ROUNDS < 3).toBe(true);
}, 120_000 + ROUNDS * 240_000);

/** Everything is sent and fetched, and every table has the same rows on every desk. */
async function atRest(desks: readonly DeskProcess[], round: number): Promise<void> {
  await vi.waitFor(async () => {
    const states = await Promise.all(desks.map((desk) => desk.state()));
    for (const { own, acked, cursor } of states) expect({ round, unsent: own - acked, cursor }).toEqual({ round, unsent: 0, cursor: states[0]?.cursor });
    const sums = await Promise.all(desks.map((desk) => desk.tell({ do: 'sums' })));
    for (const sum of sums) expect(sum).toEqual(sums[0]);
    expect(sums[0]).not.toMatchObject({ patient: '0 0000000000000000' });
  }, REST);
}
