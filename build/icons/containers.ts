import { crc32, deflateSync } from 'node:zlib';

/** A PNG file of RGBA octets. */
export function png(size: number, rgba: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, RGBA, standard compression and filters, not interlaced.
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1) rows.set(rgba.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  const check = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([frame, typed, check]);
}

/** A Windows icon that holds PNG files, which Windows reads since Vista. */
export function ico(images: ReadonlyMap<number, Buffer>): Buffer {
  const count = images.size;
  const directory = Buffer.alloc(6 + 16 * count);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(count, 4);
  let offset = directory.length;
  [...images].forEach(([size, image], i) => {
    const at = 6 + 16 * i;
    // One octet each for width and height: 256 is written as 0.
    directory.set([size % 256, size % 256, 0, 0], at);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(image.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += image.length;
  });
  return Buffer.concat([directory, ...images.values()]);
}

/** Apple's four-letter names of icon sizes that hold PNG, with the pixels each has. */
export const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512], ['ic10', 1024],
];

/** A macOS icon that holds PNG files. */
export function icns(images: ReadonlyMap<number, Buffer>): Buffer {
  const parts = ICNS_TYPES.map(([type, size]) => {
    const image = images.get(size);
    if (!image) throw new Error(`No image of ${size} pixels for ${type}`);
    return icnsPart(type, image);
  });
  return icnsPart('icns', Buffer.concat(parts));
}

function icnsPart(type: string, content: Buffer): Buffer {
  const frame = Buffer.alloc(8);
  frame.write(type, 0, 'latin1');
  frame.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([frame, content]);
}
