/// <reference path="./aws4.d.ts" />
import aws4 from 'aws4';

export interface SignedRequest {
  readonly host: string;
  readonly region: string;
  readonly service: string;
  readonly body: string;
  readonly accessKeyId: string;
  readonly secretKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The headers of a POST of a form to `/`, signed by AWS Signature Version 4. */
export function signedHeaders({ host, region, service, body, accessKeyId, secretKey, at }: SignedRequest): Record<string, string> {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const { headers } = aws4.sign({
    host, region, service, body, method: 'POST', path: '/',
    headers: { 'host': host, 'content-type': 'application/x-www-form-urlencoded', 'x-amz-date': time },
    // Whoever sends it on its way sets it.
    extraHeadersToIgnore: { 'content-length': true },
  }, { accessKeyId, secretAccessKey: secretKey });
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
