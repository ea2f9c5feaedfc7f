import { z } from 'zod';
import { ShownCertificate } from './shapes.ts';

/**
 * The failures a caller must expect. `code` and `data` cross the wire; the sentence shown is chosen in the
 * caller's language. None of them ever carries what was typed about a patient.
 */
export const errors = {
  SIGN_IN_NEEDED: { status: 401 },
  SESSION_LOCKED: { status: 423 },
  NOT_ALLOWED: { status: 403, data: z.object({ permission: z.string() }) },
  NOT_FOUND: { status: 404, data: z.object({ what: z.string() }) },
  /** The input was understood but cannot be: one entry a field, `code` names the rule, `limit` its bound. */
  INVALID: {
    status: 422,
    data: z.object({
      issues: z.array(z.object({ field: z.string(), code: z.string(), limit: z.union([z.string(), z.number()]).optional() })),
    }),
  },
  /** A value is possible but unusual: send the same command again with these `confirm` codes. */
  CONFIRM: {
    status: 409,
    data: z.object({
      issues: z.array(z.object({
        field: z.string(), code: z.string(),
        limit: z.union([z.string(), z.number()]).optional(), suggestion: z.string().optional(),
      })),
    }),
  },
  /** The record is not in a state that allows this; `reason` is a stable word. */
  CONFLICT: { status: 409, data: z.object({ reason: z.string() }) },
  WRONG_PIN: { status: 401, data: z.object({ triesLeft: z.int() }) },
  /** No such name, or not its password: which of the two is not said. */
  WRONG_LOGIN: { status: 401 },
  LOCKED_OUT: { status: 429, data: z.object({ untilMs: z.int() }) },
  /** A program sends more than it may; `afterMs` says when to come back. Nothing of the call was taken. */
  TOO_MANY: { status: 429, data: z.object({ afterMs: z.int() }) },
  /**
   * The server could not be asked, or would not do it; `reason` is a stable word. Nothing here was changed. `certificate`: what it
   * showed, where no known authority vouches for it and a person may.
   */
  SERVER: { status: 502, data: z.object({ reason: z.string(), certificate: ShownCertificate.optional() }) },
  /** This PC was taken out of its clinic. `setup.status` says how far it is with that. */
  REMOVED: { status: 410 },
  STORE_FULL: { status: 507 },
  STORE_READ_ONLY: { status: 503 },
  STORE_DAMAGED: { status: 500 },
  /** A bug: logged under `errorId`, nothing was stored. */
  INTERNAL: { status: 500, data: z.object({ errorId: z.string() }) },
} as const;

export type DeskErrorCode = keyof typeof errors;
