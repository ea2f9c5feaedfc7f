import type { z } from 'zod';
import { errors, type DeskErrorCode } from '#domain/contract/errors.ts';

type DataOf<C extends DeskErrorCode> = (typeof errors)[C] extends { data: infer S extends z.ZodType } ? z.input<S> : undefined;

/** A failure that callers of the interface must expect, as the contract names it. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: DeskErrorCode;
  readonly data: unknown;

  constructor(code: DeskErrorCode, data: unknown) {
    super(code);
    this.code = code;
    this.data = data;
  }

  get status(): number {
    return errors[this.code].status;
  }
}

export const apiFailure = <C extends DeskErrorCode>(code: C, ...data: DataOf<C> extends undefined ? [] : [DataOf<C>]): ApiFailure => new ApiFailure(code, data[0]);
