/** Published byte vectors of device protocols. They lie outside the project; without them the tests use their own bytes alone. */
import { existsSync, readFileSync } from 'node:fs';
import { hex, text } from './replay.ts';

const file = new URL('../../../../shared/data/devices/vectors.json', import.meta.url);
export const vectorsAbsent = !existsSync(file);
/** To be put behind the name of a test that is skipped without them. */
export const vectorsReason = vectorsAbsent ? ' (skipped: the vectors of device protocols are not beside this checkout)' : '';

export interface DeviceVector {
  readonly id: string;
  readonly family: string;
  readonly bytes: Uint8Array;
  readonly expect: Readonly<Record<string, unknown>>;
}

interface Stored { readonly id: string; readonly family: string; readonly hex?: string; readonly text?: string; readonly expect: Readonly<Record<string, unknown>> }

export function vectorsOf(family: string): readonly DeviceVector[] {
  if (vectorsAbsent) return [];
  const all = JSON.parse(readFileSync(file, 'utf8')) as readonly Stored[];
  return all.filter((each) => each.family === family).map(({ id, hex: bytes, text: line, expect }) => ({ id, family, expect, bytes: bytes === undefined ? text(line ?? '') : hex(bytes) }));
}
