import { createHash, createHmac } from 'node:crypto';

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

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The headers of a POST of a form to `/`, signed by AWS Signature Version 4 as its published description has it: a hash of the
 * canonical request, signed by a key that is derived from day, region and service.
 */
export function signedHeaders({ host, region, service, body, accessKeyId, secretKey, at }: SignedRequest): Record<string, string> {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', host, 'x-amz-date': time };
  const names = Object.keys(headers).join(';');
  const canonical = ['POST', '/', '', ...Object.entries(headers).map(([name, value]) => `${name}:${value}`), '', names, sha256(body)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [region, service, 'aws4_request'].reduce<Buffer>((signing, part) => hmac(signing, part), hmac(`AWS4${secretKey}`, day));
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  return { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}` };
}
