import { randomFillSync } from 'node:crypto';
import { vi } from 'vitest';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { PROGRAM_PERMISSIONS, type ProgramPermission } from '#server/rest/program-tokens.ts';
import { httpServer, type HttpServer } from '../sync/support.ts';
import { testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';

const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);

/** A starved machine needs long; a passing test does not. */
export const TEST_MS = 120_000;
export const WAIT = { timeout: 40_000, interval: 50 };

export type Asked = Awaited<ReturnType<HttpServer['ask']>> & { readonly body: never };

export interface RestClinic {
  readonly server: HttpServer;
  readonly clinicId: string;
  readonly adminToken: string;
  /** The clinic's first PC, connected. */
  readonly desk: DeskUnderTest;
  readonly manager: Client;
  /** A token that an administrator made. */
  token(...permissions: readonly ProgramPermission[]): Promise<{ tokenId: string; token: string }>;
  /** Asks the server's interface with a token of all permissions. */
  api<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
}

/** A clinic that one real desk brought to a real server, and an administrator's token for it. */
export async function restClinic(): Promise<RestClinic> {
  const server = await httpServer();
  // A desk under test stops the clock of its file; the server goes on with the real one.
  const realNow = Date.now;
  const desk = await testDesk();
  const manager = desk.as('manager');
  const code = (): Promise<string> => issueAdminCode(server.database, random, realNow);
  await manager.sync.connect({ server: server.running.address, code: await code(), pcName: 'Reception' });
  await vi.waitFor(() => {
    const { state, waiting } = desk.desk.parts.sync.status();
    if (state !== 'online' || waiting > 0) throw new Error(`${state}, ${String(waiting)} waiting`);
  }, WAIT);
  const claimed = await server.ask('POST', '/v1/admin/claim', { body: { name: 'Admin' }, headers: { authorization: `Code ${await code()}` } });
  const adminToken = (claimed.body as { token: string }).token;
  const clinics = await server.ask('GET', '/v1/admin/clinics', { token: adminToken });
  const clinicId = (clinics.body as { clinics: { clinicId: string }[] }).clinics[0]?.clinicId ?? '';
  const token: RestClinic['token'] = async (...permissions) => {
    const made = await server.ask('POST', `/v1/admin/clinics/${clinicId}/tokens`, { token: adminToken, body: { name: 'Laboratory', permissions } });
    if (made.status !== 201) throw new Error(`no token: ${String(made.status)}`);
    return made.body as { tokenId: string; token: string };
  };
  const all = await token(...PROGRAM_PERMISSIONS);
  return {
    server, clinicId, adminToken, desk, manager, token,
    api: async <T>(method: string, path: string, body?: unknown) => {
      const answer = await server.ask(method, `/api${path}`, { token: all.token, ...(body === undefined ? {} : { body }) });
      return { status: answer.status, body: answer.body as T };
    },
  };
}

export const newcomer = { name: 'Amina Yusuf', ageOrBirth: '1990-03-12', sex: 'female', phone: '+254 700 123 456' } as const;
