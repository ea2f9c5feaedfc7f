import { randomUUID } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '#domain/kit/result.ts';
import type { SendFailure } from '#domain/printing/queue.ts';
import type { Sent } from './converse.ts';
import { isPdf } from './is-pdf.ts';
import { codeOf } from './link.ts';

/**
 * Saves a PDF in a folder under `<name>.pdf`, or `<name>-2.pdf` and so on: nothing is ever replaced, and a reader
 * never sees half a file. The folder must exist. Anything but a PDF is `refused`.
 */
export async function saveToFolder(folder: string, name: string, bytes: Uint8Array): Promise<Result<Sent, SendFailure>> {
  if (!isPdf(bytes)) return err({ code: 'refused', started: false });
  const draft = join(folder, `.${randomUUID()}.part`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(draft, folder, safeName(name));
    return ok({ confirmed: true });
  } catch (error) {
    const code = codeOf(error);
    // A full disk is not a printer out of paper.
    return err({ code: code === 'no-paper' ? 'refused' : code, started: false });
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** A hard link fails when the name is taken, where a rename would replace. */
async function publish(draft: string, folder: string, name: string): Promise<void> {
  for (let copy = 1; ; copy += 1) {
    try {
      await link(draft, join(folder, copy === 1 ? `${name}.pdf` : `${name}-${copy}.pdf`));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || copy > 9999) throw error;
    }
  }
}

const safeName = (name: string): string => name.replace(/[^\p{L}\p{N}-]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'document';
