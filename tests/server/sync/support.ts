import { generateKeyPairSync, randomFillSync } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { Infer, PullAnswer } from '#domain/sync/wire/messages.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack } from '#domain/sync/wire/unpack.ts';
import { addDevice } from '#server/auth/add-device.ts';
import { keyOf } from '#server/auth/secrets.ts';
import type { RegisterEntry } from '#server/backup/register.ts';
import { startServer, type RunningServer } from '#server/compose.ts';
import { inClinic } from '#server/db/transactions.ts';
import type { ClinicTx } from '#server/db/schema.ts';
import { silentLog } from '#server/log.ts';
import { syncExtension } from '#server/routes.ts';
import { AckNotes } from '#server/sync/ack-notes.ts';
import { ClinicHub } from '#server/sync/hub.ts';
import { PagesMade } from '#server/sync/pages-made.ts';
import { answerText, pull, type PullRequest } from '#server/sync/pull.ts';
import { push } from '#server/sync/push.ts';
import { sums } from '#server/sync/sums.ts';
import type { SyncParts } from '#server/sync/sync-parts.ts';
import { testDatabase, type TestClinic, type TestDatabase } from '#tests/support/server.ts';
import { Pc } from './pc.ts';

export const START = Date.UTC(2026, 2, 14, 9);

export interface SyncServer {
  readonly database: TestDatabase;
  readonly parts: SyncParts;
  readonly clock: { now: number };
  readonly register: RegisterEntry[];
  readonly incidents: string[];
  readonly clinic: TestClinic;
  /** A PC that has joined the clinic. */
  pc(clinic?: TestClinic): Promise<Pc>;
  push(pc: Pc, from?: number, to?: number): ReturnType<typeof push>;
  pull(pc: Pc, request?: Partial<PullRequest>): Promise<Infer<typeof PullAnswer>>;
  /** All the log after a place, page by page. */
  log(pc: Pc, after?: number): Promise<LoggedOperation[]>;
  in<T>(work: (tx: ClinicTx) => Promise<T>): Promise<T>;
}

const memoryRegister = (entries: RegisterEntry[]): SyncParts['register'] => ({ append: (entry) => { entries.push(entry); }, entries: () => entries, path: '', damaged: [] });
const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);
export const NO_WAIT = { ending: new AbortController().signal, parked: <T>(wait: () => Promise<T>): Promise<T> => wait() };

/** The protocol on a real database, with a clock that stands still unless a test moves it. */
export async function syncServer(): Promise<SyncServer> {
  const database = await testDatabase();
  const clock = { now: START };
  const [register, incidents]: [RegisterEntry[], string[]] = [[], []];
  const parts: SyncParts = {
    database, now: () => clock.now, newId: database.newId, random, hub: new ClinicHub(), acks: new AckNotes(), pages: new PagesMade(database), register: memoryRegister(register), log: silentLog,
    incident: (kind) => { incidents.push(kind); }, skew: () => undefined, key: keyOf(generateKeyPairSync('ed25519').privateKey), schema: { min: 10, max: 99 },
  };
  const clinic = await database.newClinic();
  const request = (pc: Pc, more: Partial<PullRequest>): PullRequest => ({ device: pc.id, after: 0, timeline: pc.timeline, limit: 4000, waitMs: 0, schema: null, ...more });
  const answered = async (pc: Pc, more: Partial<PullRequest> = {}): Promise<Infer<typeof PullAnswer>> =>
    JSON.parse(answerText(await pull(parts, pc.clinicId, request(pc, more), NO_WAIT))) as Infer<typeof PullAnswer>;
  const server: SyncServer = {
    database, parts, clock, register, incidents, clinic,
    pc: async (of = clinic) => {
      const pc = new Pc(of.id, of.timeline, database.newId, clock.now);
      await inClinic(database, of.id, (tx) => addDevice(tx, parts, of.id, { deviceId: pc.id, name: 'Desk', role: 'desk', publicKey: pc.publicKey, program: null, schema: 20, actor: 'test' }));
      return pc;
    },
    push: (pc, from, to) => push(parts, pc.clinicId, () => pc.push(from, to)),
    pull: answered,
    log: async (pc, after = 0) => {
      const operations: LoggedOperation[] = [];
      for (let at = after; ;) {
        const page = await answered(pc, { after: at, limit: 50 });
        if (page.kind !== 'page') throw new Error(page.kind);
        if (page.packed) operations.push(...unpack(page.packed as unknown as Packed, page.stored));
        at = page.next;
        if (!page.more) return operations;
      }
    },
    in: (work) => inClinic(database, clinic.id, work),
  };
  return server;
}

/** The sums of all tables as the server keeps them. */
export const sumsOf = async (server: SyncServer): Promise<{ table: number; rows: number; sum: string }[]> =>
  (await sums(server.parts, server.clinic.id, undefined)).sums.map(({ table, rows, sum }) => ({ table, rows, sum }));

export interface HttpServer {
  readonly database: TestDatabase;
  readonly running: RunningServer;
  readonly register: RegisterEntry[];
  readonly lines: string[];
  /** What its clock is ahead of the real one, milliseconds. */
  readonly clock: { aheadMs: number };
  /** Sends JSON and reads the answer. */
  ask(method: string, path: string, options?: { body?: unknown; token?: string; headers?: Record<string, string> }): Promise<{ status: number; body: never; response: Response }>;
}

/** The whole server behind real HTTP, on a free port of this machine. */
export async function httpServer(): Promise<HttpServer> {
  const database = await testDatabase();
  const register: RegisterEntry[] = [];
  const lines: string[] = [];
  const [clock, realNow] = [{ aheadMs: 0 }, Date.now];
  const note = (event: string, fields: object = {}): void => { lines.push(JSON.stringify({ event, ...fields })); };
  const running = await startServer({
    database, register: memoryRegister(register), log: { info: note, warn: note, error: note }, now: () => realNow() + clock.aheadMs, elapsed: () => performance.now(), newId: database.newId, random, version: 'test',
  }, { host: '127.0.0.1', port: 0, portIsFixed: true, extensions: [syncExtension] });
  onTestFinished(() => running.close());
  return {
    database, running, register, lines, clock,
    ask: async (method, path, { body, token, headers } = {}) => {
      const response = await fetch(`${running.address}${path}`, {
        method, headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
      return { status: response.status, body: (isJson ? await response.json() : await response.arrayBuffer()) as never, response };
    },
  };
}
