import { statfs } from 'node:fs/promises';

/** Room left for the program on the disk of a folder, bytes; null where the system does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
