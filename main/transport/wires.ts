import { onError, ORPCError, ValidationError, type Router } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { OpenAPIHandler } from '@orpc/openapi/node';
import type { SupportedMessagePort } from '@orpc/client/message-port';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import type { Contract } from '#domain/contract/contract.ts';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import type { CallOrigin } from '../dispatch/call.ts';
import type { RouterContext } from '../dispatch/router.ts';
import type { DeskParts } from '../desk.ts';
import { traceOf } from '../log.ts';
import { handleFhir } from './fhir-rest.ts';
import { startFactsOf } from './start-facts.ts';

/** The header by which a window says whose session a call belongs to. */
const SESSION_HEADER = 'x-daybook-session';

/** The ends a transport attaches to. All of them lead into the same router. */
export interface DeskWires {
  /** Electron: one wrapped message channel per document. */
  attachPort(port: SupportedMessagePort): void;
  /** Browser: one WebSocket per window. */
  attachSocket(socket: WebSocket): Promise<void>;
  /** REST for other programs, under `/api`. Returns false for a path it does not know. */
  handleRest(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** FHIR R4 for other programs, under `/fhir`. @param base the address of that as the caller knows it */
  handleFhir(base: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** What every page is given on its way out. */
  startFacts(): Promise<StartFacts>;
}

interface Intercepted {
  readonly request: { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>; readonly signal?: AbortSignal | undefined };
  readonly context: RouterContext;
  next(options?: unknown): Promise<never>;
}

export function wireHandlers(router: Router<Contract, RouterContext>, { log }: DeskParts): DeskWires {
  const options = (via: CallOrigin['via']) => ({
    interceptors: [
      (call: Intercepted) => call.next({ ...call, context: { origin: originOf(via, call.request) } }),
    ],
    clientInterceptors: [
      onError((error: unknown) => {
        if (error instanceof ORPCError && error.code === 'BAD_REQUEST') throw asInvalid(error);
        if (!(error instanceof ORPCError)) log.error('wire-fault', traceOf(error));
      }),
    ],
  });
  // The three handlers share their options but not oRPC's generics for them.
  const ports = new PortHandler(router, options('electron') as never);
  const sockets = new SocketHandler(router, options('socket') as never);
  const rest = new OpenAPIHandler(router, options('rest') as never);
  const context = (via: CallOrigin['via']): { context: RouterContext } => ({ context: { origin: { via } } });
  return {
    attachPort: (port) => { ports.upgrade(port, context('electron')); },
    attachSocket: (socket) => sockets.upgrade(socket, context('socket')),
    handleRest: async (request, response) => (await rest.handle(request, response, { prefix: '/api', ...context('rest') })).matched,
    handleFhir: (base, request, response) => handleFhir(router, base, request, response),
    startFacts: startFactsOf(router),
  };
}

function originOf(via: CallOrigin['via'], request: Intercepted['request']): CallOrigin {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  if (via !== 'rest') return { via, sessionToken: header(SESSION_HEADER), signal: request.signal };
  const bearer = /^Bearer (\S+)$/i.exec(header('authorization') ?? '')?.[1];
  // Without a token REST stays closed even for endpoints that are public at the desk.
  return { via, apiToken: bearer ?? '', signal: request.signal };
}

/** Input that does not have the contract's shape: which fields, by which rule; never what was sent. */
function asInvalid(error: ORPCError<string, unknown>): ORPCError<'INVALID', unknown> {
  const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
  return new ORPCError('INVALID', {
    status: 422, defined: true, message: 'INVALID',
    data: {
      issues: issues.map((issue) => ({
        field: (issue.path ?? []).map((key) => String(typeof key === 'object' ? key.key : key)).join('.'),
        code: 'code' in issue && typeof issue.code === 'string' ? issue.code : 'shape',
      })),
    },
  });
}
