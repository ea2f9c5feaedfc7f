import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRouterClient, ORPCError, type Router } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#domain/contract/contract.ts';
import type { RouterContext } from '../dispatch/router.ts';
import { fileSecurityHeaders } from './content-security.ts';

type Client = ContractRouterClient<Contract>['fhir'];

/** Codes of http://hl7.org/fhir/issue-type for what a caller must expect. */
const ISSUES: Readonly<Record<string, readonly [status: number, code: string]>> = {
  SIGN_IN_NEEDED: [401, 'login'], NOT_ALLOWED: [403, 'forbidden'], NOT_FOUND: [404, 'not-found'], INVALID: [400, 'invalid'], CONFLICT: [403, 'suppressed'],
  BAD_REQUEST: [400, 'invalid'], TOO_MANY: [429, 'throttled'], REMOVED: [410, 'deleted'],
};

const PATH = /^\/fhir(?:\/([A-Za-z]+)(?:\/([A-Za-z0-9\-.]{1,64})(?:\/(\$[a-z]+))?)?)?\/?$/;

/**
 * The record as FHIR R4 under `/fhir`, through the same way in as every call: token, permission, audit.
 * @param base the address of the server as the caller knows it
 */
export async function handleFhir(router: Router<Contract, RouterContext>, base: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const all = createRouterClient(router, { context: { origin: { via: 'rest', apiToken: bearer } } }) as unknown as ContractRouterClient<Contract>;
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') return outcome(response, 405, 'not-supported', 'Only reading is understood here');
    const { json } = await answerOf(all.fhir, base, new URL(request.url ?? '/', 'http://daybook.invalid'));
    send(response, 200, request.method === 'HEAD' ? '' : json);
  } catch (error) {
    const known = error instanceof ORPCError ? ISSUES[error.code] : undefined;
    if (known) return outcome(response, ...known, detailOf(error));
    outcome(response, 500, 'exception', 'Something went wrong here; nothing was changed');
  }
}

async function answerOf(fhir: Client, base: string, { pathname, search }: URL): Promise<{ json: string }> {
  const [matched, type, id, operation] = PATH.exec(pathname) ?? [];
  const query = search.slice(1);
  if (matched === undefined || type === undefined) throw new ORPCError('NOT_FOUND', { data: { what: 'path' } });
  if (type === 'metadata' && id === undefined) return fhir.capability({ base });
  if (id === undefined) return fhir.search({ type, query, base });
  if (operation === undefined) return fhir.read({ type, id });
  if (type === 'Patient' && operation === '$everything') return fhir.everything({ patientId: id, query, base });
  if (type === 'Patient' && operation === '$summary') return fhir.summary({ patientId: id });
  throw new ORPCError('NOT_FOUND', { data: { what: 'operation' } });
}

/** The stable words of a failure; they never hold what was typed about a patient. */
function detailOf(error: unknown): string {
  const data = error instanceof ORPCError && error.code !== 'BAD_REQUEST' ? (error.data as unknown) : undefined;
  return JSON.stringify(data ?? (error instanceof ORPCError ? error.code : ''));
}

function outcome(response: ServerResponse, status: number, code: string, diagnostics: string): void {
  send(response, status, JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] }));
}

function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8', 'cache-control': 'no-store', ...fileSecurityHeaders() }).end(json);
}
