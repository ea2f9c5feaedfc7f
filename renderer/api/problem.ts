import { ORPCError } from '@orpc/client';
import type { DeskErrorCode } from '#domain/contract/errors.ts';
import type { ShownCertificate } from '#domain/contract/shapes.ts';
import { ConnectionLost } from './socket-link.ts';

export interface Issue {
  readonly field: string;
  readonly code: string;
  readonly limit?: string | number | undefined;
  readonly suggestion?: string | undefined;
}

/** Why something did not work, ready to be put into words. */
export type Problem =
  | { readonly code: 'INVALID' | 'CONFIRM'; readonly issues: readonly Issue[] }
  | { readonly code: 'CONFLICT'; readonly reason: string }
  | { readonly code: 'SERVER'; readonly reason: string; readonly certificate?: ShownCertificate | undefined }
  | { readonly code: 'NOT_FOUND'; readonly what: string }
  | { readonly code: 'WRONG_PIN'; readonly triesLeft: number }
  | { readonly code: 'LOCKED_OUT'; readonly untilMs: number }
  | { readonly code: 'INTERNAL'; readonly errorId: string }
  | { readonly code: 'CONNECTION_LOST' | 'SIGN_IN_NEEDED' | 'SESSION_LOCKED' | 'NOT_ALLOWED' | 'REMOVED' | 'STORE_FULL' | 'STORE_READ_ONLY' | 'STORE_DAMAGED' };

const UNKNOWN: Problem = { code: 'INTERNAL', errorId: '-' };

/** Reads what a rejected call threw. Whatever is not an expected failure counts as a bug of the program. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ConnectionLost) return { code: 'CONNECTION_LOST' };
  if (!(error instanceof ORPCError)) return UNKNOWN;
  // The shape itself was refused: a box held something no screen should have let through.
  if ((error.code as string) === 'BAD_REQUEST') return { code: 'INVALID', issues: [{ field: '', code: 'other' }] };
  const data = (error.data ?? {}) as Record<string, unknown>;
  const code = error.code as DeskErrorCode;
  switch (code) {
    case 'INVALID':
    case 'CONFIRM': return { code, issues: (data.issues ?? []) as Issue[] };
    case 'CONFLICT': return { code, reason: String(data.reason) };
    case 'SERVER': return { code, reason: String(data.reason), certificate: data.certificate as ShownCertificate | undefined };
    case 'NOT_FOUND': return { code, what: String(data.what) };
    case 'WRONG_PIN': return { code, triesLeft: Number(data.triesLeft) };
    case 'LOCKED_OUT': return { code, untilMs: Number(data.untilMs) };
    case 'INTERNAL': return { code, errorId: String(data.errorId) };
    case 'SIGN_IN_NEEDED': case 'SESSION_LOCKED': case 'NOT_ALLOWED': case 'REMOVED':
    case 'STORE_FULL': case 'STORE_READ_ONLY': case 'STORE_DAMAGED': return { code };
    default: return UNKNOWN;
  }
}

/** The issue of one box of a form, if the problem has one. */
export function issueOf(problem: Problem | undefined, field: string): Issue | undefined {
  if (problem?.code !== 'INVALID' && problem?.code !== 'CONFIRM') return undefined;
  return problem.issues.find((issue) => issue.field === field);
}
