import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Vectors of the clinical rules and the tables they need; they lie outside the project and are not needed to build it. */
export const clinicalData = new URL('../../../../../shared/data/clinical/', import.meta.url);
export const vectorsAbsent = !existsSync(new URL('test_vectors/', clinicalData));
export const absentNote = vectorsAbsent ? ' (skipped: the clinical test vectors are not beside this checkout)' : '';

export interface Vector<Input = unknown, Expected = unknown> {
  readonly name?: string;
  readonly input: Input;
  readonly expect: Expected;
  readonly decimals?: number;
  readonly positive?: boolean;
}
/** Compares what a rule gives with what a vector expects. */
export type Check = (vector: Vector) => void;
/** A check of vectors whose shape the file is known to have. */
export const check = <Input, Expected>(compare: (vector: Vector<Input, Expected>) => void): Check => (vector) => { compare(vector as Vector<Input, Expected>); };

export const readClinical = (path: string): string => readFileSync(new URL(path, clinicalData), 'utf8');
export const vectorFiles = (): readonly string[] => readdirSync(new URL('test_vectors/', clinicalData)).filter((file) => file.endsWith('.json'));

/** The vectors of a file, in lists by group: most files are one list, `trend.json` has one for each method, one file is a single vector. */
export function vectorsIn(file: string): Readonly<Record<string, readonly Vector[]>> {
  const read = JSON.parse(readClinical(`test_vectors/${file}`)) as unknown;
  if (Array.isArray(read)) return { [file]: read as readonly Vector[] };
  const single = read as { readonly values?: unknown; readonly expect: unknown };
  return single.values === undefined ? read as Record<string, readonly Vector[]> : { [file]: [{ input: { values: single.values }, expect: single.expect }] };
}

/** `3: rr 22, sbp 120`, so that the report says which one fails. */
export function titled(vectors: readonly Vector[]): readonly (readonly [title: string, vector: Vector])[] {
  const word = (value: unknown): string => (Array.isArray(value) ? `[${String(value.length)} values]` : String(value));
  const inputs = (vector: Vector): string => Object.entries(vector.input as object).map(([key, value]) => `${key} ${word(value)}`).join(', ');
  return vectors.map((vector, i) => [`${String(i + 1)}: ${vector.name ? `${vector.name}: ` : ''}${inputs(vector)}`, vector]);
}

export const kebab = (word: string): string => word.replaceAll('_', '-');
