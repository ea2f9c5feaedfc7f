import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { icns, ico, png } from './containers.ts';
import { paint } from './mark.ts';

/** Draws every icon file of the program beside this script: `node build/icons/make-icons.ts`. */
const LINUX = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
const MAC = [32, 64, 128, 256, 512, 1024];

const drawn = new Map<number, Buffer>();
const image = (size: number): Buffer => {
  const known = drawn.get(size) ?? png(size, paint(size));
  drawn.set(size, known);
  return known;
};
const images = (sizes: readonly number[]): Map<number, Buffer> => new Map(sizes.map((size) => [size, image(size)]));
const write = (name: string, content: Buffer): void => writeFileSync(join(import.meta.dirname, name), content);

for (const size of LINUX) write(`${size}x${size}.png`, image(size));
write('icon.ico', ico(images(WINDOWS)));
write('icon.icns', icns(images(MAC)));
