import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable, Writable } from 'node:stream';
import type { Dispatch } from '#server/http/dispatch.ts';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Hands a request to the server's own dispatcher without a socket: the same route, check of who asks, body limits and answer. */
export async function exchange(dispatch: Dispatch, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const arriving = new Readable({ read: () => undefined });
  if (body) arriving.push(body);
  arriving.push(null);
  const sized = body ? { ...headers, 'content-type': 'application/json', 'content-length': String(body.length) } : headers;
  const request = Object.assign(arriving, { method, url: path, headers: sized, complete: true, socket: { remoteAddress: '127.0.0.1' } });
  const response = new MemoryResponse();
  await dispatch(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  return { status: response.status, headers: response.headers, body: Buffer.concat(response.pieces) };
}

/** As much of an HTTP response as the server writes to. */
class MemoryResponse extends Writable {
  status = 0;
  headers: Record<string, unknown> = {};
  readonly pieces: Buffer[] = [];

  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.pieces.push(piece);
    done();
  }

  setHeader(name: string, value: unknown): void {
    this.headers[name.toLowerCase()] = value;
  }

  writeHead(status: number, headers: Readonly<Record<string, unknown>> = {}): void {
    this.status = status;
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
  }
}
