/** Encodings a text table may have; anything that is neither Unicode form is taken as windows-1252, and said so. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Tells the encoding of a text file: by its byte order mark, else by the zero bytes of UTF-16, else UTF-8 if every
 * byte fits it.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>): Promise<TableEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of chunks) {
      const wide = first ? utf16Of(chunk) : undefined;
      if (wide) return wide;
      first = false;
      utf8.decode(chunk, { stream: true });
    }
    utf8.decode();
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function utf16Of(chunk: Uint8Array): TableEncoding | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  // Without a mark: separators and digits have a zero byte beside them, always on the same side.
  const head = chunk.subarray(0, Math.min(chunk.length & ~1, 4096));
  let [even, odd] = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0 && i % 2 === 0) even += 1;
    if (byte === 0 && i % 2 === 1) odd += 1;
  });
  const few = head.length / 8;
  if (odd > few && odd > even * 4) return 'utf-16le';
  return even > few && even > odd * 4 ? 'utf-16be' : undefined;
}

/** Text of a file in a known encoding, without its byte order mark. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: TableEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
