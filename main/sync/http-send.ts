import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gunzip, zstdCompress, zstdDecompress } from 'node:zlib';
import { NetworkFailure, type Send, type SyncRequest, type SyncResponse } from './transport.ts';

const [compress, unzstd, unzip] = [promisify(zstdCompress), promisify(zstdDecompress), promisify(gunzip)];

/** A body smaller than this is not worth compressing. */
const COMPRESS_FROM = 400;
/** No answer of the server is larger; more comes from something else. */
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** So much of an answer is unpacked at a time: in small pieces, each waits for its turn beside all else. */
const [SMALLEST_PIECE, LARGEST_PIECE] = [16 * 1024, 1024 * 1024];

export interface HttpSendOptions {
  /** `http://127.0.0.1:4480` or `https://…` */
  readonly server: string;
  /** The server's own certificate (PEM), trusted by itself: as on a clinic's own network. Empty: a known authority signed it. */
  readonly certificate: string;
  readonly now: () => number;
}

/** Speaks to a server over HTTP with kept connections; bodies are JSON, compressed with zstd. */
export function httpSend({ server, certificate, now }: HttpSendOptions): Send & { close(): void } {
  const base = new URL(server);
  const secure = base.protocol === 'https:';
  // A certificate given by hand names no host that has to fit: it is the server, or it is not.
  // Nor need whoever signed it be known.
  const trust = certificate === '' ? {} : { ca: certificate, checkServerIdentity: () => undefined, allowPartialTrustChain: true };
  const agent = secure ? new HttpsAgent({ keepAlive: true, maxSockets: 4, ...trust }) : new HttpAgent({ keepAlive: true, maxSockets: 4 });
  const send = async (wanted: SyncRequest): Promise<SyncResponse> => {
    const plain = wanted.body === undefined ? undefined : Buffer.from(JSON.stringify(wanted.body));
    const packed = plain && plain.length >= COMPRESS_FROM ? await compress(plain) : undefined;
    const body = packed ?? plain;
    const options: RequestOptions = {
      method: wanted.method, path: wanted.path, host: base.hostname, port: base.port, agent, timeout: wanted.timeoutMs,
      headers: {
        accept: 'application/json', 'accept-encoding': 'zstd, gzip', ...authorization(wanted), ...(wanted.personId ? { 'daybook-person': wanted.personId } : {}),
        ...(wanted.range ? { range: `bytes=${String(wanted.range.from)}-${String(wanted.range.to)}` } : {}),
        ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}), ...(packed ? { 'content-encoding': 'zstd' } : {}),
      },
    };
    const sentAt = now();
    const { response, bytes } = await exchange(secure, options, body, wanted);
    return { status: response.statusCode ?? 0, body: await read(response, bytes), sentAt, receivedAt: now() };
  };
  return Object.assign(send, { close: () => { agent.destroy(); } });
}

function authorization({ token, code }: SyncRequest): { authorization?: string } {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  return code === undefined ? {} : { authorization: `Code ${code}` };
}

function exchange(secure: boolean, options: RequestOptions, body: Buffer | undefined, wanted: SyncRequest): Promise<{ response: IncomingMessage; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(options);
    const timer = setTimeout(() => { fail(new NetworkFailure('timeout')); }, wanted.timeoutMs);
    const giveUp = (): void => { fail(new NetworkFailure('cut')); };
    const fail = (failure: Error): void => {
      settle();
      request.destroy();
      reject(failure);
    };
    const settle = (): void => {
      clearTimeout(timer);
      wanted.signal?.removeEventListener('abort', giveUp);
    };
    // Before anything else: a request that is given up also says that its socket broke, and nobody else would hear it.
    request.on('error', (error: NodeJS.ErrnoException) => { fail(new NetworkFailure(reasonOf(error))); });
    if (wanted.signal?.aborted) return giveUp();
    wanted.signal?.addEventListener('abort', giveUp);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > LARGEST_ANSWER) fail(new NetworkFailure('not-daybook'));
      });
      response.on('aborted', () => { fail(new NetworkFailure('cut')); });
      response.on('error', () => { fail(new NetworkFailure('cut')); });
      response.on('end', () => {
        settle();
        if (response.complete) resolve({ response, bytes: Buffer.concat(parts) });
        else reject(new NetworkFailure('cut'));
      });
    });
    request.end(body);
  });
}

/** A page of a captive portal answers 200 with HTML: only what says it is ours is read. */
async function read(response: IncomingMessage, bytes: Buffer): Promise<unknown> {
  const status = response.statusCode ?? 0;
  if (status === 204) return undefined;
  if (!(response.headers['content-type'] ?? '').startsWith('application/json')) {
    // A snapshot's chunk is bytes; everything else that is not JSON is not ours.
    if ((response.headers['content-type'] ?? '') === 'application/vnd.daybook.chunk') return bytes;
    throw new NetworkFailure('not-daybook');
  }
  try {
    const encoding = response.headers['content-encoding'];
    const options = { maxOutputLength: LARGEST_ANSWER, chunkSize: Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, bytes.length * 8)) };
    const plain = encoding === 'zstd' ? await unzstd(bytes, options) : encoding === 'gzip' ? await unzip(bytes, options) : bytes;
    return JSON.parse(plain.toString('utf8'));
  } catch {
    throw new NetworkFailure('cut');
  }
}

/** As `DEPTH_ZERO_SELF_SIGNED_CERT`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE` and `ERR_TLS_CERT_ALTNAME_INVALID`. */
const CERTIFICATE = /CERT|SIGN|ALTNAME/;

function reasonOf(error: NodeJS.ErrnoException): NetworkFailure['reason'] {
  const code = error.code ?? '';
  if (CERTIFICATE.test(code)) return 'certificate';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'cut' : 'unreachable';
}
