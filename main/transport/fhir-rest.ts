import { isUtf8 } from 'node:buffer';
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
    if (request.method === 'POST') return await take(all.fhir, base, request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return outcome(response, 405, 'not-supported', 'Only reading and POST are understood here');
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

/** Largest body, in bytes. More than that is for the import at the desk. */
const MOST_BYTES = 8 * 1024 * 1024;

async function take(fhir: Client, base: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://daybook.invalid');
  const [matched, type, id] = /^\/fhir\/?$/.test(pathname) ? [pathname] : PATH.exec(pathname) ?? [];
  if (matched === undefined || id !== undefined) return outcome(response, 404, 'not-found', 'POST to /fhir or to /fhir/[type]');
  if (!/^application\/(?:fhir\+)?json\b/i.test(request.headers['content-type'] ?? '')) return outcome(response, 415, 'not-supported', 'Send application/fhir+json');
  const body = await bodyOf(request);
  if (body === undefined) return outcome(response, 413, 'too-long', `At most ${MOST_BYTES} bytes`, { connection: 'close' });
  if (!isUtf8(body)) return outcome(response, 400, 'structure', 'not-utf8');
  await store(fhir, { type, text: body.toString('utf8'), base, ifNoneExist: request.headers['if-none-exist'] }, response);
}

interface Posting { readonly type: string | undefined; readonly text: string; readonly base: string; readonly ifNoneExist: string | readonly string[] | undefined }

async function store(fhir: Client, { type, text, base, ifNoneExist }: Posting, response: ServerResponse): Promise<void> {
  try {
    const taken = await fhir.bring({ type: type ?? null, text, base, ...(typeof ifNoneExist === 'string' ? { ifNoneExist } : {}) });
    send(response, taken.isNew ? 201 : 200, taken.json, taken.id === null ? undefined : { location: `${base}/${type ?? ''}/${taken.id}` });
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'INVALID') throw error;
    const { issues } = error.data as { issues: readonly { field: string; code: string }[] };
    send(response, issues.map(({ code }) => STATUS[code]).find((status) => status !== undefined) ?? 422, JSON.stringify({ resourceType: 'OperationOutcome', issue: issues.map(issueOf) }));
  }
}

/** Where the standard has a status of its own for why something is not taken. */
const STATUS: Readonly<Partial<Record<string, number>>> = { 'several-match': 412, 'type-not-supported': 404, 'invalid-json': 400 };

/** A place in the text is no path, and is told in words. */
const issueOf = ({ field, code }: { field: string; code: string }): object => (
  field.startsWith('line ') ? { severity: 'error', code: 'structure', diagnostics: `${code} at ${field}` } : { severity: 'error', code: 'invalid', diagnostics: code, expression: [field] }
);

/** Undefined when it is too long; the rest is not read then. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The stable words of a failure; they never hold what was typed about a patient. */
function detailOf(error: unknown): string {
  const data = error instanceof ORPCError && error.code !== 'BAD_REQUEST' ? (error.data as unknown) : undefined;
  return JSON.stringify(data ?? (error instanceof ORPCError ? error.code : ''));
}

function outcome(response: ServerResponse, status: number, code: string, diagnostics: string, headers: Readonly<Record<string, string>> = {}): void {
  send(response, status, JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] }), headers);
}

function send(response: ServerResponse, status: number, json: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8', 'cache-control': 'no-store', ...fileSecurityHeaders(), ...headers }).end(json);
}
