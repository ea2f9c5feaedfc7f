import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { Problem } from '../problem.ts';

/**
 * A backup is a gzip file of lines. Lines that begin with `\{` are ours: a head, one for each part, the manifest at
 * the end. All others are rows of the part before them, in the text form of COPY, where no row can begin that way.
 */
const headShape = z.object({ backup: z.literal('daybook-server'), format: z.literal(1), at: z.string(), schemaVersion: z.number().int() });
const partShape = z.object({
  /** A table, or `register` for the lines of the server's register. */
  table: z.string(),
  clinic: z.string().nullable(),
  columns: z.array(z.string()),
});
const manifestShape = z.object({
  schemaVersion: z.number().int(),
  at: z.string(),
  clinics: z.array(z.object({
    clinicId: z.string(), code: z.string(), timeline: z.string(), lastSeq: z.number().int(),
    devices: z.array(z.object({ deviceId: z.string(), lastDseq: z.number().int() })),
  })),
  parts: z.array(z.object({ table: z.string(), clinic: z.string().nullable(), rows: z.number().int(), sha256: z.string() })),
});
export type Part = z.infer<typeof partShape>;
export type Manifest = z.infer<typeof manifestShape>;
export type PartSummary = Manifest['parts'][number];

const controlShape = z.union([
  headShape.transform((head) => ({ kind: 'head' as const, head })),
  z.object({ part: partShape }).transform(({ part }) => ({ kind: 'part' as const, part })),
  z.object({ manifest: manifestShape }).transform(({ manifest }) => ({ kind: 'manifest' as const, manifest })),
]);
export type Control = z.infer<typeof controlShape>;

/** In the order of the file; `rows` are whole lines of the part before. */
export type BackupEvent = Control | { readonly kind: 'rows'; readonly rows: Buffer };

const MARK = Buffer.from('\\{');
const LINE_END = 0x0a;

export const controlLine = (value: object): Buffer => Buffer.from(`\\${JSON.stringify(value)}\n`);
export const headOf = (at: string, schemaVersion: number): z.infer<typeof headShape> => ({ backup: 'daybook-server', format: 1, at, schemaVersion });

export const damaged = (why: string): Problem => new Problem(`The backup cannot be used: ${why}. Nothing was changed.`);

/** Reads a backup file from front to back, in bounded memory. Throws Problem for a file that is none, cut or changed. */
export async function* readEvents(path: string): AsyncGenerator<BackupEvent> {
  const gunzip = createGunzip();
  const stream = pipeline(createReadStream(path), gunzip, () => undefined);
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of stream) {
      const bytes: Buffer = rest.length === 0 ? piece as Buffer : Buffer.concat([rest, piece as Buffer]);
      const end = bytes.lastIndexOf(LINE_END) + 1;
      yield* eventsIn(bytes.subarray(0, end));
      rest = bytes.subarray(end);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw damaged((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it is cut short or not a backup');
  }
  if (rest.length > 0) throw damaged('it is cut short');
}

/** `bytes` are whole lines. */
function* eventsIn(bytes: Buffer): Generator<BackupEvent> {
  let from = 0;
  while (from < bytes.length) {
    const mark = markAtLineStart(bytes, from);
    if (mark > from) yield { kind: 'rows', rows: bytes.subarray(from, mark) };
    if (mark === bytes.length) return;
    const end = bytes.indexOf(LINE_END, mark) + 1;
    yield readControl(bytes.toString('utf8', mark + 1, end));
    from = end;
  }
}

function markAtLineStart(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(MARK, from); at !== -1; at = bytes.indexOf(MARK, at + 1)) {
    if (at === 0 || bytes[at - 1] === LINE_END) return at;
  }
  return bytes.length;
}

function readControl(text: string): Control {
  try {
    return controlShape.parse(JSON.parse(text));
  } catch {
    throw damaged('a line of it is not understood');
  }
}

export function countLines(rows: Buffer): number {
  let lines = 0;
  for (let at = rows.indexOf(LINE_END); at !== -1; at = rows.indexOf(LINE_END, at + 1)) lines += 1;
  return lines;
}
