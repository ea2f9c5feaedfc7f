import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Permission } from '../permissions/permissions.ts';
import { errors } from './errors.ts';

/** Whose record an endpoint opens, so that the dispatcher can write the look into the audit log. */
export type AuditSubject = 'none' | 'patient';

/**
 * What the dispatcher must know before it lets a call through.
 * `public` endpoints answer at the desk before anybody has signed in, `anyone` ones also another program that has no token yet;
 * `signed-in` ones need a person but no particular right.
 */
export interface EndpointMeta {
  readonly kind: 'query' | 'command' | 'stream';
  readonly permission: Permission | 'public' | 'anyone' | 'signed-in';
  readonly audit: AuditSubject;
}

type Access = { readonly permission: EndpointMeta['permission']; readonly audit?: AuditSubject };

const base = oc.errors(errors);

const build = (kind: EndpointMeta['kind'], access: Access) =>
  base.$meta<EndpointMeta>({ kind, permission: access.permission, audit: access.audit ?? 'none' });

/** An endpoint that only reads. With `audit: 'patient'` its input must carry `patientId`. */
export const query = <I extends z.ZodType, O extends z.ZodType>(access: Access, input: I, output: O) =>
  build('query', access).input(input).output(output);

/**
 * An endpoint that changes something. Every command takes an optional `commandId` (UUID): sending the same id
 * again gives the first answer again and changes nothing. The desk always sends one; REST callers should.
 */
export const command = <S extends z.core.$ZodLooseShape, O extends z.ZodType>(access: Access, input: z.ZodObject<S>, output: O) =>
  build('command', access).input(input.extend({ commandId: z.uuid().optional() })).output(output);

/** An endpoint that keeps sending events until the caller hangs up. `output` is an `eventIterator(...)`. */
export const stream = <I extends z.ZodType, O extends Parameters<ReturnType<typeof build>['output']>[0]>(
  access: Access, input: I, output: O,
) => build('stream', access).input(input).output(output);
