import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { Answer } from './route.ts';

/** Below this a compressed answer would save less than one packet. */
const WORTH_BYTES = 1200;

type Encoding = 'zstd' | 'br' | 'gzip';

/** So much is packed at a time: in small pieces, each of a long answer waits for its turn beside all else. */
const PIECE = { chunkSize: 128 * 1024 };

const [zstd, brotli] = [promisify(zstdCompress), promisify(brotliCompress)];
const COMPRESS: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  zstd: (body) => zstd(body, body.length > PIECE.chunkSize ? PIECE : {}),
  // Level 4: as small as gzip here, with less work (sync design 2.10).
  br: (body) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: promisify(gzip),
};

/** The best encoding the caller takes; `q=0` refuses one. */
export function chooseEncoding(accept: string | undefined): Encoding | null {
  const taken = new Set<string>();
  for (const entry of (accept ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) taken.add(name);
  }
  return (['zstd', 'br', 'gzip'] as const).find((encoding) => taken.has(encoding)) ?? null;
}

const FIXED_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
/** What a browser must not take for JSON, whatever it is asked to do with it. JSON itself needs no more, and every idle PC asks for some twice a minute. */
const OTHER_HEADERS = { ...FIXED_HEADERS, 'content-security-policy': "default-src 'none'" };

/** Sends an answer and returns the bytes of its body. */
export async function send(response: ServerResponse, answer: Answer, acceptEncoding: string | undefined): Promise<number> {
  const status = answer.status ?? 200;
  if (answer.body instanceof Readable) {
    response.writeHead(status, { ...OTHER_HEADERS, ...answer.headers });
    let bytes = 0;
    answer.body.on('data', (piece: Buffer) => { bytes += piece.length; });
    await pipeline(answer.body, response);
    return bytes;
  }
  const json = answer.text ?? (answer.json === undefined ? undefined : JSON.stringify(answer.json));
  const plain = answer.body ?? Buffer.from(json ?? '');
  const encoding = answer.body === undefined && plain.length >= WORTH_BYTES ? chooseEncoding(acceptEncoding) : null;
  const body = encoding ? await COMPRESS[encoding](plain) : plain;
  response.writeHead(status, {
    ...(json === undefined ? OTHER_HEADERS : { ...FIXED_HEADERS, 'content-type': 'application/json' }),
    ...(encoding ? { 'content-encoding': encoding } : {}),
    'content-length': body.length,
    ...answer.headers,
  });
  response.end(body);
  return body.length;
}
