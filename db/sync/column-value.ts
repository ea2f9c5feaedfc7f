import type { Scalar } from '#domain/sync/operation.ts';
import type { Column } from '#domain/sync/registry.ts';

/**
 * Whether a column takes the value as it is. SQLite alone would not do to ask: even a STRICT column turns a number into
 * text rather than refuse it, and the row would no longer be what was sent.
 */
export function fits({ type, nullable }: Column, value: Scalar): boolean {
  if (value === null) return nullable;
  if (type === 'text') return typeof value === 'string';
  return typeof value === 'number' && (type === 'real' || Number.isSafeInteger(value));
}
