import { implement, ORPCError, type Router } from '@orpc/server';
import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import { contract, type Contract } from '#domain/contract/contract.ts';
import { errors } from '#domain/contract/errors.ts';
import type { EndpointMeta } from '#domain/contract/endpoint.ts';
import type { Call, CallOrigin } from './call.ts';
import { dispatch, type AnyHandler, type DispatchParts } from './dispatch.ts';
import { DeskFailure } from './failure.ts';

type Answer<T> = T | Promise<T>;

/** The handlers a contract asks for: plain functions of the call and its checked input. */
export type Handlers<C> = {
  // The contract's own generics are erased here; input and output types are what matters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [K in keyof C]: C[K] extends ContractProcedure<infer I, infer O, any, any>
    ? (call: Call, input: InferSchemaOutput<I>) => Answer<InferSchemaInput<O>>
    : Handlers<C[K]>;
};

/** What transports put into each call. */
export interface RouterContext {
  readonly origin: CallOrigin;
}

interface Step {
  handler(run: (options: { input: unknown; context: RouterContext }) => Promise<unknown>): unknown;
}

/** Binds every endpoint of the contract to its handler, each behind the dispatcher. */
export function buildRouter(parts: DispatchParts, handlers: Handlers<Contract>): Router<Contract, RouterContext> {
  const steps = implement(contract).$context<RouterContext>() as unknown as Record<string, Record<string, Step>>;
  const router: Record<string, Record<string, unknown>> = {};
  for (const [area, verbs] of Object.entries(contract)) {
    const bound: Record<string, unknown> = {};
    for (const [verb, procedure] of Object.entries(verbs)) {
      const meta = procedure['~orpc'].meta as EndpointMeta;
      const handler = (handlers as unknown as Record<string, Record<string, AnyHandler>>)[area]?.[verb];
      const step = steps[area]?.[verb];
      if (!handler || !step) throw new Error(`no handler for ${area}.${verb}`);
      const endpoint = { name: `${area}.${verb}`, meta };
      bound[verb] = step.handler(async ({ input, context }) => {
        try {
          return await dispatch(parts, endpoint, context.origin, input, handler);
        } catch (error) {
          throw asWireError(error);
        }
      });
    }
    router[area] = bound;
  }
  return router as unknown as Router<Contract, RouterContext>;
}

function asWireError(error: unknown): unknown {
  if (!(error instanceof DeskFailure)) return error;
  return new ORPCError(error.code, { status: errors[error.code].status, message: error.code, data: error.data, defined: true });
}
