import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { onTestFinished, vi } from 'vitest';
import type { Contract } from '#domain/contract/contract.ts';
import type { DeskErrorCode } from '#domain/contract/errors.ts';
import { roles, type Permission, type Role } from '#domain/permissions/permissions.ts';
import { composeDesk, type Desk } from '#main/compose.ts';
import type { LogFields } from '#main/log.ts';
import { fileVault } from '#main/native/file-vault.ts';
import type { KeyVault } from '#main/native/key-vault.ts';
import { digestToken, newToken } from '#main/sessions/secrets.ts';
import { secretOf } from '#main/store-key.ts';
import { placeMigrated } from './migrated-store.ts';
import { tempFolder } from './store.ts';

export type Client = ContractRouterClient<Contract>;

export const manager = { name: 'Grace Mwangi', pin: '2580', password: 'blue clinic door' } as const;

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** A whole desk on a store of its own, under a clock that the test moves. */
export interface DeskUnderTest {
  readonly desk: Desk;
  readonly folder: string;
  readonly log: readonly LogLine[];
  /** The recovery key that first run showed; empty for a desk opened again. */
  readonly recoveryKey: string;
  /** A window in which nobody is signed in. */
  readonly nobody: Client;
  /** A window in which a person of this role (or the holder of this session token) is signed in. */
  as(who: Role | { readonly session: string }): Client;
  /** A session of somebody with this role, without PIN. */
  sessionOf(role: Role): string;
  personOf(role: Role): string;
  /** A token for another program that may do just this. */
  tokenFor(...permissions: readonly Permission[]): string;
  /** Moves the clock of the whole process on. */
  advance(ms: number): void;
  close(): Promise<void>;
}

export const testMorning = Date.UTC(2026, 2, 14, 9, 0);

interface Wanted {
  readonly folder?: string;
  /** Where the store leaves notes outside its own folder. */
  readonly marksDir?: string;
  /** An empty training store, with simulated devices. */
  readonly training?: boolean;
  /** First run is answered unless told otherwise. */
  readonly setUp?: boolean;
}

/** Opens a desk; it is closed and its folder removed when the test ends. In a given folder, or without first run, the store is the program's own work. */
export async function testDesk({ folder: given, setUp = true, training = false, marksDir }: Wanted = {}): Promise<DeskUnderTest> {
  const folder = given ?? tempFolder();
  // Only the date is held: timers, sockets and hashing go on in real time.
  if (!vi.isFakeTimers()) {
    vi.useFakeTimers({ toFake: ['Date'], now: testMorning });
    onTestFinished(() => { vi.useRealTimers(); });
  }
  const log: LogLine[] = [];
  const keep = (level: LogLine['level']) => (event: string, fields: LogFields = {}): void => { log.push({ level, event, fields }); };
  const keyVault = fileVault(folder);
  if (setUp && given === undefined) await placeEmpty(folder, keyVault);
  const desk = await composeDesk({
    storeDir: folder, keyVault, shell: { kind: 'browser' }, marksDir: marksDir ?? join(folder, 'elsewhere'), training,
    log: { info: keep('info'), warn: keep('warn'), error: keep('error') },
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await desk.close();
    open = false;
  };
  onTestFinished(close);
  const nobody = windowOf(desk, undefined);
  const recoveryKey = setUp && !(await nobody.setup.status({})).ready ? await firstRun(nobody) : '';
  return { desk, folder, log, recoveryKey, nobody, ...peopleAt(desk), advance: (ms) => { vi.setSystemTime(Date.now() + ms); }, close };
}

const secret = new Uint8Array(16).fill(9);

/** A new store that the program finds instead of making it: its migrations take most of the time a test has. */
async function placeEmpty(folder: string, keyVault: KeyVault): Promise<void> {
  await keyVault.save(secret);
  placeMigrated(folder, secretOf(secret).key);
}

async function firstRun(nobody: Client): Promise<string> {
  const { recoveryKey } = await nobody.setup.run({
    clinicName: 'Kilimani Health Centre', zone: 'Africa/Nairobi', languages: ['en', 'sw'], manager,
    rooms: ['Room 1', 'Room 2'], services: ['Consultation', 'Laboratory'],
  });
  return recoveryKey;
}

/** A window of its own: one message channel, as a page of the desktop program has it. */
function windowOf(desk: Desk, session: string | undefined): Client {
  const { port1, port2 } = new MessageChannel();
  desk.attachPort(port1 as never);
  port1.start();
  port2.start();
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  return createORPCClient(new RPCLink({ port: port2 as never, headers: session === undefined ? {} : { 'x-daybook-session': session } }));
}

function peopleAt(desk: Desk): Pick<DeskUnderTest, 'as' | 'sessionOf' | 'personOf' | 'tokenFor'> {
  const { store, newId, sessions } = desk.parts;
  const people = new Map<Role, string>();
  const personOf = (role: Role): string => {
    const known = people.get(role);
    if (known !== undefined) return known;
    const id = newId();
    store.write({ personId: null, intent: 'test.person' }, (tx) => {
      tx.insert('person', { id, name: `The ${role}`, roles: JSON.stringify([role]), language: null, color: '#000000', active: 1 });
      tx.insert('credential', { id, pin_hash: null, password_hash: null });
    });
    people.set(role, id);
    return id;
  };
  const sessionOf = (role: Role): string => sessions.open(personOf(role), undefined);
  return {
    personOf, sessionOf,
    as: (who) => windowOf(desk, typeof who === 'string' ? sessionOf(who) : who.session),
    tokenFor: (...permissions) => {
      const secret = `dbk_${newToken()}`;
      store.write({ personId: null, intent: 'test.token' }, (tx) => {
        tx.insert('api_token', { id: newId(), name: 'Laboratory', permissions: JSON.stringify(permissions), secret_hash: digestToken(secret), created_at: '2026-03-14T09:00:00.000Z', active: 1 });
      });
      return secret;
    },
  };
}

export const everyRole: readonly Role[] = roles;

export interface Failure {
  readonly code: DeskErrorCode | (string & {});
  readonly data: unknown;
  readonly message: string;
}

/** The failure a call ends in; undefined when it is answered. */
export async function failureOf(call: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof ORPCError) return { code: error.code, data: error.data as unknown, message: error.message };
    throw error;
  }
}
