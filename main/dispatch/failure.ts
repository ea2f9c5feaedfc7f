import type { z } from 'zod';
import type { DeskErrorCode, errors } from '#domain/contract/errors.ts';

type DataOf<C extends DeskErrorCode> = (typeof errors)[C] extends { data: infer S extends z.ZodType } ? z.input<S> : undefined;

/** A failure the caller must expect, with the stable code and data of the contract. */
export class DeskFailure extends Error {
  readonly code: DeskErrorCode;
  readonly data: unknown;

  constructor(code: DeskErrorCode, data: unknown) {
    super(code);
    this.name = 'DeskFailure';
    this.code = code;
    this.data = data;
  }
}

/** Throw this to answer with an expected failure: `throw fail('NOT_FOUND', { what: 'patient' })`. */
export function fail<C extends DeskErrorCode>(code: C, ...data: DataOf<C> extends undefined ? [] : [DataOf<C>]): DeskFailure {
  return new DeskFailure(code, data[0]);
}

/** One field broke one rule. */
export const invalid = (field: string, code: string, limit?: string | number): DeskFailure =>
  fail('INVALID', { issues: [limit === undefined ? { field, code } : { field, code, limit }] });
