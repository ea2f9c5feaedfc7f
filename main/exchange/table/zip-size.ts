const END = 0x06054b50, ENTRY = 0x02014b50;

/**
 * Bytes a zip archive says it holds when unpacked, from its central directory (PKWARE APPNOTE 4.3.12); Infinity when
 * there is no readable directory.
 */
export function unpackedSize(zip: Buffer): number {
  // The end record is 22 bytes and may be followed by a comment of up to 65,535.
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 65_557); at -= 1) {
    if (zip.readUInt32LE(at) === END) return sumEntries(zip, zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16));
  }
  return Infinity;
}

function sumEntries(zip: Buffer, count: number, start: number): number {
  let [sum, at] = [0, start];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return Infinity;
    sum += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return sum;
}
