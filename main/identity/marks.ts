import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Mark } from '#domain/sync/store-guard.ts';
import { readIfPresent, writeOwnerOnly } from '../native/owner-only-file.ts';

const MarkShape = z.object({ dseq: z.int().min(0), chain: z.string().max(200), at: z.number() });

/** Beside the store: found when the database alone was put back. */
export const markInFolder = (storeDir: string): string => join(storeDir, 'daybook.marks');

/** Away from the store: found when its whole folder was. `markId` is the store's own, so that stores do not meet here. */
export const markElsewhere = (marksDir: string, markId: string): string => join(marksDir, `${markId}.marks`);

/** The marks that can be read. One that is damaged or away says nothing. */
export async function readMarks(paths: readonly string[]): Promise<Mark[]> {
  const read = await Promise.all(paths.map(async (path) => {
    try {
      const bytes = await readIfPresent(path);
      const mark = MarkShape.safeParse(bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8')));
      return mark.success ? [mark.data] : [];
    } catch {
      return [];
    }
  }));
  return read.flat();
}

/** Writes the mark to every place. Returns how many took it: one that is full or away must not hold up work. */
export async function writeMarks(paths: readonly string[], mark: Mark): Promise<number> {
  const bytes = Buffer.from(JSON.stringify(mark));
  const written = await Promise.all(paths.map(async (path) => {
    try {
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      await writeOwnerOnly(path, bytes);
      return 1;
    } catch {
      return 0;
    }
  }));
  return written.reduce<number>((sum, one) => sum + one, 0);
}
