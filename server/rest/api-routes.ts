import type { z } from 'zod';
import { contract } from '#domain/contract/contract.ts';
import type { EndpointMeta } from '#domain/contract/endpoint.ts';
import { openApiPage } from '#domain/contract/openapi-page.ts';
import { inClinic } from '../db/transactions.ts';
import { fail } from '../http/errors.ts';
import type { Answer, AnyRoute, Call, Method, Route } from '../http/route.ts';
import { SyncRefusal } from '../sync/refusal.ts';
import type { SyncParts } from '../sync/sync-parts.ts';
import { apiFailure, ApiFailure } from './failure.ts';
import { describeApi } from './open-api.ts';
import { patientEndpoints, type ApiCall } from './patient-endpoints.ts';
import { RateLimit } from './rate-limit.ts';
import { storedRows } from './stored-rows.ts';

/** A patient with thirty contacts and long notes. */
const LARGEST = { sent: 256 * 1024, inflated: 512 * 1024 };

type Name = keyof typeof patientEndpoints;
type AnyEndpoint = (call: ApiCall, input: never) => Promise<unknown>;

const defined = (name: Name) => contract.patients[name]['~orpc'] as {
  readonly route: { readonly method?: Method; readonly path?: string; readonly successStatus?: number };
  readonly meta: EndpointMeta;
  readonly inputSchema: z.ZodType;
};

/** The clinic's patients for other programs, at the addresses and in the shapes of the desk's own interface. */
export function apiRoutes(parts: SyncParts, version: string): readonly AnyRoute[] {
  const limit = new RateLimit(parts.now);
  const names = Object.keys(patientEndpoints) as Name[];
  return [...names.map((name) => endpointRoute(parts, limit, name)), ...pageRoutes(parts, version)];
}

function endpointRoute(parts: SyncParts, limit: RateLimit, name: Name): Route<'program'> {
  const { route, meta, inputSchema } = defined(name);
  const { method = 'POST', path = `/patients/${name}`, successStatus = 200 } = route;
  const run = patientEndpoints[name] as AnyEndpoint;
  const handle = async (call: Call<'program'>): Promise<Answer> => {
    const { clinicId, tokenId, permissions } = call.identity;
    limit.take(tokenId);
    if (meta.permission !== 'public' && meta.permission !== 'anyone' && meta.permission !== 'signed-in' && !permissions.has(meta.permission)) throw apiFailure('NOT_ALLOWED', { permission: meta.permission });
    await refuseEnded(parts, clinicId, tokenId);
    const read = inputSchema.safeParse({ ...(method === 'GET' ? Object.fromEntries(call.query) : bodyOf(call)), ...call.params });
    if (!read.success) return refusedInput(read.error);
    return { status: successStatus, json: await run({ parts, clinicId, tokenId, endpoint: `patients.${name}`, now: parts.now() }, read.data as never) };
  };
  return {
    method, path: `/api${path}`, auth: 'program', queue: 'control', limit: LARGEST,
    handle: (call) => handle(call).catch((error: unknown) => refusal(error)),
  };
}

/** A manager at a desk may have ended the token: its row says so. */
async function refuseEnded({ database }: SyncParts, clinicId: string, tokenId: string): Promise<void> {
  const [row] = await inClinic(database, clinicId, (tx) => storedRows(tx, clinicId, 'api_token', [tokenId]));
  if (row?.active !== 1) throw fail('not-allowed');
}

function bodyOf({ body }: Call<'program'>): object {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Answered like any other body that is no object.
  }
  throw fail('bad-request');
}

/** Where it is wrong and how, never what stood there. */
function refusedInput(error: z.ZodError): Answer {
  const issues = error.issues.slice(0, 20).map(({ path, code }) => ({ path: path.map(String), code }));
  return { status: 400, json: { defined: false, code: 'BAD_REQUEST', status: 400, message: 'Input validation failed', data: { issues } } };
}

/** Expected failures in the form in which the desk's interface gives them. */
function refusal(error: unknown): Answer {
  if (error instanceof ApiFailure) return { status: error.status, json: { defined: true, code: error.code, status: error.status, message: error.code, data: error.data } };
  if (error instanceof SyncRefusal) return { status: error.status, json: { code: error.code, message: error.message } };
  throw error;
}

/** The description, for programs and for people; it holds nothing of any clinic. */
function pageRoutes({ random }: SyncParts, version: string): readonly Route<'none'>[] {
  return [
    { method: 'GET', path: '/api/openapi.json', auth: 'none', queue: 'control', handle: async () => ({ json: await describeApi(version) }) },
    {
      method: 'GET', path: '/api', auth: 'none', queue: 'control',
      handle: async () => {
        const nonce = Buffer.from(random(new Uint8Array(16))).toString('base64');
        const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'` };
        return { body: Buffer.from(openApiPage(await describeApi(version), nonce)), headers };
      },
    },
  ];
}
